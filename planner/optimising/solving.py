"""A problem of choice to its cheapest answer, with proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.optimising.answers import Answer, Infeasible, Optimum, Undecided
from planner.optimising.narrowing import narrowed, unknown
from planner.optimising.problem import Problem
from planner.optimising.reckoning import reckoned
from planner.optimising.searching import Best, Nothing, search


def solve(problem: Problem, *, time_limit_s: float = 60.0, gap: Decimal = Decimal(0)) -> Answer:
    """The choice that costs least as expected.

    `gap` is the part of the money, 0..1, that a better choice may still save; at 0 the optimum is
    proven to a tenth of a cent, and of choices that cost the same it is always the same one.
    """
    best = _searched(problem, time_limit_s, gap)
    if isinstance(best, Nothing):
        return Infeasible((), "sufficient") if best.is_proven else Undecided(best.bound)
    return _optimum(problem, best)


def _searched(problem: Problem, seconds: float, gap: Decimal) -> Best | Nothing:
    ordered = canonical(problem)
    unpriced = unknown(ordered)
    needs = [narrowed(need, unpriced) for need in ordered.needs]
    return search(ordered, needs, seconds=seconds, gap=gap)


def _optimum(problem: Problem, best: Best) -> Optimum:
    bill = reckoned(problem, best.choice)
    return Optimum(bill.served, bill.bought, bill.shared, bill.monthly, best.bound, best.is_least)


def canonical(problem: Problem) -> Problem:
    """The same problem, in an order that doesn't depend on how it was written down."""
    return replace(
        problem,
        needs=tuple(sorted(problem.needs, key=lambda one: one.id)),
        pools=tuple(sorted(problem.pools, key=lambda one: one.id)),
        shared=tuple(sorted(problem.shared, key=lambda one: one.id)),
        quotas=tuple(sorted(problem.quotas, key=lambda one: one.id)),
    )
