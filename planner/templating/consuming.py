"""A template and answers to a consumer's folder, and a consumer to a newer template.

What a consumer changed since is kept: the difference between what the template made before and what
stands there is laid over what it makes now. Where both have changed the same lines nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from planner.errors import FileError, StaleError, UsageError
from planner.spec import Folder, merge
from planner.templating.filling import filled
from planner.templating.manifest import Answer, Manifest, Question, manifest
from planner.templating.record import RECORD, Record, record_text
from planner.terraform import bases, keep_bases, sha256
from planner.values import value

_UNKNOWN = "what the template made of it is not known any more"
_OWN = "it was here before the template made one"

Ask = Callable[[Question], object]
"""How a question that has no answer yet is asked; it may raise UsageError."""


@value
class Made:
    """The files of a consumer, the record among them."""

    files: Mapping[str, str]
    generated: Mapping[str, str]
    """The same as the template alone makes them."""
    state: str
    """The commit or digest of the template."""
    conflicts: tuple[str, ...]
    """File and line where the consumer and the template have changed the same, and both sides."""


def answered(manifest: Manifest, given: Mapping[str, object], ask: Ask) -> dict[str, Answer]:
    """An answer to each question: given, or asked for.

    Raises:
        UsageError: one is none, or answers what nobody asked.
    """
    if unknown := sorted(set(given) - set(manifest.questions)):
        known = ", ".join(manifest.questions) or "nothing"
        raise UsageError(
            f"the template {manifest.name} doesn't ask for `{unknown[0]}`",
            mend=f"it asks for {known}",
        )
    return {
        name: question.read(given[name] if name in given else ask(question))
        for name, question in manifest.questions.items()
    }


def by_default(question: Question) -> object:
    """The answer where nobody can be asked.

    Raises:
        UsageError: there is none.
    """
    if question.default is None:
        raise UsageError(
            f"the template asks for `{question.name}`: {question.ask}",
            mend=f"answer with --set {question.name}=…, or in a file with --answers",
        )
    return question.default


def made(folder: Folder, answers: Mapping[str, Answer], into: Path) -> Made:
    """What a template makes for a consumer in the folder `into`, of which nothing is written."""
    about = manifest(folder)
    files = {str(path): text for path, text in filled(folder, about, answers, into).files.items()}
    if RECORD in files:
        raise UsageError(f"a template may not write {RECORD}: topoplan does")
    digests = {path: sha256(text) for path, text in files.items()}
    record = record_text(folder, about, answers, digests, into)
    return Made({**files, RECORD: record}, files, folder.commit or folder.digest, ())


def updated(record: Record, folder: Folder, answers: Mapping[str, Answer]) -> Made:
    """What a template makes of a consumer that has one of its versions; nothing is written."""
    new = made(folder, answers, record.folder)
    texts = bases(record.folder)
    files, conflicts = dict(new.files), []
    for path, generated in new.generated.items():
        there = _there(record.folder / path)
        if there is None:
            continue
        known = record.files.get(path, "")
        base = there if sha256(there) == known else texts.get(known)
        if base is None and there != generated:
            conflicts.append(f"{path}: {_UNKNOWN if known else _OWN}")
            continue
        merged = merge(base or there, there, generated)
        conflicts += [f"{path}:{hunk.line}" for hunk in merged.conflicts]
        files[path] = merged.text
    return Made(files, new.generated, new.state, tuple(conflicts))


def _there(path: Path) -> str | None:
    """The text of a file; None where there is none."""
    try:
        return None if path.is_symlink() else path.read_bytes().decode()
    except (OSError, ValueError):
        return None


def write_new(files: Made, into: Path) -> None:
    """Write a consumer's files into a folder that has none of them.

    Raises:
        FileError: one is there already, or can't be written.
    """
    taken = [path for path in sorted(files.files) if _is_taken(into, path)]
    if taken:
        raise FileError(f"{into / taken[0]} is there already", mend="name another folder")
    _write(files, into, sorted(files.files))


def write_update(files: Made, record: Record) -> tuple[str, ...]:
    """Write what has changed, and say which files that is.

    Raises:
        StaleError: the consumer and the template contradict each other.
        FileError: a file can't be written.
    """
    if files.conflicts:
        told = "".join(f"\n     {one}" for one in files.conflicts)
        raise StaleError(
            f"{len(files.conflicts)} place(s) were changed here and in the template; nothing was "
            f"written:{told}",
            mend="change those lines to what the template says, or to what it said, then go on",
        )
    changed = [
        path for path, text in sorted(files.files.items()) if _there(record.folder / path) != text
    ]
    if loose := [path for path in changed if _is_loose(record.folder, path)]:
        raise FileError(f"{record.folder / loose[0]} leads elsewhere", mend="make it a file")
    _write(files, record.folder, changed)
    return tuple(changed)


def _write(files: Made, into: Path, paths: Collection[str]) -> None:
    try:
        for path in sorted(paths, key=lambda one: one == RECORD):
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            new = target.with_name(f".{target.name}.new")
            new.write_text(files.files[path], encoding="utf-8", newline="")
            new.replace(target)
        keep_bases({sha256(text): text for text in files.generated.values()}, into)
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(
            f"can't write {error.filename or into}: {why}", mend="mend the rights, then go on"
        ) from None


def _is_taken(into: Path, path: str) -> bool:
    target = into / path
    return target.exists() or target.is_symlink() or _is_loose(into, path)


def _is_loose(into: Path, path: str) -> bool:
    """Whether a link, or a file where a folder belongs, is on the way to a file."""
    inner = [into / parent for parent in PurePosixPath(path).parents[:-1]]
    return any(one.is_symlink() or (one.exists() and not one.is_dir()) for one in inner)


def consumers(root: Path) -> Iterator[Path]:
    """The folders below one that were made of a template; hidden ones are not looked at."""
    for path in sorted(root.rglob(RECORD)):
        below = path.relative_to(root).parts
        if path.is_file() and not any(part.startswith(".") for part in below):
            yield path.parent
