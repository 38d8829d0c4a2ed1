"""What the policies of an endpoint demand, level by level, as parts that can be left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from planner.diagnostics import Edit, Span
from planner.spec import Spec, edit, words
from planner.values import value

Level = tuple[str | int, ...]
"""The route of one level's policy, such as `("policy", 0)`."""

_PERMITTING = ("budget", "on_unproven", "transfers", "waivers")
"""Keys that narrow no choice of targets, or that widen it."""
_NESTED = ("countries", "model_origins", "operators", "regions")
_ITEMISED = ("certifications", "regimes", "requires")
"""Lists each of whose items is a demand of its own."""
_FREE = (None, (), "allow", "provider", False)
"""Values that demand nothing."""


@value
class Constraint:
    """One demand of one level."""

    level: Level
    key: tuple[str, ...]
    """Below the level, such as `("operators", "parents")`."""
    item: str | None
    """Of a list each of whose items demands something; else None: the whole value."""
    demanded: object
    """The value, or the item, as it is written."""
    at: Span

    @property
    def route(self) -> Level:
        """The place of its key in the spec."""
        return (*self.level, *self.key)

    @property
    def name(self) -> str:
        """Its key, as people write it."""
        return ".".join(self.key)


def levels(spec: Spec, endpoint: str) -> tuple[Level, ...]:
    """The levels of an endpoint's policy, outermost first."""
    own = ("endpoints", endpoint, "policy")
    return (
        *(("policy", place) for place in range(len(spec.policy))),
        *((*own, place) for place in range(len(spec.endpoints[endpoint].policy))),
    )


def constraints(spec: Spec, endpoint: str) -> tuple[Constraint, ...]:
    """Every demand on an endpoint, outermost level first."""
    return tuple(c for level in levels(spec, endpoint) for c in _of(spec, level))


def _of(spec: Spec, level: Level) -> Iterator[Constraint]:
    for key, said in _table(spec, level).items():
        if key in _PERMITTING:
            continue
        if key in _NESTED:
            for inner, value_ in _table(spec, (*level, key)).items():
                yield from _constraint(spec, level, (key, inner), value_)
        elif key in _ITEMISED and isinstance(said, tuple):
            for place, item in enumerate(said):
                at = spec.span(*level, key, place)
                yield Constraint(level, (key,), str(item), item, at)
        else:
            yield from _constraint(spec, level, (key,), said)


def _constraint(
    spec: Spec, level: Level, key: tuple[str, ...], said: object
) -> Iterator[Constraint]:
    if said not in _FREE:
        yield Constraint(level, key, None, said, spec.span(*level, *key))


def _table(spec: Spec, route: Level) -> Mapping[str, object]:
    said = words(spec, *route)
    return said if isinstance(said, dict) else {}


def under(spec: Spec, endpoint: str, kept: Collection[Constraint]) -> tuple[Edit, ...]:
    """The changes that leave an endpoint with some of its demands only."""
    return tuple(
        edit(spec, level, _clause(spec, level, [one for one in kept if one.level == level]))
        for level in levels(spec, endpoint)
    )


def _clause(spec: Spec, level: Level, kept: Collection[Constraint]) -> dict[str, object]:
    said = _table(spec, level)
    clause: dict[str, object] = {key: said[key] for key in _PERMITTING if key in said}
    for one in kept:
        if len(one.key) > 1:
            outer = clause.setdefault(one.key[0], {})
            if isinstance(outer, dict):
                outer[one.key[1]] = one.demanded
        elif one.item is not None:
            listed = clause.get(one.key[0], ())
            clause[one.key[0]] = (*(listed if isinstance(listed, tuple) else ()), one.demanded)
        else:
            clause[one.key[0]] = one.demanded
    return clause
