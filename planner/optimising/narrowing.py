"""A need to the ways in which an optimum could serve it: none is barred or dominated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from planner.optimising.problem import Candidate, Need, Place, Problem
from planner.values import value

ANYWHERE = Place("")
"""The place of a need that has none."""


@value
class Surroundings:
    """What a need has to know of the rest of a problem."""

    unpriced_shared: frozenset[str]
    """Shared things that have no price, or that require such a thing."""
    unpriced_pools: frozenset[str]
    ample_quotas: frozenset[str]
    """Quotas that would do if all needs used nothing else."""


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
    quota: str | None
    """Where that may be too little."""


@value
class Narrowed:
    """A need with the ways that an optimum may use."""

    need: Need
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    missing: Mapping[str, tuple[str, ...]]
    """Candidate to what has no price, where that keeps it out of an optimum."""


def surroundings(problem: Problem) -> Surroundings:
    """What all needs of a problem have around them."""
    known = {one.id: one for one in problem.shared}
    bad = {one.id for one in problem.shared if one.monthly is None}
    while more := {i for i, one in known.items() if i not in bad and one.requires & bad}:
        bad |= more
    pools = {p.id for p in problem.pools if not p.purchases or p.requires & bad}
    return Surroundings(frozenset(bad), frozenset(pools), frozenset(_ample(problem)))


def _ample(problem: Problem) -> Iterator[str]:
    wanted: dict[str, Decimal] = {}
    for need in problem.needs:
        users: dict[str, list[Candidate]] = {}
        for one in need.candidates:
            if one.quota is not None:
                users.setdefault(one.quota, []).append(one)
        for name, ones in users.items():
            tokens = sorted(one.tokens_per_minute for one in ones)
            # what shares a failure domain never answers together
            count = 1 if frozenset.intersection(*(one.domains for one in ones)) else need.most
            wanted[name] = wanted.get(name, Decimal(0)) + sum(tokens[-count:], Decimal(0))
    for quota in problem.quotas:
        if wanted.get(quota.id, 0) <= quota.tokens_per_minute:
            yield quota.id


def narrowed(need: Need, around: Surroundings) -> Narrowed:
    """The ways of a need, by id of the candidate.

    A candidate is dominated by another of its need that is no dearer in any position, takes nothing
    else, and is as good in all that is asked. It is gone where the other never stands beside it on
    a route, or where there are more of those than a route could be in the way of.
    """
    places = _places(need, around)
    order = {c.id: i for i, c in enumerate(sorted(need.candidates, key=lambda c: (c.rank, c.id)))}
    fit = [
        way
        for one in sorted(need.candidates, key=lambda c: c.id)
        if (way := _way(one, need, places, order[one.id], around)) is not None
    ]
    missing = {way.candidate.id: why for way in fit if (why := _missing(way, around))}
    priced = [kept for way in fit if (kept := _priced(way, around)) is not None]
    return Narrowed(need, places, tuple(_undominated(priced, need)), missing)


def latency(candidate: Candidate, place: Place) -> Decimal | None:
    """Milliseconds of a candidate as asked from a place; None: nobody knows."""
    return place.latency_ms.get(candidate.id, candidate.latency_ms)


def _places(need: Need, around: Surroundings) -> tuple[Place, ...]:
    known = (
        place
        for place in need.places
        if place.monthly is not None and not place.requires & around.unpriced_shared
    )
    return tuple(sorted(known, key=lambda place: place.id)) if need.places else (ANYWHERE,)


def _way(
    one: Candidate, need: Need, places: tuple[Place, ...], order: int, around: Surroundings
) -> Way | None:
    fit = frozenset(i for i, place in enumerate(places) if _admitted(one, need, place))
    bound = need.primary_latency_ms
    leading = frozenset(i for i in fit if one.leads and _keeps(one, bound, places[i]))
    takes = {("shared", name) for name in one.requires}
    if one.pool is not None:
        takes.add(("pool", one.pool))
    follows = need.most > 1
    if not fit or not (leading or follows):
        return None
    quota = None if one.quota in around.ample_quotas else one.quota
    return Way(one, bool(leading), follows, fit, leading, order, frozenset(takes), quota)


def _admitted(one: Candidate, need: Need, place: Place) -> bool:
    return one.id not in place.barred and _keeps(one, need.latency_ms, place)


def _keeps(one: Candidate, bound: Decimal | None, place: Place) -> bool:
    found = latency(one, place)
    return bound is None or (found is not None and found <= bound)


def _missing(way: Way, around: Surroundings) -> tuple[str, ...]:
    one = way.candidate
    positions = (("primary", way.leads, one.primary), ("fallback", way.follows, one.fallback))
    prices = (f"as {name}" for name, used, price in positions if used and price is None)
    shared = (name for name in sorted(one.requires & around.unpriced_shared))
    return (*prices, *shared, *((one.pool,) if one.pool in around.unpriced_pools else ()))


def _priced(way: Way, around: Surroundings) -> Way | None:
    one = way.candidate
    if one.requires & around.unpriced_shared or one.pool in around.unpriced_pools:
        return None
    leads = way.leads and one.primary is not None
    follows = way.follows and one.fallback is not None
    if not (leads or follows):
        return None
    return replace(way, leads=leads, follows=follows)


def _undominated(ways: list[Way], need: Need) -> Iterator[Way]:
    for way in ways:
        better = [one for one in ways if _dominates(one, way, need)]
        if not better or not _is_beaten(way, better, ways, need):
            yield way


def _is_beaten(way: Way, better: list[Way], ways: list[Way], need: Need) -> bool:
    """Whether one of those that dominate it could always take its place on a route."""
    own = way.candidate.domains
    if any(one.candidate.domains and one.candidate.domains <= own for one in better):
        return True
    apart: list[Way] = []
    for one in better:
        if not any(_collide(one, other) for other in apart):
            apart.append(one)
    if len(apart) < need.most:
        return False
    blocked = max(sum(other is one or _collide(other, one) for one in apart) for other in ways)
    return len(apart) > (need.most - 1) * blocked


def _collide(one: Way, other: Way) -> bool:
    return not one.candidate.domains.isdisjoint(other.candidate.domains)


def _dominates(one: Way, other: Way, need: Need) -> bool:
    if one is other or not _no_dearer(one, other):
        return False
    a, b = one.candidate, other.candidate
    return (
        (not other.leads or one.leading >= other.leading)
        and one.takes <= other.takes
        and one.places >= other.places
        and (a.pool is None or a.load <= b.load)
        and (one.quota is None or _no_thirstier(one, other))
        and (need.unavailability is None or _outage(a) <= _outage(b))
    )


def _no_dearer(one: Way, other: Way) -> bool:
    """Whether no position of it is dearer; what costs the same in all has to come first."""
    a, b = one.candidate, other.candidate
    saved = Decimal(0)
    if other.leads:
        if not one.leads or a.primary is None or b.primary is None:
            return False
        if a.primary.expected > b.primary.expected:
            return False
        saved += b.primary.expected - a.primary.expected
    if other.follows:
        if not one.follows or a.fallback is None or b.fallback is None:
            return False
        if a.fallback.expected > b.fallback.expected:
            return False
        saved += b.fallback.expected - a.fallback.expected
    return saved > 0 or one.order < other.order


def _no_thirstier(one: Way, other: Way) -> bool:
    a, b = one.candidate, other.candidate
    return one.quota == other.quota and a.tokens_per_minute <= b.tokens_per_minute


def _outage(one: Candidate) -> Decimal:
    return Decimal(1) if one.unavailability is None else one.unavailability
