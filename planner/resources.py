"""Finds templates/ and modules/, in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `templates` or `modules`: packed beside the package, or one level up.

    An editable install has no packed copy where the package is, hence the second place.
    """
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name


def data() -> Path:
    """The folder of the embedded facts."""
    return _PACKAGE / "data"
