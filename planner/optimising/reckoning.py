"""A choice to its bill, exactly: what the solver makes of it in floating point is never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal

from planner.optimising.answers import Bought, Served
from planner.optimising.narrowing import ANYWHERE, latency
from planner.optimising.problem import Candidate, Need, Place, Pool, Problem, Purchase
from planner.units import Range, total
from planner.values import value


@value
class Picked:
    """What is chosen for a need; all else follows from it."""

    primary: str
    fallbacks: frozenset[str]
    place: str
    """Empty where the need has none."""

    @property
    def targets(self) -> frozenset[str]:
        """All of them, in no order."""
        return self.fallbacks | {self.primary}


Choice = Mapping[str, Picked]
"""By need."""


@value
class Reckoned:
    """What a choice comes to."""

    served: tuple[Served, ...]
    bought: tuple[Bought, ...]
    shared: tuple[str, ...]
    monthly: Range


def reckoned(problem: Problem, choice: Choice) -> Reckoned:
    """The bill of a choice, all of whose parts have prices and whose pools are large enough."""
    served = tuple(_served(need, choice[need.id]) for need in problem.needs)
    loads = loads_of(problem, choice)
    bought = tuple(one for pool in problem.pools for one in _bought(pool, loads.get(pool.id)))
    shared = _shared(problem, choice, loads)
    prices = (one.monthly for one in problem.shared if one.id in shared and one.monthly)
    monthly = total(
        (*(one.monthly for one in served), *(one.monthly for one in bought), *prices),
    )
    return Reckoned(served, bought, shared, monthly)


def chosen(need: Need, picked: Picked) -> tuple[Candidate, ...]:
    """The candidates of a choice, the primary first, then fallbacks, cheapest first."""
    known = {one.id: one for one in need.candidates}
    fallbacks = sorted((known[name] for name in picked.fallbacks), key=_as_fallback)
    return (known[picked.primary], *fallbacks)


def place_of(need: Need, picked: Picked) -> Place:
    """Where a need is asked from."""
    return next((one for one in need.places if one.id == picked.place), ANYWHERE)


def loads_of(problem: Problem, choice: Choice) -> dict[str, Decimal]:
    """Pool to the nodes that its users need at peak; no entry where nobody uses it."""
    found: dict[str, list[Decimal]] = {}
    for need in problem.needs:
        for one in chosen(need, choice[need.id]):
            if one.pool is not None:
                found.setdefault(one.pool, []).append(one.load)
    return {pool: total(Range.exactly(load) for load in loads).low for pool, loads in found.items()}


def working(load: Decimal) -> int:
    """Whole nodes that bear a load; a pool that is used has one at least."""
    return max(1, int(load.to_integral_value(ROUND_CEILING)))


def nodes(pool: Pool, load: Decimal) -> int:
    """Nodes that bear a load with the spare ones lost, and with any zone lost, not both at once.

    Evenly over `zones` zones, the fullest has `ceil(nodes / zones)` of them.
    """
    needed = working(load)
    bare = needed + pool.spare
    if pool.zones == 1:
        return bare
    return max(bare, -(-needed * pool.zones // (pool.zones - 1)))


def bought(pool: Pool, count: int) -> dict[str, int]:
    """Purchase to nodes, for a number of nodes: what is paid anyway first, then the cheapest.

    Where a pool can't have so many, those that it can have.
    """
    found = {one.id: one.paid for one in pool.purchases}
    left = count - sum(found.values())
    for one in by_price(pool.purchases):
        more = max(0, left if one.most is None else min(left, one.most - one.paid))
        found[one.id] += more
        left -= more
    return found


def by_price(purchases: Iterable[Purchase]) -> list[Purchase]:
    """The cheapest first."""
    return sorted(purchases, key=lambda one: (one.monthly.expected, one.id))


def _bought(pool: Pool, load: Decimal | None) -> Iterable[Bought]:
    counts = bought(pool, 0 if load is None else nodes(pool, load))
    for one in pool.purchases:
        if counts[one.id]:
            yield Bought(pool.id, one.id, counts[one.id], one.monthly * counts[one.id])


def _served(need: Need, picked: Picked) -> Served:
    targets, place = chosen(need, picked), place_of(need, picked)
    prices = (targets[0].primary, *(one.fallback for one in targets[1:]), place.monthly)
    return Served(
        need.id,
        tuple(one.id for one in targets),
        place.id if need.places else None,
        latency(targets[0], place),
        total(price for price in prices if price is not None),
    )


def _shared(problem: Problem, choice: Choice, used: Mapping[str, Decimal]) -> tuple[str, ...]:
    known = {one.id: one for one in problem.shared}
    wanted = {name for pool in problem.pools if pool.id in used for name in pool.requires}
    for need in problem.needs:
        picked = choice[need.id]
        wanted |= place_of(need, picked).requires
        wanted |= {name for one in chosen(need, picked) for name in one.requires}
    while more := {name for one in wanted for name in known[one].requires} - wanted:
        wanted |= more
    return tuple(one.id for one in problem.shared if one.id in wanted)


def _as_fallback(one: Candidate) -> tuple[Decimal, int, str]:
    price = one.fallback.expected if one.fallback else Decimal(0)
    return (price, one.rank, one.id)
