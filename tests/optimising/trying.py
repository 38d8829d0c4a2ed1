"""The cheapest choice by trying everything: plain, slow, and without a look at the solver."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.optimising import Candidate, Demand, Need, Place, Pool, Problem, Quota

Route = tuple[Place | None, Candidate, tuple[Candidate, ...]]


def cheapest(problem: Problem) -> Decimal | None:
    """The least money of all choices; None: no choice keeps every demand."""
    options = [list(routes(need)) for need in problem.needs]
    bills = (bill(problem, chosen) for chosen in itertools.product(*options))
    known = [one for one in bills if one is not None]
    least = min(known, default=None)
    if least is None or (problem.budget is not None and least > problem.budget):
        return None
    return least


def routes(need: Need) -> Iterator[Route]:
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


def bill(problem: Problem, chosen: Sequence[Route]) -> Decimal | None:
    """Money of a choice; None: it has no price, or there is not enough of something."""
    targets = [one for _, primary, fallbacks in chosen for one in (primary, *fallbacks)]
    for quota in problem.quotas:
        tokens = [one.tokens_per_minute for one in targets if one.quota == quota.id]
        if sum(tokens) > quota.tokens_per_minute:
            return None
    used = {one.pool for one in targets}
    prices = [*_route_prices(chosen), *(_pool_price(pool, targets) for pool in problem.pools)]
    wanted = {name for place, _, _ in chosen if place is not None for name in place.requires}
    wanted |= {name for one in targets for name in one.requires}
    wanted |= {name for pool in problem.pools if pool.id in used for name in pool.requires}
    known = {one.id: one for one in problem.shared}
    for name in _with_what_they_require(problem, wanted):
        shared = known[name].monthly
        prices.append(None if shared is None else shared.expected)
    priced = [price for price in prices if price is not None]
    return sum(priced, Decimal(0)) if len(priced) == len(prices) else None


def _route_prices(chosen: Sequence[Route]) -> Iterator[Decimal | None]:
    for place, primary, fallbacks in chosen:
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
    plenty = pool.spare + 2 * math.ceil(load or 0) + 2
    few = [
        range(one.paid, (plenty if one.most is None else one.most) + 1) for one in pool.purchases
    ]
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


def smallest_conflict(problem: Problem, demands: Sequence[Demand]) -> int | None:
    """How many demands it takes for nothing to keep them together; None: nothing keeps none."""
    for count in range(len(demands) + 1):
        for kept in itertools.combinations(demands, count):
            if cheapest(asking(problem, kept)) is None:
                return count or None
    raise AssertionError("all of them can be kept")


def asking(problem: Problem, kept: Collection[Demand]) -> Problem:
    """The problem with all demands given up but some."""
    asked: set[tuple[str, str]] = {(one.kind, one.subject) for one in kept}
    return Problem(
        tuple(_asking(need, asked) for need in problem.needs),
        tuple(pool if ("nodes", pool.id) in asked else _roomy(pool) for pool in problem.pools),
        problem.shared,
        tuple(
            one if ("quota", one.id) in asked else Quota(one.id, Decimal(10**9))
            for one in problem.quotas
        ),
        problem.budget if ("budget", "") in asked else None,
    )


def _asking(need: Need, asked: set[tuple[str, str]]) -> Need:
    without: dict[str, Any] = {"most_targets": need.most}
    if ("targets", need.id) not in asked:
        without["targets"] = 1
    if ("latency", need.id) not in asked:
        without |= {"latency_ms": None, "primary_latency_ms": None}
    if ("unavailability", need.id) not in asked:
        without["unavailability"] = None
    if ("domains", need.id) not in asked:
        apart = (replace(one, domains=frozenset()) for one in need.candidates)
        without["candidates"] = tuple(apart)
    return replace(need, **without)


def _roomy(pool: Pool) -> Pool:
    if not pool.purchases or any(one.most is None for one in pool.purchases):
        return replace(pool, max_nodes=None)
    dearest = max(pool.purchases, key=lambda one: (one.monthly.expected, one.id))
    more = (replace(one, most=None) if one is dearest else one for one in pool.purchases)
    return replace(pool, max_nodes=None, purchases=tuple(more))
