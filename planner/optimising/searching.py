"""Narrowed needs to the choice of least cost, the same one whatever way the solver went."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planner.optimising.cutting import cuts
from planner.optimising.formulating import Formulation, Row, formulated
from planner.optimising.narrowing import Narrowed
from planner.optimising.problem import Problem
from planner.optimising.reckoning import Choice, Reckoned, reckoned
from planner.optimising.running import Aim, Found, relaxed, run
from planner.values import value

TIE = Decimal("0.001")
"""A tenth of a cent: totals no further apart cost the same, since doubles hardly tell more."""
_TIE = float(TIE)
_LIGHTER = 2.0**-12
"""Weights come in steps of twice that."""
_ROUNDS = 20
"""Of a solution to a better one: two or three are usual."""
_CORE = 0.003
"""Of the relaxation's cost: what costs more than that alone is left out of a first search."""
_WHOLE = 1e-9
"""So near to 0 or 1 is a column that lets another row off, whose terms add up to thousands."""
_EXACTLY = Decimal("0.000001")
_NOWHERE: Mapping[int, int] = {}
"""A guess that says nothing."""


@value
class Best:
    """The cheapest choice that was found."""

    choice: Choice
    reckoned: Reckoned
    bound: Decimal
    """No choice costs less."""
    is_least: bool
    """Whether the solver ended by itself, within the gap that it was given."""


@value
class Nothing:
    """Why there is no choice."""

    is_proven: bool
    """Whether there can be none; else time ran out."""
    bound: Decimal


def search(
    problem: Problem,
    needs: Sequence[Narrowed],
    *,
    seconds: float,
    gap: Decimal = Decimal(0),
    start: Choice | None = None,
) -> Best | Nothing:
    """The cheapest choice; of those within `TIE` of it, the one of least weight.

    The budget is left to who asks: a choice over it is a proof that there is none within it.
    """
    running = _Running(problem, formulated(problem, needs), seconds)
    guess = {} if start is None else running.program.guess(start)
    found = running.cheapest(float(gap), guess) if gap else running.first(guess)
    bound = _money(found.bound)
    if found.values is None:
        return Nothing(found.status == "infeasible", bound)
    choice = running.program.choice(found.values)
    bill = reckoned(problem, choice)
    return Best(choice, bill, min(bound, bill.monthly.expected), found.status == "solved")


def affordable(
    problem: Problem, needs: Sequence[Narrowed], *, seconds: float
) -> tuple[bool | None, float]:
    """Whether there is a choice within the budget, if there is one; None: time ran out.

    Also: the seconds that it took.
    """
    running = _Running(problem, formulated(problem, needs), seconds)
    budget = math.inf if problem.budget is None else float(problem.budget)
    costs = running.program.costs
    found = running.settled(Aim(costs, _TIE / 4, below=budget + _TIE, enough=budget - _TIE))
    taken = seconds - running.seconds
    if found.values is None:
        return (False if found.status == "infeasible" else None), taken
    bill = reckoned(problem, running.program.choice(found.values))
    if problem.budget is None or bill.monthly.expected <= problem.budget:
        return True, taken
    return (False if found.status == "solved" else None), taken


def least(problem: Problem, needs: Sequence[Narrowed], *, seconds: float) -> Decimal | None:
    """What no choice costs less than; None: nobody could tell in time."""
    running = _Running(problem, formulated(problem, needs), seconds)
    found = running.cheapest()
    return None if found.values is None else _money(found.bound)


@dataclass(slots=True)
class _Running:
    """A program with the rows that its solutions made necessary, and the seconds that are left."""

    problem: Problem
    program: Formulation
    seconds: float
    rows: list[Row] = field(default_factory=list)

    def cheapest(self, share: float = 0.0, guess: Mapping[int, int] = _NOWHERE) -> Found:
        """The cheapest solution, or one within a share of it."""
        core = self._core(share, guess)
        start = guess if core is None else dict(enumerate(core))
        return self.settled(Aim(self.program.costs, _TIE / 4, share, guess=start))

    def first(self, guess: Mapping[int, int]) -> Found:
        """Of the cheapest solutions, the one of least weight.

        A guess is made better until a search proves that it can't be: by a solution that costs
        less, or as much and weighs less. One proof instead of two, of the cost and then of the
        weight, takes half as long. Out of time, it is the best one known.
        """
        values = self._core(0.0, guess)
        if values is None:
            found = self.settled(Aim(self.program.costs, _TIE / 4, guess=guess))
            if found.values is None:
                return found
            values = found.values
        for _ in range(_ROUNDS):
            values = self._lighter(values)
            cost = _sum(self.program.costs, values)
            found = self._better(values)
            if found.status == "infeasible":
                return Found("solved", values, cost, found.seconds)
            if found.values is None:
                break
            values = found.values
        return Found("stopped", values, found.bound - _TIE, found.seconds)

    def _core(self, share: float, guess: Mapping[int, int]) -> Sequence[int] | None:
        """The cheapest solution of what a relaxation leaves: nearly always the cheapest of all.

        Balas and Zemel, An algorithm for large zero-one knapsack problems, Operations Research 28,
        1980, call it the core problem.
        """
        loose = relaxed(self.program, {})
        if loose is None:
            return None
        fixed = loose.settled(self.program, loose.bound + abs(loose.bound) * _CORE)
        aim = Aim(self.program.costs, _TIE / 4, share, guess=guess, fixed=fixed)
        return self.settled(aim).values

    def _lighter(self, values: Sequence[int]) -> Sequence[int]:
        """Of the solutions with the same common things that cost no more, the lightest."""
        most = _sum(self.program.costs, values) + _TIE / 2
        held = {column: values[column] for column in range(self.program.common)}
        loose = relaxed(self.program, held)
        fixed = {} if loose is None else loose.settled(self.program, most)
        aim = Aim(
            self.program.weights,
            _LIGHTER,
            rows=(Row(-math.inf, most, _entries(self.program.costs)),),
            guess=dict(enumerate(values)),
            fixed={**fixed, **held},
        )
        return self.settled(aim).values or values

    def _better(self, values: Sequence[int]) -> Found:
        """A solution that costs less than another by a tie, or no more and weighs less.

        A further column says which: at 1 it lets go of the weight, and costs a tie.
        """
        program, weights = self.program, self.program.weights
        most = _sum(program.costs, values) + _TIE / 2
        weight = _sum(weights, values) - _LIGHTER
        heaviest = math.fsum(one * up for one, up in zip(weights, program.uppers, strict=True))
        is_cheaper = len(weights)
        loose = relaxed(program, {})
        aim = Aim(
            (*program.costs, _TIE),
            _TIE / 4,
            rows=(Row(-math.inf, weight, {**_entries(weights), is_cheaper: -heaviest}),),
            below=most,
            fixed={} if loose is None else loose.settled(program, most),
            effort=0.0,
            whole=_WHOLE,
        )
        wide = replace(program, lowers=(*program.lowers, 0.0), uppers=(*program.uppers, 1.0))
        found = self.settled(aim, wide)
        if found.values is None:
            return found
        if _sum(aim.objective, found.values) > most:
            # the solver keeps what it comes upon on the way to a proof
            ended = "infeasible" if found.status == "solved" else found.status
            return replace(found, status=ended, values=None)
        return replace(found, values=found.values[:-1])

    def settled(self, aim: Aim, program: Formulation | None = None) -> Found:
        """Run until a solution keeps all demands exactly."""
        program = program or self.program
        while True:
            rows = (*self.rows, *aim.rows)
            found = run(program, replace(aim, rows=rows), seconds=self.seconds)
            self.seconds = max(0.0, self.seconds - found.seconds)
            if found.values is None:
                return found
            more = cuts(self.problem, program, program.choice(found.values), found.values)
            if not more:
                return found
            self.rows += more


def _entries(coefficients: Sequence[float]) -> dict[int, float]:
    return {column: one for column, one in enumerate(coefficients) if one}


def _sum(coefficients: Sequence[float], values: Sequence[int]) -> float:
    return math.fsum(one * value for one, value in zip(coefficients, values, strict=True))


def _money(bound: float) -> Decimal:
    """A bound of the solver as money, to what it can tell apart."""
    if math.isinf(bound):
        return Decimal("Infinity") if bound > 0 else Decimal(0)
    return Decimal(bound).quantize(_EXACTLY)
