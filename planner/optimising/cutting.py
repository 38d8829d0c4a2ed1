"""A solution to rows that cut it off, where it keeps its own only within the solver's tolerances.

The solver reckons in doubles, and its rows let in a little too much. What breaks them exactly is
cut off, so that no tolerance is left in an answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, localcontext
from functools import partial

from planner.optimising.formulating import Formulation, Row
from planner.optimising.problem import Candidate, Need, Problem
from planner.optimising.reckoning import Choice, chosen, loads_of, working
from planner.units import EXACT, Range, total


def cuts(
    problem: Problem, program: Formulation, choice: Choice, values: Sequence[float]
) -> tuple[Row, ...]:
    """Rows that the choice breaks and that every admissible choice keeps."""
    return (
        *_outages(problem, program, choice),
        *_loads(problem, program, choice, values),
        *_quotas(problem, program, choice),
    )


def outage(need: Need, targets: Iterable[str]) -> Decimal:
    """The share of time that all targets are out, if they fail independently."""
    known = {one.id: one.unavailability for one in need.candidates}
    product = Decimal(1)
    with localcontext(EXACT):
        for name in targets:
            share = known[name]
            product *= Decimal(1) if share is None else share
    return product


def _outages(problem: Problem, program: Formulation, choice: Choice) -> Iterable[Row]:
    for need in problem.needs:
        targets = choice[need.id].targets
        if need.unavailability is not None and outage(need, targets) > need.unavailability:
            # no part of these targets is out less often: another one has to be called
            others = [one.id for one in need.candidates if one.id not in targets]
            yield Row(1, math.inf, program.needs[need.id].targets(others))


def _loads(
    problem: Problem, program: Formulation, choice: Choice, values: Sequence[float]
) -> Iterable[Row]:
    for pool, load in loads_of(problem, choice).items():
        column, needed = program.working[pool], working(load)
        if needed > round(values[column]):
            users = _users(problem, choice, partial(_stands_on, pool))
            entries = dict.fromkeys(_columns(program, users), float(needed))
            yield Row(-math.inf, needed * (len(users) - 1), {**entries, column: -1.0})


def _quotas(problem: Problem, program: Formulation, choice: Choice) -> Iterable[Row]:
    for quota in problem.quotas:
        users = _users(problem, choice, partial(_counts_for, quota.id))
        asked = total(Range.exactly(one.tokens_per_minute) for _, one in users).low
        if asked > quota.tokens_per_minute:
            yield Row(-math.inf, len(users) - 1, dict.fromkeys(_columns(program, users), 1.0))


Users = Sequence[tuple[Need, Candidate]]


def _users(problem: Problem, choice: Choice, uses: Callable[[Candidate], bool]) -> Users:
    every = ((need, one) for need in problem.needs for one in chosen(need, choice[need.id]))
    return [(need, one) for need, one in every if uses(one)]


def _columns(program: Formulation, users: Users) -> Iterable[int]:
    return (column for need, one in users for column in program.needs[need.id].targets([one.id]))


def _stands_on(pool: str, one: Candidate) -> bool:
    return one.pool == pool


def _counts_for(quota: str, one: Candidate) -> bool:
    return one.quota == quota
