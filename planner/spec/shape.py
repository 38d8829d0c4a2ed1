"""What every part of a spec has in common: it is closed, immutable, and knows its defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from planner.spec.document import Route


class Shape(BaseModel):
    """A mapping of the spec. Unknown keys and near-misses of type are errors, never guesses."""

    called: ClassVar[str] = "the spec"
    """What the whole file is called in errors."""

    # deferred: the parts are built once, as parts of the whole, when the first spec is read
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def defaults(value: object, route: Route = ()) -> Iterator[tuple[Route, object]]:
    """The defaults that stand in for values nobody wrote; where absence is the default, nothing."""
    match value:
        case Shape():
            for name in type(value).model_fields:
                inner = getattr(value, name)
                if name not in value.model_fields_set and not isinstance(inner, Shape):
                    if inner not in (None, (), {}):
                        yield (*route, name), inner
                else:
                    yield from defaults(inner, (*route, name))
        case Mapping():
            for key, inner in value.items():
                yield from defaults(inner, (*route, key))
        case tuple():
            for index, inner in enumerate(value):
                yield from defaults(inner, (*route, index))
