"""What is done without a solver: each need for itself, or one need after the other."""

from __future__ import annotations

from decimal import Decimal

from planner.optimising import Problem
from tests.optimising.trying import Route, bill, routes


def each_for_itself(problem: Problem) -> Decimal | None:
    """Every need takes what would be cheapest if it were alone, and all are paid together."""
    chosen = []
    for need in problem.needs:
        alone = Problem((need,), problem.pools, problem.shared, problem.quotas)
        best = _best(alone, [])
        if best is None:
            return None
        chosen.append(best)
    return bill(problem, chosen)


def one_after_the_other(problem: Problem) -> Decimal | None:
    """Every need takes what adds least to the bill of those before it."""
    chosen: list[Route] = []
    for count in range(1, len(problem.needs) + 1):
        so_far = Problem(problem.needs[:count], problem.pools, problem.shared, problem.quotas)
        best = _best(so_far, chosen)
        if best is None:
            return None
        chosen.append(best)
    return bill(problem, chosen)


def _best(problem: Problem, chosen: list[Route]) -> Route | None:
    """The cheapest route of the last need, beside what is chosen for the others."""
    bills = ((bill(problem, [*chosen, one]), one) for one in routes(problem.needs[-1]))
    known = [(money, one) for money, one in bills if money is not None]
    return min(known, key=lambda pair: pair[0])[1] if known else None
