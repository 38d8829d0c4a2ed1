"""Narrowed needs to a mixed-integer linear program.

A need is a set-packing problem over its ways: `lead[w] + follow[w]` is 1 where w is a target. Needs
meet only in what they share: a pool is modular capacity as in capacitated facility location, and a
shared thing a fixed charge. Charges are linked to cliques of ways (`sum of a clique <= charge`),
which is tighter than linking each way (Nemhauser and Wolsey, Integer and Combinatorial
Optimization, 1988, I.1.6), so that there is no big M.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.optimising.narrowing import Narrowed, Way
from planner.optimising.problem import Need, Place, Pool, Problem
from planner.optimising.reckoning import Choice, Picked, by_price, nodes
from planner.units import Range
from planner.values import value

_SLACK = 1e-9
"""Of rows whose numbers have no exact double: what it lets in is judged exactly afterwards."""
_NOISE_BITS = 10
_MOST_PARTS = 1000
"""Of a node: loads that are finer are not counted in parts."""

Entries = Mapping[int, float]


@value
class Row:
    """`lower <= sum of coefficients times columns <= upper`."""

    lower: float
    upper: float
    entries: Entries


@value
class Columns:
    """Of a need: candidate to its columns, and place to its column."""

    leads: Mapping[str, int]
    follows: Mapping[str, int]
    places: Mapping[str, int]

    def targets(self, candidates: Iterable[str]) -> dict[int, float]:
        """A coefficient of 1 wherever one of the candidates is a target."""
        names = tuple(candidates)
        columns = (book.get(name) for name in names for book in (self.leads, self.follows))
        return {column: 1.0 for column in columns if column is not None}


@value
class Formulation:
    """A program: all columns are integers."""

    costs: Sequence[float]
    weights: Sequence[float]
    """A second objective: the choice of least weight among those of least cost is the answer."""
    lowers: Sequence[float]
    uppers: Sequence[float]
    rows: Sequence[Row]
    needs: Mapping[str, Columns]
    working: Mapping[str, int]
    """Pool to the column of the nodes that bear its load."""
    common: int
    """The first so many columns are of pools and shared things, the rest of needs."""

    def choice(self, values: Sequence[float]) -> Choice:
        """What a solution picks for each need."""
        return {name: _picked(columns, values) for name, columns in self.needs.items()}

    def guess(self, choice: Choice) -> dict[int, int]:
        """Column to its value in a choice, as far as the choice says and the program has it."""
        found: dict[int, int] = {}
        for name, columns in self.needs.items():
            picked = choice.get(name)
            if picked is not None:
                found |= _valued(columns, picked)
        return found


def formulated(problem: Problem, needs: Sequence[Narrowed]) -> Formulation:
    """The program of a problem whose needs are narrowed."""
    draft = _Draft()
    things = _shared(draft, problem)
    working = {pool.id: _pool(draft, pool, things, needs) for pool in problem.pools}
    common = len(draft.costs)
    columns = {one.need.id: _need(draft, one, things) for one in needs}
    _loads(draft, problem, needs, columns, working)
    _quotas(draft, problem, needs, columns)
    return Formulation(
        draft.costs,
        draft.weights,
        draft.lowers,
        draft.uppers,
        draft.rows,
        columns,
        working,
        common,
    )


@dataclass(slots=True)
class _Draft:
    """A program that is being written down."""

    costs: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(
        self, cost: Decimal | int = 0, weight: float = 0, lower: float = 0, upper: float = 1
    ) -> int:
        self.costs.append(float(cost))
        self.weights.append(weight)
        self.lowers.append(lower)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def row(self, lower: float, upper: float, entries: Entries) -> None:
        self.rows.append(Row(lower, upper, entries))

    def at_most(self, upper: float, entries: Entries) -> None:
        self.row(-math.inf, upper, entries)

    def below(self, columns: Iterable[int], thing: int) -> None:
        """At most one of the columns, and that one only with the thing."""
        self.at_most(0, {**dict.fromkeys(columns, 1.0), thing: -1.0})


Things = Mapping[tuple[str, str], int]
"""`("shared", id)` and `("pool", id)` to the column that says whether it is used."""


def _shared(draft: _Draft, problem: Problem) -> dict[tuple[str, str], int]:
    things = {("shared", one.id): draft.column(_cost(one.monthly)) for one in problem.shared}
    for one in problem.shared:
        for name in sorted(one.requires):
            draft.below([things["shared", one.id]], things["shared", name])
    return things


def _pool(
    draft: _Draft, pool: Pool, things: dict[tuple[str, str], int], needs: Sequence[Narrowed]
) -> int:
    """The columns and rows of a pool; gives back the column of the nodes that bear its load."""
    largest = _largest(pool, needs)
    used = things["pool", pool.id] = draft.column()
    most_working = _most_working(pool, largest)
    working = draft.column(upper=most_working)
    for name in sorted(pool.requires):
        draft.below([used], things["shared", name])
    draft.at_most(0, {used: 1.0, working: -1.0})
    if not pool.purchases:
        draft.at_most(0, {used: 1.0})
        return working
    most = max(nodes(pool, largest), sum(one.paid for one in pool.purchases))
    most = most if pool.max_nodes is None else min(most, pool.max_nodes)
    columns = [
        draft.column(
            one.monthly.expected,
            lower=one.paid,
            upper=max(one.paid, most) if one.most is None else one.most,
        )
        for one in by_price(pool.purchases)
    ]
    every = dict.fromkeys(columns, 1.0)
    draft.at_most(most, every)
    for one, column in zip(by_price(pool.purchases), columns, strict=True):
        if one.most is not None:
            # cheap nodes only in proportion to the pool's use: spare ones are paid with them
            draft.at_most(one.paid, {column: 1.0, used: one.paid - one.most})
    draft.at_most(0, {working: 1.0, used: -float(most_working)})
    draft.at_most(0, {working: 1.0, used: pool.spare, **dict.fromkeys(columns, -1.0)})
    if pool.zones > 1:
        lost = dict.fromkeys(columns, 1.0 - pool.zones)
        draft.at_most(0, {working: pool.zones, **lost})
    return working


def _most_working(pool: Pool, largest: Decimal) -> int:
    """Nodes that may bear load at most: those of the largest load, as far as they can be had."""
    counts = [one.most for one in pool.purchases if one.most is not None]
    limits = [sum(counts)] if len(counts) == len(pool.purchases) else []
    limits += [] if pool.max_nodes is None else [pool.max_nodes]
    working = max(1, math.ceil(largest))
    for most in limits:
        working = min(working, most - pool.spare, most * (pool.zones - 1) // pool.zones or most)
    return max(0, working)


def _largest(pool: Pool, needs: Sequence[Narrowed]) -> Decimal:
    """The load if all needs used nothing but the pool."""
    found = Decimal(0)
    for one in needs:
        loads = [w.candidate.load for w in one.ways if w.candidate.pool == pool.id]
        found += sum(sorted(loads)[-one.need.most :], Decimal(0))
    return found


def _need(draft: _Draft, one: Narrowed, things: Things) -> Columns:
    need, ways = one.need, one.ways
    columns = Columns(
        {w.candidate.id: _lead(draft, need, w) for w in ways if w.leads},
        {w.candidate.id: _follow(draft, need, w) for w in ways if w.follows},
        {place.id: _place(draft, need, at, place) for at, place in enumerate(one.places)},
    )
    draft.row(1, 1, dict.fromkeys(columns.leads.values(), 1.0))
    draft.row(1, 1, dict.fromkeys(columns.places.values(), 1.0))
    if columns.follows:
        draft.row(need.targets, need.most, columns.targets(w.candidate.id for w in ways))
        _disjoint(draft, ways, columns)
    elif need.targets > 1:
        draft.row(1, 1, {})
    _reached(draft, one, columns)
    _availability(draft, one, columns)
    _charges(draft, one, columns, things)
    return columns


def _lead(draft: _Draft, need: Need, way: Way) -> int:
    # twice the order: of two targets that cost the same in either position, the first leads
    weight = 1 + 2 * way.order + _noise(need.id, way.candidate.id, "primary")
    return draft.column(_cost(way.candidate.primary), weight)


def _follow(draft: _Draft, need: Need, way: Way) -> int:
    weight = 1 + way.order + _noise(need.id, way.candidate.id, "fallback")
    return draft.column(_cost(way.candidate.fallback), weight)


def _place(draft: _Draft, need: Need, order: int, place: Place) -> int:
    weight = order + _noise(need.id, place.id, "place")
    return draft.column(_cost(place.monthly), weight)


def _noise(*names: str) -> float:
    """Below a half, the same on every machine: with it hardly two choices weigh the same.

    That random weights single out one set is the isolation lemma of Mulmuley, Vazirani and
    Vazirani (Matching is as easy as matrix inversion, 1987).
    """
    drawn = hashlib.sha256("\0".join(names).encode()).digest()
    return math.ldexp(int.from_bytes(drawn[:2]) % 2**_NOISE_BITS, -_NOISE_BITS - 1)


def _disjoint(draft: _Draft, ways: Sequence[Way], columns: Columns) -> None:
    """No two targets in a failure domain, and no target twice."""
    members: dict[str, list[str]] = {}
    for way in ways:
        for domain in way.candidate.domains:
            members.setdefault(domain, []).append(way.candidate.id)
    shared = {domain: ids for domain, ids in sorted(members.items()) if len(ids) > 1}
    for ids in dict.fromkeys(tuple(ids) for ids in shared.values()):
        draft.at_most(1, columns.targets(ids))
    for way in ways:
        if way.leads and way.follows and not way.candidate.domains & shared.keys():
            draft.at_most(1, columns.targets([way.candidate.id]))


def _reached(draft: _Draft, one: Narrowed, columns: Columns) -> None:
    """A target only from a place that it may be asked from."""
    leading: dict[frozenset[int], list[Way]] = {}
    asked: dict[frozenset[int], list[Way]] = {}
    for way in one.ways:
        leading.setdefault(way.leading, []).append(way)
        asked.setdefault(way.places, []).append(way)
    cliques = [(places, one) for places, ways in asked.items() for one in _apart(ways, columns)]
    for places, ways in leading.items():
        leads = _leads(ways, columns)
        if not any(one[0] == places and set(leads) <= set(one[1]) for one in cliques):
            cliques.append((places, leads))
    for places, clique in cliques:
        if clique and len(places) < len(one.places):
            there = {columns.places[one.places[at].id]: -1.0 for at in sorted(places)}
            draft.at_most(0, {**dict.fromkeys(clique, 1.0), **there})


def _availability(draft: _Draft, one: Narrowed, columns: Columns) -> None:
    """The targets' unavailabilities multiply to the bound at most: their logarithms add up to it.

    None counts for more than the bound asks, which is as good and tighter.
    """
    bound = one.need.unavailability
    if bound is None or bound >= 1:
        return
    asked = _nines(bound)
    entries: dict[int, float] = {}
    for way in one.ways:
        outage = way.candidate.unavailability
        if outage is not None and outage < 1:
            nines = 1.0 if outage <= bound else _nines(outage) / asked
            entries |= dict.fromkeys(columns.targets([way.candidate.id]), nines)
    draft.row(1 - _SLACK, math.inf, entries)


def _nines(share: Decimal) -> float:
    return -math.log(share) if share else math.inf


def _charges(draft: _Draft, one: Narrowed, columns: Columns, things: Things) -> None:
    """What a target requires is there."""
    takers: dict[tuple[str, str], list[Way]] = {}
    for way in one.ways:
        for thing in way.takes:
            takers.setdefault(thing, []).append(way)
    for thing, ways in sorted(takers.items()):
        for clique in _cliques(ways, columns):
            draft.below(clique, things[thing])
    for place in one.places:
        for name in sorted(place.requires):
            draft.below([columns.places[place.id]], things["shared", name])


def _cliques(ways: Sequence[Way], columns: Columns) -> Iterable[tuple[int, ...]]:
    """Sets of columns of which a solution has one at most, and in which all of the ways appear."""
    groups = tuple(_apart(ways, columns))
    leads = _leads(ways, columns)
    if leads and not any(set(leads) <= set(group) for group in groups):
        yield leads
    yield from groups


def _leads(ways: Sequence[Way], columns: Columns) -> tuple[int, ...]:
    return tuple(columns.leads[w.candidate.id] for w in ways if w.candidate.id in columns.leads)


def _apart(ways: Sequence[Way], columns: Columns) -> Iterable[tuple[int, ...]]:
    """Sets of ways that share a failure domain, with all that may follow in one of them."""
    counts = Counter(domain for way in ways for domain in way.candidate.domains)
    groups: dict[str, list[str]] = {}
    for way in ways:
        name = way.candidate.id
        if name in columns.follows:
            common = max(way.candidate.domains, key=lambda d: (counts[d], d), default=None)
            key = f"alone {name}" if common is None else f"with {common}"
            groups.setdefault(key, []).append(name)
    yield from (tuple(columns.targets(names)) for names in groups.values())


def _loads(
    draft: _Draft,
    problem: Problem,
    needs: Sequence[Narrowed],
    columns: Mapping[str, Columns],
    working: Mapping[str, int],
) -> None:
    loads: dict[str, dict[int, Decimal]] = {pool.id: {} for pool in problem.pools}
    for one in needs:
        for way in one.ways:
            if way.candidate.pool is not None and way.candidate.load:
                targets = columns[one.need.id].targets([way.candidate.id])
                loads[way.candidate.pool] |= dict.fromkeys(targets, way.candidate.load)
    for pool, users in loads.items():
        # whole GPUs are whole numbers, on which the solver cuts better, and without any rounding
        parts = math.lcm(*(load.as_integer_ratio()[1] for load in users.values()))
        is_whole = parts <= _MOST_PARTS
        scale, slack = (parts, 0.0) if is_whole else (1, _SLACK)
        entries = {column: float(load * scale) for column, load in users.items()}
        if users:
            draft.at_most(slack, {**entries, working[pool]: -float(scale)})


def _quotas(
    draft: _Draft, problem: Problem, needs: Sequence[Narrowed], columns: Mapping[str, Columns]
) -> None:
    entries: dict[str, dict[int, float]] = {quota.id: {} for quota in problem.quotas}
    limits = {quota.id: quota.tokens_per_minute for quota in problem.quotas}
    for one in needs:
        for way in one.ways:
            name, tokens = way.quota, way.candidate.tokens_per_minute
            if name is not None and tokens:
                # whoever needs more than all of it can't have it
                share = float(tokens / limits[name]) if tokens <= limits[name] else 2.0
                targets = columns[one.need.id].targets([way.candidate.id])
                entries[name] |= dict.fromkeys(targets, share)
    for quota in problem.quotas:
        if entries[quota.id]:
            draft.at_most(1 + _SLACK, entries[quota.id])


def _cost(price: Range | None) -> Decimal | int:
    """Of a thing without a price, that no way requires: nothing."""
    return 0 if price is None else price.expected


def _valued(columns: Columns, picked: Picked) -> dict[int, int]:
    return {
        **{at: int(name == picked.primary) for name, at in columns.leads.items()},
        **{at: int(name in picked.fallbacks) for name, at in columns.follows.items()},
        **{at: int(name == picked.place) for name, at in columns.places.items()},
    }


def _picked(columns: Columns, values: Sequence[float]) -> Picked:
    def on(book: Mapping[str, int]) -> list[str]:
        return [name for name, column in book.items() if values[column] > 0.5]  # noqa: PLR2004  # halfway between no and yes

    (primary,), (place,) = on(columns.leads), on(columns.places)
    return Picked(primary, frozenset(on(columns.follows)), place)
