"""Files that a command makes for its user: whole, and never in place of another."""

from __future__ import annotations

import os
from pathlib import Path

from planner.errors import FileError

OURS = b'<meta name="generator" content="topoplan">'
"""What a page of ours has in its head."""


def write_new(path: Path, text: str) -> None:
    """Write a file that isn't there yet, whole or not at all.

    Raises:
        FileError: it is there, or can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink()
                raise
    except FileExistsError:
        raise FileError(f"{path} is there already", mend="name another") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(f"can't write {path}: {why}", mend="name another folder") from None


def write_page(path: Path, page: str) -> None:
    """Write a page in one step, in place of an earlier one of ours, but of no other file.

    Raises:
        FileError: another file is there, or it can't be written.
    """
    if path.exists() and OURS not in path.read_bytes():
        raise FileError(f"{path} is no page of topoplan's", mend="name another with --out")
    write_over(path, page)


def write_over(path: Path, text: str) -> None:
    """Write a file in one step, in place of what is there.

    Raises:
        FileError: it can't be written.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise FileError(f"can't write {path}: {why}", mend="name another with --out") from None
