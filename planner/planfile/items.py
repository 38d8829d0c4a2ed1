"""A resource at one stage of a plan, and the resources that it hangs together with.

Values are read by dotted names. A nested block is a list in a plan: its first element is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import zip_longest
from typing import Any, Literal

from planner.planfile.planfile import SENSITIVE, PlannedResource, PlannedTree
from planner.planfile.references import References

When = Literal["before", "after"]

_STEP = re.compile(r'module\.([^.\[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?')
_ZONE = {
    "aws": re.compile(r"([a-z]+(?:-[a-z]+)+-\d+)[a-z]"),
    "gcp": re.compile(r"([a-z]+-[a-z]+\d+)-[a-z]"),
    "scaleway": re.compile(r"([a-z]{2}-[a-z]{3})-\d"),
}
_NAMES = {
    "aws": ("availability_zone", "arn"),
    "azure": ("location",),
    "gcp": ("location", "zone"),
    "scaleway": ("zone",),
}
_CLOUDS = {
    "aws": "aws",
    "azurerm": "azure",
    "azapi": "azure",
    "google": "gcp",
    "scaleway": "scaleway",
}
_ARN_REGION = 3


class NotKnownError(Exception):
    """A value that a bill needs is known only after the apply, or nowhere."""


class Item:
    """A resource as it is before or after the plan."""

    def __init__(self, planned: PlannedResource, stage: Stage) -> None:
        self.planned = planned
        self.stage = stage
        after = stage.when == "after"
        values = planned.after if after else planned.before
        self.exists = values is not None
        self.values: Mapping[str, Any] = values or {}
        self._unknown: Mapping[str, Any] = planned.unknown if after else {}

    @property
    def type(self) -> str:
        return self.planned.type

    @property
    def node(self) -> str:
        """Its address; of an object that was replaced and not yet deleted, with its key."""
        deposed = self.planned.deposed
        return f"{self.planned.address} (deposed {deposed})" if deposed else self.planned.address

    @property
    def cloud(self) -> str:
        """Name of the cloud whose provider makes it; empty for any other provider."""
        return _CLOUDS.get(self.type.partition("_")[0], "")

    @cached_property
    def region(self) -> str | None:
        """Where it stands: as it says itself, else its provider, else what it is part of."""
        return self.own_region or self.planned.region or self._parents_region()

    @cached_property
    def own_region(self) -> str | None:
        """The region that its own values state."""
        stated = self.values.get("region")
        if isinstance(stated, str) and stated:
            return stated
        for name in _NAMES.get(self.cloud, ()):
            stated = self.values.get(name)
            if isinstance(stated, str) and stated:
                return _region(self.cloud, name, stated)
        return None

    def _parents_region(self) -> str | None:
        """Where the nearest of the resources that it refers to stand; AWS has its providers."""
        ring: tuple[Item, ...] = () if self.cloud == "aws" else (self,)
        seen: set[int] = set()
        while ring:
            seen |= {id(one) for one in ring}
            parents = (parent for one in ring for parent in self.stage.related(one))
            ring = tuple(p for p in parents if p.cloud == self.cloud and id(p) not in seen)
            near = next((one.own_region for one in ring if one.own_region), None)
            if near is not None:
                return near
        return None

    # values

    def get(self, name: str) -> object:
        """The value of an attribute; None where the files leave it to the provider.

        Raises:
            NotKnownError: it is known only after the apply.
        """
        found, unknown = _at(self.values, name), _at(self._unknown, name)
        if found is None and unknown is True and self.stage.states(self, name):
            raise NotKnownError(f"`{name}` is known only after the apply")
        return found

    def text(self, name: str, default: str | None = None) -> str:
        """A word; `default` where the attribute is not there.

        Raises:
            NotKnownError: nobody knows it.
        """
        found = self.get(name)
        if found is None or found == "":
            if default is None:
                raise NotKnownError(f"it states no `{name}`")
            return default
        return str(found)

    def number(self, name: str, default: int | None = None) -> Decimal:
        """A number that is not negative; `default` where the attribute is not there.

        Raises:
            NotKnownError: nobody knows it, or it is none.
        """
        found = self.get(name)
        if found is None or found == "":
            if default is None:
                raise NotKnownError(f"it states no `{name}`")
            return Decimal(default)
        return amount(found, name)

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = self.get(name)
        return default if found is None else found in (True, "true")

    def count(self, name: str) -> int | None:
        """How many elements a list has; None where it is not known."""
        try:
            found = self.get(name)
        except NotKnownError:
            return None
        return len(found) if isinstance(found, list) else 0

    def has(self, name: str) -> bool:
        """Whether an attribute has a value, be it one that is known only after the apply."""
        try:
            return bool(self.get(name))
        except NotKnownError:
            return True

    @property
    def block(self) -> Block:
        """All of its values."""
        return Block(self, self.values, self._unknown)

    def blocks(self, name: str) -> tuple[Block, ...]:
        """The nested blocks of a name.

        Raises:
            NotKnownError: how many there are is known only after the apply.
        """
        found = self.get(name)
        blocks = self.block.within(name, [found] if isinstance(found, Mapping) else found)
        return tuple(blocks) if isinstance(blocks, list) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Every text that is known at or below a dotted name, through all blocks of the way.

        A secret is none: it stands as `SENSITIVE`.
        """
        return tuple(word for found in _every(self.values, name) for word in _words(found))

    def hides(self, name: str) -> str:
        """Why not all texts at or below a dotted name are known; empty where all are."""
        if SENSITIVE in self.texts(name):
            return f"part of `{name}` is secret"
        marks = any(_marks(found) for found in _every(self._unknown, name))
        if marks and self.stage.states(self, name):
            return f"part of `{name}` is known only after the apply"
        return ""

    # other resources

    def related(self, type_: str, argument: str = "") -> tuple[Item, ...]:
        """Resources of a type that an argument refers to; that any argument does, without one."""
        return tuple(one for one in self.stage.related(self, argument) if one.type == type_)

    def one(self, type_: str, argument: str = "") -> Item | None:
        """The one resource of a type that it refers to; None where there are none or several."""
        found = self.related(type_, argument)
        return found[0] if len(found) == 1 else None

    def users(self, type_: str, argument: str = "") -> tuple[Item, ...]:
        """Resources of a type that refer to it."""
        return self.stage.users(self, type_, argument)


class Block(Mapping[str, Any]):
    """A block of a resource, nested or its own; the blocks in it are such blocks too.

    Asked for a value that the files state and only the apply shows, it raises `NotKnownError`.
    """

    def __init__(
        self, item: Item, values: Mapping[str, Any], unknown: object, path: str = ""
    ) -> None:
        self._item = item
        self._values = values
        self._unknown = unknown
        self._path = path

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as the plan has it
        found = self._values.get(name)
        path = f"{self._path}{name}"
        if found is None and self._mark(name) is True and self._item.stage.states(self._item, path):
            raise NotKnownError(f"`{path}` is known only after the apply")
        if found is None:
            raise KeyError(name)
        return self.within(name, found)

    def within(self, name: str, found: object) -> object:
        """What stands below a name, with its blocks as such."""
        if isinstance(found, Mapping):
            return Block(self._item, found, self._mark(name), f"{self._path}{name}.")
        if not isinstance(found, list):
            return found
        marks = self._mark(name)
        marked = marks if isinstance(marks, list) else [marks] * len(found)
        pairs = zip_longest(found, marked[: len(found)])
        return [
            Block(self._item, one, mark, f"{self._path}{name}.")
            if isinstance(one, Mapping)
            else one
            for one, mark in pairs
        ]

    def _mark(self, name: str) -> object:
        """True where the value is unknown; else of the shape of the value, down to what is."""
        return self._unknown.get(name) if isinstance(self._unknown, Mapping) else self._unknown

    def __contains__(self, name: object) -> bool:
        return self._values.get(name) is not None if isinstance(name, str) else False

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Stage:
    """All resources as they are before or after a plan."""

    def __init__(self, tree: PlannedTree, when: When) -> None:
        self.when = when
        self._references: References = tree.references
        items = (Item(resource, self) for resource in tree.resources)
        self.items = tuple(item for item in items if item.exists)
        self._places: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            self._places[item.planned.place].append(item)
        self._users: dict[tuple[str, str], dict[int, list[Item]]] = {}
        self._names: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def _types(self) -> Mapping[str, list[Item]]:
        types: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            types[item.type].append(item)
        return types

    @cached_property
    def _ids(self) -> Mapping[str, Item]:
        """Items by what others may call them once they exist."""
        known = {}
        for item in self.items:
            for name in ("id", "arn", "self_link"):
                called = item.values.get(name)
                if isinstance(called, str) and called:
                    known[called] = item
        return known

    def states(self, item: Item, argument: str) -> bool:
        """Whether the files may say something in an argument."""
        return self._references.states(item.planned.place, argument)

    def related(self, item: Item, argument: str = "") -> tuple[Item, ...]:
        """What the files refer to in an argument, else whatever bears the id that stands in it."""
        found: dict[int, Item] = {}
        for reference in self._references.of(item.planned.place, argument):
            known = _nearest(item, self._places.get(reference.place, ()), keyed=reference.keyed)
            found |= {id(one): one for one in known}
        return tuple(found.values()) or self._called(item, argument)

    def _called(self, item: Item, argument: str) -> tuple[Item, ...]:
        stated = item.values.get(argument.partition(".")[0]) if argument else item.values
        known = (self._ids.get(name) for name in _words(stated))
        return tuple(one for one in known if one is not None and one is not item)

    def names(self, type_: str, argument: str = "name") -> frozenset[str]:
        """What the resources of a type are called, by `name` or another argument."""
        key = (type_, argument)
        if key not in self._names:
            ones = self._types.get(type_, ())
            self._names[key] = frozenset(name for one in ones for name in one.texts(argument))
        return self._names[key]

    def users(self, item: Item, type_: str, argument: str) -> tuple[Item, ...]:
        key = (type_, argument)
        if key not in self._users:
            users: dict[int, list[Item]] = defaultdict(list)
            for user in self._types.get(type_, ()):
                for used in self.related(user, argument):
                    users[id(used)].append(user)
            self._users[key] = users
        return tuple(self._users[key].get(id(item), ()))


def amount(found: object, name: str) -> Decimal:
    """A value of a plan as a number.

    Raises:
        NotKnownError: it is none, or below zero.
    """
    try:
        number = Decimal(str(found))
    except InvalidOperation:
        raise NotKnownError(f"its `{name}` is no number") from None
    if not number.is_finite() or number < 0 or isinstance(found, bool):
        raise NotKnownError(f"its `{name}` is no number of things: {found}")
    return number


def _at(values: object, name: str) -> object:
    """The value at a dotted name; a mark that stands above it holds for it too."""
    found = values
    for part in name.split("."):
        if isinstance(found, list):
            found = found[0] if found else None
        if found is True:
            return True
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _every(values: object, name: str) -> Iterator[object]:
    """The values at a dotted name, one for each repetition of the blocks above it."""
    if isinstance(values, list):
        for inner in values:
            yield from _every(inner, name)
    elif values is True or not name:
        yield values
    elif isinstance(values, Mapping):
        part, _, rest = name.partition(".")
        yield from _every(values.get(part), rest)


def _marks(values: object) -> bool:
    """Whether anything in a value is marked as known only after the apply."""
    if isinstance(values, Mapping):
        return any(map(_marks, values.values()))
    return any(map(_marks, values)) if isinstance(values, list) else values is True


def _words(values: object) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        for inner in values.values():
            yield from _words(inner)
    elif isinstance(values, list):
        for inner in values:
            yield from _words(inner)


def _region(cloud: str, name: str, stated: str) -> str | None:
    if name == "arn":
        parts = stated.split(":")
        return (parts[_ARN_REGION] or None) if len(parts) > _ARN_REGION else None
    if cloud == "azure":
        return stated.replace(" ", "").lower()
    zone = _ZONE[cloud].fullmatch(stated)
    return zone[1] if zone else stated


def _nearest(item: Item, candidates: Iterable[Item], *, keyed: bool) -> tuple[Item, ...]:
    """Of the instances of a block, those that the item's own instance can mean."""
    steps = dict(_STEP.findall(item.planned.module))
    near = tuple(one for one in candidates if _stand_together(steps, one))
    if keyed and len(near) > 1:
        same = tuple(one for one in near if one.planned.key == item.planned.key)
        return same or near
    return near


def _stand_together(steps: Mapping[str, str], other: Item) -> bool:
    """Whether two resources are in the same instance of each module that both are in."""
    if not steps or not other.planned.module:
        return True
    return all(
        steps.get(name, index) == index for name, index in _STEP.findall(other.planned.module)
    )
