"""What every value of the house is: frozen, with slots, equal where its parts are equal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[_T]) -> type[_T]:
    """A class of annotated parts to a frozen dataclass with slots.

    Equality, hash and repr stand here once, instead of being generated and compiled for each of a
    hundred classes: that was a tenth of the CPU of a cold `topoplan check`. A value that is ordered
    is a plain dataclass.
    """
    made = dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)
    for name, method in _SHARED.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _parts(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in one.__dataclass_fields__)  # type: ignore[attr-defined]  # only ever a dataclass


def _equal(one: object, other: object) -> bool:
    if one is other:
        return True
    return _parts(one) == _parts(other) if type(one) is type(other) else NotImplemented


def _hashed(one: object) -> int:
    return hash(_parts(one))


def _shown(one: object) -> str:
    shown = (
        f"{name}={getattr(one, name)!r}"
        for name, part in one.__dataclass_fields__.items()  # type: ignore[attr-defined]  # only ever a dataclass
        if part.repr
    )
    return f"{type(one).__name__}({', '.join(shown)})"


_SHARED = {"__eq__": _equal, "__hash__": _hashed, "__repr__": _shown}
