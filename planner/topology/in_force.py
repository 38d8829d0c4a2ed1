"""The policy that is in force where several levels speak: what each says, and which of them binds.

Sets of what is allowed are intersected, of what is denied or asked for united; of two numbers or
stances the stricter one holds. Rules judge each level for itself, so nothing here decides anything:
it tells people what the levels come to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import filter as matching
from operator import attrgetter

from planner.catalog import Catalog
from planner.diagnostics import Span
from planner.topology.policy import Allowance, Policy, Transfer
from planner.values import value

Value = frozenset[str] | int | str
"""What a level comes to under one key: a set of names, a number, or a word."""

_Read = Callable[[Policy], object]
_Fold = Callable[[Sequence[Value]], Value]


@value
class Said:
    """What one level says under a key."""

    level: Policy
    at: Span
    written: tuple[str, ...]
    """In the spec's own tokens, such as `bloc:EU`."""
    value: Value
    binds: bool
    """Whether the value in force is due to it."""


@value
class Bound:
    """A key of the policy with the value that is in force."""

    key: str
    value: Value
    levels: tuple[Said, ...]
    """Those that speak of it, outermost first; none where it holds by default."""


def in_force(levels: Sequence[Policy], catalog: Catalog) -> Iterator[Bound]:
    """Every key that any level speaks of, and what is done about the unproven."""
    for key, (read, fold) in _KEYS.items():
        if found := [(level, got) for level in levels if _speaks(got := read(level))]:
            yield _bound(key, found, fold, catalog)
    for goal in sorted({goal for level in levels for goal in level.seal}):
        found = [(level, level.seal[goal]) for level in levels if goal in level.seal]
        yield _bound(f"seal.{goal}", found, _highest, catalog)
    if not any(level.on_unproven for level in levels):
        yield Bound("on_unproven", "fail", ())


def stricter(key: str, one: Value, other: Value) -> Value | None:
    """Which of two values of a key leaves less open; None where neither does."""
    fold = _highest if key.startswith("seal.") else _KEYS[key][1]
    both = fold([one, other])
    if both not in (one, other):
        return None
    if key in _OPENING:
        return other if both == one else one
    return both


def _speaks(got: object) -> bool:
    return got is not None and got is not False and got != ()


def _bound(
    key: str, found: Sequence[tuple[Policy, object]], fold: _Fold, catalog: Catalog
) -> Bound:
    values = [_value(key, got, catalog) for _, got in found]
    binding = _binding(values, fold)
    said = (
        Said(level, level.span(key), _written(got), values[place], place in binding)
        for place, (level, got) in enumerate(found)
    )
    return Bound(key, fold(values), tuple(said))


def _binding(values: Sequence[Value], fold: _Fold) -> set[int]:
    """The places of the values that the outcome is due to; of equal ones the outermost."""
    kept: list[int] = []
    for place in range(len(values)):
        before = [values[one] for one in kept]
        if not kept or fold([*before, values[place]]) != fold(before):
            kept.append(place)
    for place in tuple(kept):
        others = [one for one in kept if one != place]
        # what is united is due to whoever said it first
        if fold is not _united and others and fold([values[one] for one in others]) == fold(values):
            kept = others
    return set(kept)


def _value(key: str, got: object, catalog: Catalog) -> Value:
    match got:
        case Allowance():
            return got.countries
        case int() | str():
            return got
    written = _written(got)
    return _regions(written, catalog) if key == "regions.allow" else frozenset(written)


def _written(got: object) -> tuple[str, ...]:
    match got:
        case Allowance():
            return got.written
        case tuple():
            return tuple(map(_word, got))
    return (_word(got),)


def _word(item: object) -> str:
    match item:
        case Transfer():
            until = f" until {item.expires}" if item.expires else ""
            return f"{item.mechanism} to {item.to}{until}"
        case bool():
            return str(item).lower()
    return str(item)


def _regions(patterns: Sequence[str], catalog: Catalog) -> frozenset[str]:
    """The known regions, as `cloud:region`, that any of some patterns matches."""
    known = [f"{cloud}:{name}" for cloud, names in catalog.regions.items() for name in names]
    return frozenset(name for pattern in patterns for name in matching(known, pattern))


def _intersected(values: Sequence[Value]) -> Value:
    sets = [one for one in values if isinstance(one, frozenset)]
    return frozenset.intersection(*sets)


def _united(values: Sequence[Value]) -> Value:
    sets = [one for one in values if isinstance(one, frozenset)]
    return frozenset[str]().union(*sets)


def _lowest(values: Sequence[Value]) -> Value:
    return min(one for one in values if isinstance(one, int))


def _highest(values: Sequence[Value]) -> Value:
    return max(one for one in values if isinstance(one, int))


def _stricter(strict: str) -> _Fold:
    """Of two words the strict one, if any level says it."""
    return lambda values: strict if strict in values else values[0]


def _denied_regions(level: Policy) -> object:
    return level.regions.deny if level.regions else None


def _allowed_regions(level: Policy) -> object:
    return level.regions.allow if level.regions else None


_KEYS: Mapping[str, tuple[_Read, _Fold]] = {
    "processing": (attrgetter("processing"), _intersected),
    "at_rest": (attrgetter("at_rest"), _intersected),
    "countries.deny": (attrgetter("countries_denied"), _united),
    "operators.parents": (attrgetter("parents"), _intersected),
    "operators.homes": (attrgetter("homes"), _intersected),
    "operators.approved": (attrgetter("operators_approved"), _intersected),
    "operators.deny": (attrgetter("operators_denied"), _united),
    "model_origins.deny": (attrgetter("origins_denied"), _united),
    "support": (attrgetter("support"), _intersected),
    "regions.allow": (_allowed_regions, _intersected),
    "regions.deny": (_denied_regions, _united),
    "regimes": (attrgetter("regimes"), _united),
    "transfers": (attrgetter("transfers"), _united),
    "retention_days": (attrgetter("retention_days"), _lowest),
    "fact_age_days": (attrgetter("fact_age_days"), _lowest),
    "log_retention_days": (attrgetter("log_retention_days"), _highest),
    "training": (attrgetter("training"), _stricter("deny")),
    "human_review": (attrgetter("human_review"), _stricter("deny")),
    "keys": (attrgetter("keys"), _stricter("customer")),
    "key_custody": (attrgetter("key_custody"), _intersected),
    "certifications": (attrgetter("certifications"), _united),
    "requires": (attrgetter("requires"), _united),
    "advance_notice": (attrgetter("advance_notice"), _highest),
    "min_targets": (attrgetter("min_targets"), _highest),
    "on_unproven": (attrgetter("on_unproven"), _stricter("fail")),
    "never_waive": (attrgetter("never_waive"), _united),
}
"""What each key is read from, and what several levels come to."""

_OPENING = frozenset({"transfers"})
"""Keys that open more the more they list."""
