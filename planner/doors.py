"""Doors that open late: a room's names, each imported when it is first asked for (PEP 562).

A command that needs one of them doesn't pay for all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def late(package: str, home: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package, by public name to the module of it that has the name."""

    def find(name: str) -> object:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"{package}.{home[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return find
