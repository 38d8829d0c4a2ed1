"""A problem to another one in which something is given up, is free, or is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal

from planner.optimising.answers import Demand
from planner.optimising.problem import Candidate, Need, Pool, Problem, Purchase
from planner.optimising.reckoning import by_price
from planner.units import Range

_FREE = Range.exactly(0)
_ENDLESS = Decimal("Infinity")


def free_where_unknown(problem: Problem) -> Problem:
    """The problem with a price of 0 wherever nobody knows it: no true prices make it cheaper."""
    return replace(
        problem,
        needs=tuple(_known(need) for need in problem.needs),
        pools=tuple(
            pool if pool.purchases else replace(pool, purchases=(Purchase("", _FREE),))
            for pool in problem.pools
        ),
        shared=tuple(replace(one, monthly=one.monthly or _FREE) for one in problem.shared),
    )


def _known(need: Need) -> Need:
    if all(one.primary and one.fallback for one in need.candidates) and all(
        place.monthly for place in need.places
    ):
        return need
    return replace(
        need,
        candidates=tuple(
            replace(one, primary=one.primary or _FREE, fallback=one.fallback or _FREE)
            for one in need.candidates
        ),
        places=tuple(replace(place, monthly=place.monthly or _FREE) for place in need.places),
    )


def free(problem: Problem) -> Problem:
    """The problem without any money, in which one choice is as good as another."""
    return replace(
        problem,
        needs=tuple(_unpaid(need) for need in problem.needs),
        pools=tuple(_unpaid_pool(pool) for pool in problem.pools),
        shared=tuple(replace(one, monthly=_FREE) for one in problem.shared),
        budget=None,
    )


def _unpaid(need: Need) -> Need:
    return replace(
        need,
        candidates=tuple(replace(one, primary=_FREE, fallback=_FREE) for one in need.candidates),
        places=tuple(replace(place, monthly=_FREE) for place in need.places),
    )


def _unpaid_pool(pool: Pool) -> Pool:
    return replace(pool, purchases=tuple(replace(one, monthly=_FREE) for one in pool.purchases))


def demands(problem: Problem) -> tuple[Demand, ...]:
    """All that could be given up, in the problem's order."""
    found = [demand for need in problem.needs for demand in demands_of(need)]
    found += [Demand("quota", one.id, one.label or f"quota {one.id}") for one in problem.quotas]
    found += [
        Demand("nodes", pool.id, pool.label or f"nodes of {pool.id}")
        for pool in problem.pools
        if pool.max_nodes is not None or _is_bounded(pool)
    ]
    if problem.budget is not None:
        found.append(Demand("budget", "", problem.budget_label))
    return tuple(found)


def demands_of(need: Need) -> Iterable[Demand]:
    """Those of one need."""
    named = (
        ("targets", need.targets > 1),
        ("domains", need.most > 1 and any(one.domains for one in need.candidates)),
        ("latency", need.latency_ms is not None or need.primary_latency_ms is not None),
        ("unavailability", need.unavailability is not None),
    )
    for kind, is_asked in named:
        if is_asked:
            yield Demand(kind, need.id, need.labels.get(kind, f"{kind} of {need.id}"))  # type: ignore[arg-type]  # the four above are of the kind


def with_only(problem: Problem, kept: Collection[Demand]) -> Problem:
    """The problem with some of its demands given up."""
    asked = {(demand.kind, demand.subject) for demand in kept}
    return replace(
        problem,
        needs=tuple(need_with_only(need, kept) for need in problem.needs),
        pools=tuple(p if ("nodes", p.id) in asked else _endless(p) for p in problem.pools),
        quotas=tuple(
            one if ("quota", one.id) in asked else replace(one, tokens_per_minute=_ENDLESS)
            for one in problem.quotas
        ),
        budget=problem.budget if ("budget", "") in asked else None,
    )


def need_with_only(need: Need, kept: Collection[Demand]) -> Need:
    """A need with some of its demands given up."""
    asked = {demand.kind for demand in kept if demand.subject == need.id}
    if asked.issuperset(demand.kind for demand in demands_of(need)):
        return need
    return replace(
        need,
        candidates=need.candidates if "domains" in asked else _apart(need.candidates),
        targets=need.targets if "targets" in asked else 1,
        most_targets=need.most,
        latency_ms=need.latency_ms if "latency" in asked else None,
        primary_latency_ms=need.primary_latency_ms if "latency" in asked else None,
        unavailability=need.unavailability if "unavailability" in asked else None,
    )


def _apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(replace(one, domains=frozenset()) for one in candidates)


def _is_bounded(pool: Pool) -> bool:
    return bool(pool.purchases) and all(one.most is not None for one in pool.purchases)


def _endless(pool: Pool) -> Pool:
    """A pool of as many nodes as one likes, the dearest of them without a bound."""
    if not _is_bounded(pool):
        return replace(pool, max_nodes=None)
    *cheaper, dearest = by_price(pool.purchases)
    return replace(pool, max_nodes=None, purchases=(*cheaper, replace(dearest, most=None)))
