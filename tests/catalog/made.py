"""Sets that a test makes from the shipped one."""

from __future__ import annotations

import shutil
from pathlib import Path

from planner import resources
from planner.catalog import digests, load


def copied(folder: Path, *, id_: str | None = None) -> Path:
    """The shipped set once more, under another id if one is given."""
    shutil.copytree(resources.data(), folder)
    if id_ is not None:
        replaced(folder, "manifest.toml", f'id = "{load().id}"', f'id = "{id_}"')
    return folder


def replaced(folder: Path, file: str, old: str, new: str) -> None:
    """One place of a set's file changed, and the digests listed anew."""
    tampered(folder, file, old, new)
    digests.write(folder)


def tampered(folder: Path, file: str, old: str, new: str) -> None:
    """One place of a set's file changed, and nobody told."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), "utf-8", newline="\n")
