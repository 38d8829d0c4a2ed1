"""The digests of a set: `SHA256SUMS`, which `sha256sum -c` reads too, and files held to it.

    python -m planner.catalog.digests FOLDER

writes the list anew over every data file below a folder.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from planner.errors import CatalogError
from planner.values import value

LIST = "SHA256SUMS"

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<file>.+)")

_MEND = (
    "`topoplan catalog verify` names every such file; reinstall topoplan, or name another set "
    "with --catalog"
)


@value
class Fault:
    """What is wrong with one file of a set."""

    file: str
    """Path below the folder of the set."""
    says: str


def write(folder: Path) -> None:
    """List every data file below a folder, in the order of their paths; whole or not at all."""
    lines = [f"{_digest((folder / file).read_bytes())}  {file}\n" for file in _files(folder)]
    new = folder / f".{LIST}.new"
    new.write_text("".join(lines), encoding="utf-8", newline="\n")
    new.replace(folder / LIST)


def of_list(folder: Path) -> str:
    """The digest of the list itself, and so of all that it lists: what identifies a set.

    Raises:
        CatalogError: the folder has no list.
    """
    return _digest(_list(folder))


def of_part(folder: Path, part: str) -> str:
    """The digest of the list's lines about the files below a folder of the set."""
    lines = (f"{digest}  {file}\n" for file, digest in listed(folder).items())
    return _digest("".join(line for line in lines if f"  {part}/" in line).encode())


def listed(folder: Path) -> Mapping[str, str]:
    """Path of each data file to its digest.

    Raises:
        CatalogError: there is no list, or it is none.
    """
    try:
        return _parsed(_list(folder))
    except ValueError as error:
        raise CatalogError(f"{folder / LIST} is no list of digests: {error}", mend=_MEND) from None


def read(folder: Path, file: str) -> bytes | None:
    """The bytes of a data file, held to the list; None where neither folder nor list has it.

    Raises:
        CatalogError: the file isn't what the list says, or only one of the two has it.
    """
    expected = listed(folder).get(file)
    content = _content(folder / file)
    if fault := _fault(expected, content):
        raise CatalogError(f"{folder / file} {fault}", mend=_MEND)
    return content


def text(folder: Path, file: str) -> str | None:
    """The text of a data file, held to the list; None where neither folder nor list has it.

    Raises:
        CatalogError: as of `read`, or it is no UTF-8.
    """
    content = read(folder, file)
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{folder / file} is no text: {error}", mend=_MEND) from None


def toml(folder: Path, file: str) -> dict[str, Any]:
    """The tables of a TOML file that a set must have, held to the list.

    Raises:
        CatalogError: as of `text`, or the set has no such file, or it is no TOML.
    """
    written = text(folder, file)
    if written is None:
        raise CatalogError(f"{folder} has no {file}: it is no catalogue set", mend=_MEND)
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{folder / file} is no TOML: {error}", mend=_MEND) from None


def toml_if_listed(folder: Path, file: str) -> dict[str, Any]:
    """The tables of a TOML file, none where the set has no such file; raises as `toml` does."""
    return toml(folder, file) if file in listed(folder) else {}


def faults(folder: Path) -> tuple[Fault, ...]:
    """Each file of a set that isn't what the list says, by path; empty where all are.

    Raises:
        CatalogError: there is no list, or it is none.
    """
    expected = listed(folder)
    found = (
        (file, _fault(expected.get(file), _content(folder / file)))
        for file in sorted({*expected, *_files(folder)})
    )
    return tuple(Fault(file, says) for file, says in found if says)


def _fault(expected: str | None, content: bytes | None) -> str:
    """What is wrong with a file; empty where nothing is."""
    if content is None:
        return f"is missing, and {LIST} lists it" if expected else ""
    if expected is None:
        return f"is not listed in {LIST}"
    found = _digest(content)
    return "" if found == expected else f"was changed: {LIST} has {expected}, the file is {found}"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CatalogError(f"can't read {path}: {error.strerror or error}", mend=_MEND) from None


def _files(folder: Path) -> list[str]:
    """Every data file below a folder; what is hidden is none."""
    found = (
        path.relative_to(folder).as_posix()
        for pattern in ("*.csv", "*.toml")
        for path in folder.rglob(pattern)
        if path.is_file()
    )
    return sorted(file for file in found if not any(p.startswith(".") for p in file.split("/")))


def _list(folder: Path) -> bytes:
    content = _content(folder / LIST) if folder.is_dir() else None
    if content is None:
        raise CatalogError(f"{folder} is no catalogue set: it has no {LIST}", mend=_MEND)
    return content


@lru_cache(maxsize=8)
def _parsed(content: bytes) -> Mapping[str, str]:
    """Raises ValueError that names the line."""
    digests: dict[str, str] = {}
    for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None or not _stays_inside(match["file"]):
            raise ValueError(f"line {number} is not a digest and a file of the set")
        digests[match["file"]] = match["digest"]
    return digests


def _stays_inside(file: str) -> bool:
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
