"""A need to the ways in which an optimum could serve it: none is barred or dominated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from planner.optimising.problem import Candidate, Need, Place, Problem
from planner.values import value

ANYWHERE = Place("")
"""The place of a need that has none."""


@value
class Unknown:
    """Shared things and pools that have no price, or that require such a thing."""

    shared: frozenset[str]
    pools: frozenset[str]


@value
class Way:
    """A candidate, and what it may be used as."""

    candidate: Candidate
    leads: bool
    """Somewhere."""
    follows: bool
    places: frozenset[int]
    """Of the need's places, those that it may be asked from."""
    leading: frozenset[int]
    """Of those, the ones where it may lead."""
    order: int
    """Of its need's candidates, by rank and id."""
    takes: frozenset[tuple[str, str]]
    """What it requires, the pool as well: `("shared", id)`, `("pool", id)`."""


@value
class Narrowed:
    """A need with the ways that an optimum may use."""

    need: Need
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    missing: Mapping[str, tuple[str, ...]]
    """Candidate to what has no price, where that keeps it out of an optimum."""


def unknown(problem: Problem) -> Unknown:
    """What has no price, and all that needs it."""
    known = {one.id: one for one in problem.shared}
    bad = {one.id for one in problem.shared if one.monthly is None}
    while more := {i for i, one in known.items() if i not in bad and one.requires & bad}:
        bad |= more
    pools = {p.id for p in problem.pools if not p.purchases or p.requires & bad}
    return Unknown(frozenset(bad), frozenset(pools))


def narrowed(need: Need, unpriced: Unknown) -> Narrowed:
    """The ways of a need, by id of the candidate.

    A candidate is dominated where another of its need, which never stands beside it on a route, is
    no dearer in any position, takes nothing else, and is as good in all that is asked.
    """
    places = _places(need, unpriced)
    order = {c.id: i for i, c in enumerate(sorted(need.candidates, key=lambda c: (c.rank, c.id)))}
    fit = [
        way
        for one in sorted(need.candidates, key=lambda c: c.id)
        if (way := _way(one, need, places, order[one.id])) is not None
    ]
    missing = {way.candidate.id: why for way in fit if (why := _missing(way, unpriced))}
    priced = [kept for way in fit if (kept := _priced(way, unpriced)) is not None]
    return Narrowed(need, places, tuple(_undominated(priced, need)), missing)


def latency(candidate: Candidate, place: Place) -> Decimal | None:
    """Milliseconds of a candidate as asked from a place; None: nobody knows."""
    return place.latency_ms.get(candidate.id, candidate.latency_ms)


def _places(need: Need, unpriced: Unknown) -> tuple[Place, ...]:
    known = (
        place
        for place in need.places
        if place.monthly is not None and not place.requires & unpriced.shared
    )
    return tuple(sorted(known, key=lambda place: place.id)) if need.places else (ANYWHERE,)


def _way(one: Candidate, need: Need, places: tuple[Place, ...], order: int) -> Way | None:
    fit = frozenset(i for i, place in enumerate(places) if _admitted(one, need, place))
    bound = need.primary_latency_ms
    leading = frozenset(i for i in fit if one.leads and _keeps(one, bound, places[i]))
    takes = {("shared", name) for name in one.requires}
    if one.pool is not None:
        takes.add(("pool", one.pool))
    follows = need.most > 1
    if not fit or not (leading or follows):
        return None
    return Way(one, bool(leading), follows, fit, leading, order, frozenset(takes))


def _admitted(one: Candidate, need: Need, place: Place) -> bool:
    return one.id not in place.barred and _keeps(one, need.latency_ms, place)


def _keeps(one: Candidate, bound: Decimal | None, place: Place) -> bool:
    found = latency(one, place)
    return bound is None or (found is not None and found <= bound)


def _missing(way: Way, unpriced: Unknown) -> tuple[str, ...]:
    one = way.candidate
    positions = (("primary", way.leads, one.primary), ("fallback", way.follows, one.fallback))
    prices = (f"as {name}" for name, used, price in positions if used and price is None)
    shared = (name for name in sorted(one.requires & unpriced.shared))
    return (*prices, *shared, *((one.pool,) if one.pool in unpriced.pools else ()))


def _priced(way: Way, unpriced: Unknown) -> Way | None:
    one = way.candidate
    if one.requires & unpriced.shared or one.pool in unpriced.pools:
        return None
    leads = way.leads and one.primary is not None
    follows = way.follows and one.fallback is not None
    if not (leads or follows):
        return None
    return replace(way, leads=leads, follows=follows)


def _undominated(ways: list[Way], need: Need) -> Iterable[Way]:
    alone = need.most == 1
    rivals: dict[str, list[Way]] = {}
    for way in ways:
        for domain in way.candidate.domains:
            rivals.setdefault(domain, []).append(way)
    for way in ways:
        # whoever dominates it shares a domain, and has no further ones: any domain of it will do
        beside = ways if alone else [o for d in way.candidate.domains for o in rivals[d]]
        if not any(_dominates(other, way, need, alone=alone) for other in beside):
            yield way


def _dominates(one: Way, other: Way, need: Need, *, alone: bool) -> bool:
    if one is other or not _no_dearer(one, other):
        return False
    a, b = one.candidate, other.candidate
    return (
        (one.follows or not other.follows)
        and (not other.leads or (one.leads and one.leading >= other.leading))
        and (alone or (bool(a.domains) and a.domains <= b.domains))
        and one.takes <= other.takes
        and one.places >= other.places
        and (a.pool is None or a.load <= b.load)
        and (a.quota is None or (a.quota == b.quota and a.tokens_per_minute <= b.tokens_per_minute))
        and (need.unavailability is None or _outage(a) <= _outage(b))
    )


def _no_dearer(one: Way, other: Way) -> bool:
    """Whether no position of it is dearer; what costs the same in all has to come first."""
    mine, theirs = _prices(one, other), _prices(other, other)
    pairs = tuple(zip(mine, theirs, strict=True))
    if any(a is None or b is None or a > b for a, b in pairs):
        return False
    return mine != theirs or one.order < other.order


def _prices(way: Way, positions: Way) -> tuple[Decimal | None, ...]:
    one = way.candidate
    used = ((one.primary, positions.leads), (one.fallback, positions.follows))
    return tuple(price.expected if price else None for price, is_used in used if is_used)


def _outage(one: Candidate) -> Decimal:
    return Decimal(1) if one.unavailability is None else one.unavailability
