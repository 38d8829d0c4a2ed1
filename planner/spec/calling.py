"""What the language lets a provider's words say of how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from pydantic import ValidationError

from planner.spec.providers import OpenAICompatible, Provider
from planner.spec.shape import Shape

PLACING = ("mode", "region", "host", "profile", "hosted_on")
"""Keys of a provider that say where a call may end."""


@cache
def listed_kinds() -> tuple[str, ...]:
    """The kinds of providers of which a catalogue may speak: all but a host of one's own."""
    return tuple(sorted(_shapes()))


def placing_words(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The keys that place a call of a kind, with their words; none where any text will do."""
    fields = _shapes()[kind].model_fields
    return {key: _literals(fields[key].annotation) for key in PLACING if key in fields}


def is_callable_as(words: Mapping[str, object]) -> bool:
    """Whether the language takes these words, models among them, for a provider."""
    try:
        _shapes()[str(words["kind"])].model_validate(words)
    except ValidationError:
        return False
    return True


@cache
def _shapes() -> Mapping[str, type[Shape]]:
    shapes = [one for one in get_args(get_args(Provider)[0]) if one is not OpenAICompatible]
    return {
        kind: shape for shape in shapes for kind in _literals(shape.model_fields["kind"].annotation)
    }


def _literals(annotation: object) -> tuple[str, ...]:
    """The words of a `Literal`, or of one that may be left out."""
    found: list[str] = []
    for one in get_args(annotation):
        found += [one] if isinstance(one, str) else _literals(one)
    return tuple(found)
