"""A `Tree` to a folder, so that a file edited by hand is never lost and nothing is half-written."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FileError, StaleError
from planner.terraform.lock import LOCK
from planner.terraform.tree import Tree, sha256


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in a folder, against a tree; paths are relative and sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    """Files of an earlier tree that this one lacks."""
    edited: tuple[str, ...]
    """Files that somebody changed since they were written."""

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed or self.edited)


def compare(tree: Tree, folder: Path) -> Difference:
    """What writing `tree` into `folder` would do.

    A file is edited if it differs both from what the lock says was written and from the new text; in
    a folder without a lock, every differing file of the tree's paths counts as somebody's own.
    """
    written = _locked(folder)
    there = {path: _digest(folder / path) for path in {*tree.files, *written}}
    edited = {
        path
        for path, digest in there.items()
        if digest is not None
        and digest != written.get(path)
        and path != LOCK
        and digest != _new_digest(tree, path)
    }
    return Difference(
        added=tuple(sorted(p for p in tree.files if there[p] is None)),
        changed=tuple(
            sorted(
                p
                for p in tree.files
                if there[p] not in (None, sha256(tree.files[p])) and p not in edited
            )
        ),
        removed=tuple(
            sorted(
                p
                for p in written
                if p not in tree.files and there[p] is not None and p not in edited
            )
        ),
        edited=tuple(sorted(edited)),
    )


def write(tree: Tree, folder: Path, *, overwrite: bool = False) -> Difference:
    """Write a tree, delete what an earlier one left over, and say what changed.

    Every file is complete on disk before the first one takes its place, and the lock comes last: an
    interrupted write is finished by the next one.

    Raises:
        StaleError: files were edited by hand, and `overwrite` is not given.
        FileError: the folder can't be written.
    """
    difference = compare(tree, folder)
    if difference.edited and not overwrite:
        names = "\n".join(f"     {path}" for path in difference.edited)
        raise StaleError(
            f"{len(difference.edited)} file(s) in {folder} were edited by hand:\n{names}",
            mend="move the edit into the spec, or drop it with --overwrite",
        )
    try:
        _replace(tree, folder)
        for path in difference.removed:
            (folder / path).unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            f"can't write {folder}: {error.strerror or error}",
            mend="nothing was half-written; make room or give another --out, then run it again",
        ) from None
    return difference


def _replace(tree: Tree, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    complete = Path(tempfile.mkdtemp(prefix=".topoplan-", dir=folder))
    try:
        for path, text in tree.files.items():
            target = complete / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        for path in sorted(tree.files, key=lambda path: path == LOCK):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(complete / path, folder / path)
    finally:
        shutil.rmtree(complete, ignore_errors=True)


def _locked(folder: Path) -> Mapping[str, str]:
    """Path to the digest that the folder's lock states; empty without a lock.

    Raises:
        StaleError: the lock can't be read.
    """
    path = folder / LOCK
    if not path.is_file():
        return {}
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, AttributeError, OSError) as error:
        raise StaleError(
            f"{path} is no lock of topoplan: {error}",
            mend="restore it from version control, or delete the folder and plan again",
        ) from None


def _digest(path: Path) -> str | None:
    """Digest of a file's text; None where there is no file."""
    try:
        return sha256(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""


def _new_digest(tree: Tree, path: str) -> str | None:
    text = tree.files.get(path)
    return None if text is None else sha256(text)
