"""A rendered tree and the one in a folder to a tree that keeps what was edited there by hand.

An edit is kept where somebody adopts it, and from then on over every change of the spec, of a
module or of topoplan: the difference between what was generated and what stands there is laid over
what is generated now. Where both have changed the same lines nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from planner.errors import StaleError, UsageError
from planner.spec import Hunk, merge
from planner.terraform.bases import bases
from planner.terraform.lock import BILL, LOCK, with_files
from planner.terraform.tree import Adopted, Tree, sha256
from planner.terraform.writing import COMPLETE, compare
from planner.values import value

RECORDS = (BILL, "findings.sarif", "proof.json")
"""What was computed, which nobody may edit into something else."""

_SHOWN_LINES = 12
"""Of each side of a conflict; the rest is in the files."""


@value
class Wishes:
    """What is to become of files that were edited by hand; paths of files or folders of a tree."""

    adopt: tuple[str, ...] = ()
    """Keep the edits, laid over what is generated now."""
    keep: tuple[str, ...] = ()
    """Keep the files as they stand, whatever is new in them."""
    overwrite: bool = False
    """Drop every edit, those that were adopted as well."""


@value
class _Edited:
    """A file with an edit, and what it was generated as before that."""

    path: str
    text: str
    base: str | None
    """None where that is not known any more."""


@value
class _Locked:
    """What a lock, or that of an interrupted write, says of files."""

    files: Mapping[str, str]
    adopted: Mapping[str, str]
    """File that keeps an edit to the digest of its text without it."""

    def holds(self, path: str, digest: str) -> bool:
        return self.files.get(path) == digest

    def base(self, path: str) -> str | None:
        """Digest of what topoplan alone made of a file."""
        return self.adopted.get(path, self.files.get(path))


def with_edits(tree: Tree, folder: Path, wishes: Wishes | None = None) -> Tree:
    """The tree with the edits of a folder that are adopted, or were adopted before.

    Raises:
        StaleError: an edit and what is generated now contradict each other, or its file is gone.
        UsageError: what is to be adopted is no edited file of the tree.
    """
    wishes = wishes or Wishes()
    if wishes.overwrite:
        return tree
    locks = tuple(_locks(folder))
    known = {path for lock in locks for path in lock.adopted}
    if not (known or wishes.adopt or wishes.keep):
        return tree
    _refuse_gone(known, tree, folder)
    edited = {*compare(tree, folder).edited, *known}.difference(RECORDS)
    kept = _meant(wishes.keep, edited, folder)
    wanted = kept | _meant(wishes.adopt, edited, folder)
    found = _edits(sorted(wanted | known), wanted, folder, locks)
    return _laid_over(tree, tuple(found), kept)


def _locks(folder: Path) -> Iterator[_Locked]:
    """The folder's lock, and that which an interrupted write did not get to."""
    for path in (folder / LOCK, folder / COMPLETE / LOCK):
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            yield _Locked(dict(read["files"]), dict(read.get("adopted", {})))
        except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
            continue  # whoever compares the folder says what is wrong with it


def _refuse_gone(known: Collection[str], tree: Tree, folder: Path) -> None:
    gone = sorted(path for path in known if path not in tree.files and (folder / path).exists())
    if gone:
        names = "".join(f"\n     {path}" for path in gone)
        raise StaleError(
            f"{len(gone)} file(s) with adopted edits belong to the tree no more:{names}",
            mend=f"move what you need out of {folder}, then delete them, or use --overwrite",
        )


def _meant(wished: Collection[str], edited: Collection[str], folder: Path) -> set[str]:
    """The edited files that words of the command line mean.

    Raises:
        UsageError: one means none.
    """
    meant = set()
    for words in wished:
        path = PurePosixPath(words)
        found = {one for one in edited if path == PurePosixPath(one) or _is_below(one, path)}
        if not found:
            there = ", ".join(sorted(edited)) or "none"
            raise UsageError(
                f"`{words}` is no file that was edited in {folder}",
                mend=f"name it from that folder; edited: {there}",
            )
        meant |= found
    return meant


def _is_below(path: str, folder: PurePosixPath) -> bool:
    return folder in PurePosixPath(path).parents


def _edits(
    paths: Collection[str], wanted: Collection[str], folder: Path, locks: tuple[_Locked, ...]
) -> Iterator[_Edited]:
    """What is to be laid over; an adopted file that was edited again has to be wanted again."""
    texts = bases(folder)
    for path in paths:
        text = _text(folder / path)
        if text is None:
            continue
        lock = next((one for one in locks if one.holds(path, sha256(text))), None)
        if lock is None and path not in wanted:
            continue
        written = lock or next((one for one in locks if one.base(path)), None)
        digest = written.base(path) if written else None
        if digest is None:
            yield _Edited(path, text, text)  # topoplan never wrote it: all of it is the edit
        elif digest != sha256(text):
            yield _Edited(path, text, texts.get(digest))


def _text(path: Path) -> str | None:
    """A file as it stands; None where there is none, or none that is text."""
    try:
        return None if path.is_symlink() else path.read_bytes().decode()
    except (OSError, ValueError):
        return None


def _laid_over(tree: Tree, edits: tuple[_Edited, ...], kept: Collection[str]) -> Tree:
    files, adopted, refused = dict(tree.files), {}, []
    for edit in edits:
        if edit.path not in tree.files:
            continue
        generated = tree.files[edit.path]
        base = _base(edit, generated, whole=edit.path in kept)
        if base is None:
            refused.append(f"\n     {edit.path}: what it was generated as is not known any more")
            continue
        merged = merge(base, edit.text, generated)
        refused += [_told(edit.path, hunk) for hunk in merged.conflicts]
        if merged.text != generated:
            files[edit.path] = merged.text
            adopted[edit.path] = Adopted(generated, sha256(edit.text))
    if refused:
        raise _contradiction(refused)
    return replace(tree, files=with_files(files, adopted), adopted=adopted)


def _base(edit: _Edited, generated: str, *, whole: bool) -> str | None:
    """What an edit is the difference to; None where nobody knows."""
    never_written = edit.base == edit.text
    return generated if whole or never_written else edit.base


def _told(path: str, hunk: Hunk) -> str:
    """Where two changes of the same lines are, and both."""
    sides = (("edited", hunk.edited), ("generated", hunk.generated))
    told = [f"     {path}:{hunk.line}", *(line for side in sides for line in _side(*side))]
    return "\n" + "\n".join(told)


def _side(name: str, text: str) -> Iterator[str]:
    lines = text.splitlines()
    if not lines:
        yield f"       {name}: nothing"
    else:
        yield f"       {name}:"
        yield from (f"         {line}" for line in lines[:_SHOWN_LINES])
    if len(lines) > _SHOWN_LINES:
        yield f"         … {len(lines) - _SHOWN_LINES} more line(s)"


def _contradiction(refused: Collection[str]) -> StaleError:
    return StaleError(
        f"{len(refused)} edit(s) by hand and what is generated now contradict each other; "
        f"nothing was written:{''.join(refused)}",
        mend="change those lines to what is generated, keep the file as it stands with "
        "`plan --keep FILE`, or drop the edit with --overwrite",
    )
