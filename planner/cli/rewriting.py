"""The cheapest topology put into the spec's own file: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.advising import Advice, decided
from planner.cli.planning import planned
from planner.cli.terminal import say
from planner.diagnostics import SourceText
from planner.errors import FileError, SpecError
from planner.pipeline import Plan
from planner.spec import spliced, words
from planner.views import show_change, visible

_BOM = b"\xef\xbb\xbf"


def rewrite(advice: Advice, catalog: str | None) -> None:
    """Write the edits of the cheapest topology, and say what was changed, on standard error.

    Nothing is written where a rule stands against it, where it costs more than what is there, or
    where the spec's own file can't hold it; then it is said why. `catalog`: the set it rests on.

    Raises:
        FileError: the file can't be written, or was changed meanwhile.
    """
    verdict, cheapest = decided(advice), advice.cheapest
    if verdict.kind != "change" or cheapest is None or cheapest.after is None:
        say(f"not written: {visible(verdict.says)}")
        return
    source = advice.plan.sources[advice.plan.file]
    text = spliced(source, cheapest.edits)
    if text is None or not _replaced(source, text, cheapest.after, catalog):
        say(f"not written: {visible(str(source.path))} can't hold all of it; paste this:")
        say(show_change(advice))
        return
    say(f"wrote {visible(str(source.path))}, {len(cheapest.edits)} change(s):")
    for change in cheapest.edits:
        verb = "took away" if change.value is None else "put"
        say(f"  {verb} {visible('.'.join(map(str, change.route)))}")


def _replaced(source: SourceText, text: str, wanted: Plan, catalog: str | None) -> bool:
    """Whether the file was exchanged, in one step: its text reads as the spec that is wanted."""
    path = Path(source.path).resolve()
    try:
        mark = _mark(path, source)
        with _beside(path, mark + _ended_alike(source.text, text).encode()) as new:
            if not _reads_as(new, wanted, catalog):
                return False
            new.chmod(path.stat().st_mode)
            new.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(
            f"can't write {path}: {why}", mend="mend the rights; the spec is as it was"
        ) from None
    return True


def _mark(path: Path, source: SourceText) -> bytes:
    """The mark of UTF-8 at the start of a file, if it has one.

    Raises:
        FileError: the file is no longer what was read.
    """
    there = path.read_bytes()
    mark = _BOM if there.startswith(_BOM) else b""
    if there.removeprefix(mark) != source.text.encode():
        raise FileError(f"{path} was changed meanwhile", mend="run it again")
    return mark


@contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    """A file in the same folder that is gone afterwards, unless it took another's place."""
    new = path.with_name(f".{path.stem}.{os.getpid()}.yaml")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)


def _reads_as(file: Path, wanted: Plan, catalog: str | None) -> bool:
    try:
        return _filled(planned(file, catalog)) == _filled(wanted)
    except SpecError:
        return False


def _filled(plan: Plan) -> dict[str, object]:
    """What the spec says, without sections that hold nothing."""
    said = {key: words(plan.spec, key) for key in type(plan.spec).model_fields}
    return {key: one for key, one in said.items() if one not in (None, {}, ())}


def _ended_alike(before: str, after: str) -> str:
    """A text with the line ends of another, if that has Windows' ones only."""
    if not before.count("\n") or before.count("\r\n") != before.count("\n"):
        return after
    return after.replace("\r\n", "\n").replace("\n", "\r\n")
