"""Narrowed needs to the choice of least cost, the same one whatever way the solver went."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.optimising.cutting import cuts
from planner.optimising.formulating import Formulation, Row, formulated
from planner.optimising.narrowing import Narrowed
from planner.optimising.problem import Problem
from planner.optimising.reckoning import Choice, Reckoned, reckoned
from planner.optimising.running import Found, relaxed, run
from planner.values import value

TIE = Decimal("0.001")
"""A tenth of a cent: totals no further apart cost the same, since doubles hardly tell more."""
_LIGHTER = 2.0**-12
"""Weights come in steps of twice that."""
_ROUNDS = 4
_EFFORT = 0.05
"""Of the solver's time, for heuristics: its own default."""
_EXACTLY = Decimal("0.000001")


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
    found = running.cheapest(gap, start)
    bound = _money(found.bound)
    if found.values is None:
        return Nothing(found.status == "infeasible", bound)
    is_least = found.status == "solved"
    values = running.lightest(found.values) if is_least and not gap else found.values
    choice = running.program.choice(values)
    bill = reckoned(problem, choice)
    return Best(choice, bill, min(bound, bill.monthly.expected), is_least)


def affordable(
    problem: Problem, needs: Sequence[Narrowed], *, seconds: float
) -> tuple[bool | None, float]:
    """Whether there is a choice within the budget, if there is one; None: time ran out.

    Also: the seconds that it took.
    """
    running = _Running(problem, formulated(problem, needs), seconds)
    budget = math.inf if problem.budget is None else float(problem.budget)
    tie = float(TIE)
    found = running.settled(
        running.program.costs, (), within=tie / 4, below=budget + tie, enough=budget - tie
    )
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
    found = running.cheapest(Decimal(0), None)
    return None if found.values is None else _money(found.bound)


@dataclass(slots=True)
class _Running:
    """A program with the rows that its solutions made necessary, and the seconds that are left."""

    problem: Problem
    program: Formulation
    seconds: float
    rows: list[Row] = field(default_factory=list)

    def cheapest(self, gap: Decimal, start: Choice | None) -> Found:
        guess = None if start is None else self.program.guess(start)
        return self.settled(
            self.program.costs, (), within=float(TIE) / 4, share=float(gap), guess=guess
        )

    def lightest(self, values: Sequence[float]) -> Sequence[float]:
        """The solution of least weight of those that cost as little; the best known, out of time.

        What weighs less with the same pools and shared things is found at once. Then one search
        proves that nothing else that costs the same weighs less: it goes by cost, whose bound
        prunes it as well as the first, and what it finds instead is where the next round starts.
        """
        most = _sum(self.program.costs, values) + float(TIE) / 2
        fixed = relaxed(self.program).settled(self.program, most)
        for _ in range(_ROUNDS):
            held = {column: round(values[column]) for column in range(self.program.common)}
            values = self._lighter(values, most, held).values or values
            found = self._lighter_by_cost(values, most, fixed).values
            if found is None or _sum(self.program.costs, found) > most:
                return values
            values = found
        return self._lighter(values, most).values or values

    def _lighter_by_cost(
        self, values: Sequence[float], most: float, fixed: Mapping[int, float]
    ) -> Found:
        """The cheapest solution that weighs less, if there is one that costs no more."""
        weight = _sum(self.program.weights, values) - _LIGHTER
        return self.settled(
            self.program.costs,
            (Row(-math.inf, weight, _entries(self.program.weights)),),
            within=float(TIE) / 4,
            below=most,
            effort=0.0,
            fixed=fixed,
        )

    def _lighter(
        self, values: Sequence[float], most: float, fixed: Mapping[int, float] | None = None
    ) -> Found:
        """The solution of least weight that costs no more."""
        return self.settled(
            self.program.weights,
            (Row(-math.inf, most, _entries(self.program.costs)),),
            within=_LIGHTER,
            guess=dict(enumerate(values)),
            fixed=fixed,
        )

    def settled(
        self,
        objective: Sequence[float],
        rows: Sequence[Row],
        *,
        within: float,
        share: float = 0.0,
        below: float = math.inf,
        enough: float = -math.inf,
        guess: Mapping[int, float] | None = None,
        effort: float = _EFFORT,
        fixed: Mapping[int, float] | None = None,
    ) -> Found:
        """Run until a solution keeps all demands exactly."""
        while True:
            found = run(
                self.program,
                objective,
                (*self.rows, *rows),
                within=within,
                share=share,
                seconds=self.seconds,
                below=below,
                enough=enough,
                guess=guess,
                effort=effort,
                fixed=fixed,
            )
            self.seconds = max(0.0, self.seconds - found.seconds)
            if found.values is None:
                return found
            choice = self.program.choice(found.values)
            more = cuts(self.problem, self.program, choice, found.values)
            if not more:
                return found
            self.rows += more


def _entries(coefficients: Sequence[float]) -> dict[int, float]:
    return {column: one for column, one in enumerate(coefficients) if one}


def _sum(coefficients: Sequence[float], values: Sequence[float]) -> float:
    """Of whole values, free of what the solver leaves beside them."""
    pairs = zip(coefficients, values, strict=True)
    return math.fsum(one * round(value) for one, value in pairs)


def _money(bound: float) -> Decimal:
    """A bound of the solver as money, to what it can tell apart."""
    if math.isinf(bound):
        return Decimal("Infinity") if bound > 0 else Decimal(0)
    return Decimal(bound).quantize(_EXACTLY)
