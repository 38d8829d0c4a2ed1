"""Files that a command makes for its user: whole, and never in place of another."""

from __future__ import annotations

from pathlib import Path

from planner.errors import FileError


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
