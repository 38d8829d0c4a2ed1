"""The cheapest topology put into the spec's own file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from planner.advising import Advice, decided
from planner.cli.terminal import say
from planner.diagnostics import SourceText
from planner.errors import FileError
from planner.spec import spliced
from planner.views import show_change, visible

_BOM = b"\xef\xbb\xbf"


def adopt(advice: Advice) -> None:
    """Write the edits of the cheapest topology, and say what was changed, on standard error.

    Nothing is written where a rule stands against it, where it costs more than what is there, or
    where the edits belong into another file; then it is said why.

    Raises:
        FileError: the file can't be written, or was changed meanwhile.
    """
    verdict, cheapest = decided(advice), advice.cheapest
    if cheapest is None or not cheapest.edits or verdict.kind != "change":
        say(f"not written: {visible(verdict.says)}")
        return
    source = advice.plan.sources[advice.plan.file]
    text = spliced(source, cheapest.edits)
    if text is None:
        say(f"not written: {visible(str(source.path))} isn't where all of it stands; paste this:")
        say(show_change(advice))
        return
    _replace(source, text)
    say(f"wrote {visible(str(source.path))}, {len(cheapest.edits)} change(s):")
    for change in cheapest.edits:
        verb = "took away" if change.value is None else "put"
        say(f"  {verb} {visible('.'.join(map(str, change.route)))}")


def _replace(source: SourceText, text: str) -> None:
    """The file's text exchanged in one step, with its mark, its line ends and its rights kept."""
    path = Path(source.path).resolve()
    try:
        there = path.read_bytes()
        mark = _BOM if there.startswith(_BOM) else b""
        if there.removeprefix(mark) != source.text.encode():
            raise FileError(f"{path} was changed meanwhile", mend="run it again")
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with new.open("xb") as file:
                file.write(mark + _ended_alike(source.text, text).encode())
                file.flush()
                os.fsync(file.fileno())
            new.chmod(path.stat().st_mode)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(
            f"can't write {path}: {why}", mend="mend the rights; the spec is as it was"
        ) from None


def _ended_alike(before: str, after: str) -> str:
    """A text with the line ends of another, if that has Windows' ones only."""
    if before.count("\r\n") != before.count("\n") or not before.count("\n"):
        return after
    return after.replace("\r\n", "\n").replace("\n", "\r\n")
