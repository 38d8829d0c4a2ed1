"""What the language has at a place: its type, its words, an example."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from planner.spec.document import Route
from planner.spec.shape import Shape
from planner.values import value

KEY = "[key]"
"""What pydantic puts behind a key that is itself wrong."""


@value
class Place:
    """Where an error is in the language: its route in the file and what the language has there."""

    route: Route = ()
    kind: object = None
    """The type of the value."""
    field: FieldInfo | None = None
    """The field that holds the value, or the list that it is an item of."""

    @property
    def key(self) -> str:
        """The key of the value, or of the list that it is an item of."""
        return next((part for part in reversed(self.route) if isinstance(part, str)), "")

    @property
    def name(self) -> str:
        """What to call the value, such as `` `region` ``."""
        if not self.route:
            return _called(self.kind)
        is_item = isinstance(self.route[-1], int) and self.key != "policy"
        return f"each item of `{self.key}`" if is_item else f"`{self.key}`"

    @property
    def example(self) -> str | None:
        """An example of the value, as YAML."""
        if self.field is None or not self.field.examples:
            return None
        example = self.field.examples[0]
        if isinstance(self.route[-1], int) and isinstance(example, list):
            example = example[0]
        return _as_yaml(example)

    def below(self, part: str | int) -> Place:
        """The place one step down a `loc` of pydantic, which steps into a union by its tag."""
        kind = _bare(self.kind)
        if get_origin(kind) in (Union, UnionType) and isinstance(part, str):
            return Place(self.route, _member(kind, part), self.field)
        if isinstance(kind, type) and issubclass(kind, Shape):
            field = kind.model_fields.get(str(part))
            return Place((*self.route, part), field.annotation if field else None, field)
        inner = get_args(kind)
        if isinstance(part, int):
            return Place((*self.route, part), inner[0] if inner else None, self.field)
        return Place((*self.route, part), inner[1] if len(inner) > 1 else None)


def _called(kind: object) -> str:
    """What a whole file is called."""
    return kind.called if isinstance(kind, type) and issubclass(kind, Shape) else "the file"


def followed(loc: Route, root: type[Shape]) -> Place:
    """The place that a `loc` of pydantic leads to."""
    place = Place(kind=root)
    for part in loc:
        if part == KEY:
            break
        place = place.below(part)
    return place


def _bare(kind: object) -> object:
    """The type without its annotations and without `| None`."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        present = [member for member in get_args(kind) if member is not NoneType]
        return _bare(present[0]) if len(present) == 1 else kind
    return kind


def _member(union: object, tag: str) -> object:
    kinds = {member: member.model_fields["kind"].annotation for member in get_args(union)}
    return next(member for member, kind in kinds.items() if tag in get_args(kind))


def keys(place: Place) -> list[str]:
    """The keys that the language has below a place."""
    kind = _bare(place.kind)
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, Shape) else []


def _as_yaml(value: object) -> str:
    match value:
        case dict():
            entries = (f"{key}: {_as_yaml(inner)}" for key, inner in value.items())
            return "{" + ", ".join(entries) + "}"
        case list():
            return "[" + ", ".join(map(_as_yaml, value)) + "]"
    return str(value)
