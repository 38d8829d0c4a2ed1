"""The cheapest choice by trying everything: plain, slow, and without a look at the solver."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from decimal import Decimal

from planner.optimising import Candidate, Need, Place, Pool, Problem

Route = tuple[Place | None, Candidate, tuple[Candidate, ...]]


def cheapest(problem: Problem) -> Decimal | None:
    """The least money of all choices; None: no choice keeps every demand."""
    options = [list(_routes(need)) for need in problem.needs]
    bills = (_bill(problem, routes) for routes in itertools.product(*options))
    known = [bill for bill in bills if bill is not None]
    least = min(known, default=None)
    if least is None or (problem.budget is not None and least > problem.budget):
        return None
    return least


def _routes(need: Need) -> Iterator[Route]:
    """Every primary, fallbacks and place that keep the demands of a need."""
    most = need.most_targets
    if most is None:
        most = need.targets + (2 if need.unavailability is not None else 0)
    for place in need.places or (None,):
        for count in range(max(1, need.targets), most + 1):
            for targets in itertools.combinations(need.candidates, count):
                for primary in targets:
                    fallbacks = tuple(one for one in targets if one is not primary)
                    if _keeps(need, place, primary, fallbacks):
                        yield place, primary, fallbacks


def _keeps(
    need: Need, place: Place | None, primary: Candidate, fallbacks: tuple[Candidate, ...]
) -> bool:
    targets = (primary, *fallbacks)
    if not primary.leads:
        return False
    domains = [domain for one in targets for domain in one.domains]
    if len(domains) != len(set(domains)):
        return False
    for one in targets:
        latency = one.latency_ms
        if place is not None:
            if one.id in place.barred:
                return False
            latency = place.latency_ms.get(one.id, latency)
        bounds = [need.latency_ms, *([need.primary_latency_ms] if one is primary else [])]
        for bound in bounds:
            if bound is not None and (latency is None or latency > bound):
                return False
    if need.unavailability is None:
        return True
    down = Decimal(1)
    for one in targets:
        down *= Decimal(1) if one.unavailability is None else one.unavailability
    return down <= need.unavailability


def _bill(problem: Problem, routes: tuple[Route, ...]) -> Decimal | None:
    """Money of a choice; None: it has no price, or there is not enough of something."""
    targets = [one for _, primary, fallbacks in routes for one in (primary, *fallbacks)]
    for quota in problem.quotas:
        tokens = [one.tokens_per_minute for one in targets if one.quota == quota.id]
        if sum(tokens) > quota.tokens_per_minute:
            return None
    used = {one.pool for one in targets}
    prices = [*_route_prices(routes), *(_pool_price(pool, targets) for pool in problem.pools)]
    wanted = {name for place, _, _ in routes if place is not None for name in place.requires}
    wanted |= {name for one in targets for name in one.requires}
    wanted |= {name for pool in problem.pools if pool.id in used for name in pool.requires}
    known = {one.id: one for one in problem.shared}
    for name in _with_what_they_require(problem, wanted):
        shared = known[name].monthly
        prices.append(None if shared is None else shared.expected)
    priced = [price for price in prices if price is not None]
    return sum(priced, Decimal(0)) if len(priced) == len(prices) else None


def _route_prices(routes: tuple[Route, ...]) -> Iterator[Decimal | None]:
    for place, primary, fallbacks in routes:
        prices = [primary.primary, *(one.fallback for one in fallbacks)]
        if place is not None:
            prices.append(place.monthly)
        yield from (None if price is None else price.expected for price in prices)


def _with_what_they_require(problem: Problem, wanted: set[str]) -> set[str]:
    closed = set(wanted)
    for _ in problem.shared:
        closed |= {name for one in problem.shared if one.id in closed for name in one.requires}
    return closed


def _pool_price(pool: Pool, targets: list[Candidate]) -> Decimal | None:
    loads = [one.load for one in targets if one.pool == pool.id]
    return _nodes(pool, sum(loads, Decimal(0)) if loads else None)


def _nodes(pool: Pool, load: Decimal | None) -> Decimal | None:
    """The least money for enough nodes, trying every number of each purchase."""
    if load is not None and not pool.purchases:
        return None
    few = [range(one.paid, (12 if one.most is None else one.most) + 1) for one in pool.purchases]
    least: Decimal | None = None
    for counts in itertools.product(*few):
        if load is not None and not _bears(pool, sum(counts), load):
            continue
        pairs = zip(pool.purchases, counts, strict=True)
        cost = sum((one.monthly.expected * count for one, count in pairs), Decimal(0))
        if least is None or cost < least:
            least = cost
    return least


def _bears(pool: Pool, count: int, load: Decimal) -> bool:
    if pool.max_nodes is not None and count > pool.max_nodes:
        return False
    if count < 1 or count - pool.spare < max(load, Decimal(1)):
        return False
    if pool.zones == 1:
        return True
    fullest = math.ceil(count / pool.zones)
    return count - fullest >= max(load, Decimal(1))
