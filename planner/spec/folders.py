"""A folder of text files, on this machine or in git at a tag or commit: read whole, never run."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath, PurePosixPath

from planner.diagnostics import Outcome, SourceText
from planner.errors import SpecError, UsageError
from planner.spec.addresses import Address, Refused, address_of, is_remote
from planner.spec.files import MAX_BYTES, decoded, source_of, too_large
from planner.spec.templates import Template, Templates
from planner.values import value

MAX_FILES = 256


@value
class Folder:
    """What lies in a folder."""

    place: str
    """The path or the address by which it was asked for."""
    files: Mapping[PurePosixPath, SourceText]
    address: Address | None
    """None for a folder on this machine."""
    commit: str | None
    """The commit that its ref was at; None for a folder on this machine."""

    @property
    def digest(self) -> str:
        """`sha256:…` over its paths and texts."""
        whole = hashlib.sha256()
        for path, source in sorted(self.files.items()):
            whole.update(f"{path}\0{hashlib.sha256(source.text.encode()).hexdigest()}\n".encode())
        return f"sha256:{whole.hexdigest()}"

    def seen_from(self, reader: Path) -> str:
        """The address of the folder, or its path from another one."""
        if self.address is not None:
            return str(self.address)
        return _relative(Path(self.place).resolve(), reader.resolve())

    def beside(self, path: PurePosixPath, reader: Path) -> str:
        """How a spec in the folder `reader` extends a file of this one."""
        if self.address is not None:
            whole = Address(self.address.url, self.address.path / path, self.address.ref)
            return str(whole)
        return _relative(Path(self.place).resolve() / path, reader.resolve())


def folder(place: str, templates: Templates | None = None) -> Folder:
    """The folder at a path, or at `git::<url>//<path>?ref=<tag or commit>`.

    Raises:
        UsageError: there is none, it is too large, or has what is no regular file.
        SpecError: a file of it is no text.
    """
    if not is_remote(place):
        return Folder(place, dict(_taken(place, _here(Path(place)))), None, None)
    try:
        address = address_of(place)
        template = (templates or Templates()).at(address)
    except Refused as refused:
        raise UsageError(refused.message, mend=refused.mend) from None
    found = dict(_taken(place, _in_git(template, address)))
    return Folder(place, found, address, template.commit)


_Read = Iterator[tuple[PurePosixPath, Outcome[SourceText]]]


def _taken(place: str, files: _Read) -> Iterator[tuple[PurePosixPath, SourceText]]:
    count = 0
    for path, outcome in files:
        count += 1
        if count > MAX_FILES:
            raise UsageError(f"{place} has more than {MAX_FILES} files", mend="name a smaller one")
        if outcome.value is None:
            raise SpecError(outcome.diagnostics)
        yield path, outcome.value
    if not count:
        raise UsageError(f"{place} is no folder with files in it", mend="name another")


def _here(root: Path) -> _Read:
    """Files below a folder of this machine; what begins with a dot is not looked at."""
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        below = PurePosixPath(path.relative_to(root).as_posix())
        if any(part.startswith(".") for part in below.parts):
            continue
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise UsageError(
                f"{path} is a link, and may lead anywhere", mend="put the file itself there"
            )
        if stat.S_ISREG(mode):
            yield below, source_of(path)


def _in_git(template: Template, address: Address) -> _Read:
    from planner.spec import repositories  # noqa: PLC0415 - starts processes

    try:
        blobs = repositories.below(template.repository, template.commit, address.path)
        for path, blob in blobs:
            below = path.relative_to(address.path)
            if any(part.startswith(".") for part in below.parts):
                continue
            shown = PurePath(template.shown(path))
            small = blob.size <= MAX_BYTES
            yield below, decoded(blob.content(), shown) if small else too_large(shown)
    except repositories.GitFailure as failure:
        raise UsageError(f"{address} can't be read: {failure}", mend="fetch it anew") from None


def _relative(path: Path, reader: Path) -> str:
    return PurePath(os.path.relpath(path, reader)).as_posix()
