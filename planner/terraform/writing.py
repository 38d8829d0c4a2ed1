"""A `Tree` to a folder, so that a file edited by hand is never lost and nothing is half-written."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from planner.errors import FileError, StaleError
from planner.terraform.bases import bases, bases_of, keep_bases
from planner.terraform.lock import LOCK, no_lock
from planner.terraform.tree import Tree, sha256
from planner.values import value

COMPLETE = ".topoplan-complete"
"""Folder beside the files, with the new ones whole until each takes its place, the lock last."""

_READ_BY_TERRAFORM = (".tf", ".tf.json", ".tofu", ".tofu.json")

_NO_FILE_OF_OURS = ""
"""Stands for the digest of something that is there and is no regular file."""


@value
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


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder is made, and for the block's time no other topoplan works in it.

    The claim is the operating system's and ends with the process: nothing is left to clean up.

    Raises:
        FileError: another topoplan is at work there, or the folder can't be made.
    """
    _require_folder(folder)
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with _explained(folder):
            _claim(descriptor, folder)
        yield
    finally:
        # a process that another thread is just starting has the descriptor too, for a moment
        _release(descriptor)
        os.close(descriptor)


def compare(tree: Tree, folder: Path) -> Difference:
    """What writing `tree` into `folder` would do.

    A file is edited if it differs both from what was written there and from the new text; in a
    folder without a lock, every differing file of the tree's paths counts as somebody's own.

    Raises:
        StaleError: the folder's lock is none of ours.
        FileError: something else stands where a folder or a file of the tree belongs.
    """
    _require_folder(folder)
    written = _written(folder)
    _require_real_folders(folder, {*tree.files, *written})
    new = {path: sha256(text) for path, text in tree.files.items()}
    there = {path: _digest(folder / path) for path in {*new, *written}}
    present = {path for path, digest in there.items() if digest is not None}
    edited = {
        path
        for path in present
        if path != LOCK
        and there[path] not in (new.get(path), *written.get(path, ()), *_taken(tree, path))
    }
    ours = present - edited
    return Difference(
        added=tuple(sorted(new.keys() - present)),
        changed=tuple(sorted(path for path in ours & new.keys() if there[path] != new[path])),
        removed=tuple(sorted(ours - new.keys())),
        edited=tuple(sorted(edited)),
    )


def write(tree: Tree, folder: Path, *, overwrite: bool = False) -> Difference:
    """Write a tree, delete what an earlier one left over, and say what changed.

    Every file is whole on disk before the first one takes its place, and the lock comes last: a
    file is the old or the new one, and an interrupted write is finished by the next one.

    Raises:
        StaleError: files were edited by hand, and `overwrite` is not given.
        FileError: the folder can't be written.
    """
    difference = compare(tree, folder)
    if difference.edited and not overwrite:
        names = "\n".join(f"     {path}" for path in difference.edited)
        raise StaleError(
            f"{len(difference.edited)} file(s) in {folder} were edited by hand:\n{names}",
            mend="move the edit into the spec, keep it with `plan --adopt FILE`, or drop it with "
            "--overwrite",
        )
    with _explained(folder):
        needed = bases_of(tree)
        if not difference.is_empty:
            _complete(tree, folder / COMPLETE)
            keep_bases({**bases(folder), **needed}, folder)
            _replace(tree, folder, left_over={*difference.removed, *difference.edited})
        keep_bases(needed, folder)
    shutil.rmtree(folder / COMPLETE, ignore_errors=True)
    return difference


def _taken(tree: Tree, path: str) -> tuple[str, ...]:
    """The digest of a text whose edit the tree keeps."""
    kept = tree.adopted.get(path)
    return () if kept is None else (kept.edited,)


def strangers(tree: Tree, folder: Path) -> tuple[str, ...]:
    """Files that Terraform would read beside the tree's own, in the folders of the tree."""
    places = {str(PurePosixPath(path).parent) for path in tree.files if path.endswith(".tf")}
    found = (
        f"{place}/{entry.name}"
        for place in sorted(places)
        if (folder / place).is_dir()
        for entry in sorted((folder / place).iterdir())
        if entry.name.endswith(_READ_BY_TERRAFORM)
    )
    return tuple(path for path in found if path not in tree.files)


def _complete(tree: Tree, folder: Path) -> None:
    """Every file of the tree in a folder of its own, or none: a full disk is not kept full."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        for path in _lock_last(tree):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(tree.files[path], encoding="utf-8", newline="\n")
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _replace(tree: Tree, folder: Path, *, left_over: set[str]) -> None:
    for path in _lock_last(tree):
        if path == LOCK:
            _remove(left_over - tree.files.keys(), folder)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / COMPLETE / path).replace(folder / path)


def _lock_last(tree: Tree) -> list[str]:
    return sorted(tree.files, key=lambda path: path == LOCK)


def _remove(paths: Iterable[str], folder: Path) -> None:
    """Delete files, and the folders below `folder` that are empty then."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        for parent in PurePosixPath(path).parents[:-1]:
            with suppress(OSError):
                (folder / parent).rmdir()


def _written(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Path to the digests that topoplan may have left there; empty without a lock.

    They are those of the lock, and those of the lock that an interrupted write did not get to.

    Raises:
        StaleError: the lock can't be read, or names files outside the folder.
    """
    written = {path: (digest,) for path, digest in _locked(folder / LOCK).items()}
    with suppress(StaleError):
        for path, digest in _locked(folder / COMPLETE / LOCK).items():
            written[path] = (*written.get(path, ()), digest)
    return written


def _locked(lock: Path) -> dict[str, str]:
    try:
        files = json.loads(lock.read_text(encoding="utf-8"))["files"]
        digests = {str(path): str(digest) for path, digest in files.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise no_lock(lock, str(error)) from None
    if outside := [path for path in digests if not _stays_inside(path)]:
        raise no_lock(lock, f"it names {outside[0]!r}, which is no file of a tree")
    return digests


def _stays_inside(path: str) -> bool:
    named = PurePosixPath(path)
    stays = bool(named.parts) and not named.is_absolute() and ".." not in named.parts
    return stays and "\0" not in path


def _require_folder(place: Path) -> None:
    """Raises FileError where something else than a folder is there."""
    if place.exists() and not place.is_dir():
        raise _in_the_way(place, "a folder")


def _require_real_folders(folder: Path, paths: Iterable[str]) -> None:
    """Refuse links to folders too: through one, files would land elsewhere.

    Raises:
        FileError: naming what is in the way.
    """
    for parent in sorted({p for path in paths for p in PurePosixPath(path).parents[:-1]}):
        if (folder / parent).is_symlink():
            raise _in_the_way(folder / parent, "a folder")
        _require_folder(folder / parent)


def _digest(path: Path) -> str | None:
    """Digest of a file's bytes; None where there is nothing.

    Raises:
        FileError: it can't be read, or is a folder.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(
            f"can't read {path}: {error.strerror or error}", mend="let this user read it"
        ) from None
    if stat.S_ISDIR(mode):
        raise _in_the_way(path, "a file")
    return _NO_FILE_OF_OURS


def _in_the_way(path: Path, wanted: str) -> FileError:
    return FileError(
        f"{path} is in the way: {wanted} of the tree belongs there",
        mend="move it away, or give another --out",
    )


def _release(descriptor: int) -> None:
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _claim(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FileError(
            f"another topoplan is at work in {folder}",
            mend="wait until it ends, or give another --out",
        ) from None
    except OSError as error:
        # a file system without locks: no worse than any other tool there
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP):
            raise


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(
            f"can't write {error.filename or folder}: {error.strerror or error}",
            mend="no file is half-written; make room, mend the rights or give another --out, "
            "then run it again",
        ) from None
