"""The few ways in which a gap of moto is filled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.base_backend import BaseBackend


def wrap(owner: type, name: str, around: Callable[..., Any]) -> None:
    """`owner.name(...)` becomes `around(original, ...)`."""
    original = getattr(owner, name)

    def method(*args: object, **kwargs: object) -> object:
        return around(original, *args, **kwargs)

    method.__name__ = name
    setattr(owner, name, method)


def add(owner: type, *methods: Callable[..., Any]) -> None:
    """`owner` gets each function as a method of the function's own name: an API action."""
    for method in methods:
        setattr(owner, method.__name__, method)


def held(backend: BaseBackend, name: str) -> dict[str, Any]:
    """What a gap keeps, by key: of one account and region, and gone when moto is reset."""
    state: dict[str, Any] = backend.__dict__.setdefault(name, {})
    return state
