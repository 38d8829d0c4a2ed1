"""Narrowed needs to the choice of least cost, the same one whatever way the solver went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.optimising.cutting import cuts
from planner.optimising.formulating import Formulation, Row, formulated
from planner.optimising.narrowing import Narrowed
from planner.optimising.problem import Problem
from planner.optimising.reckoning import Choice, Reckoned, reckoned
from planner.optimising.running import Found, run
from planner.values import value

TIE = Decimal("0.001")
"""A tenth of a cent: totals no further apart cost the same, since doubles hardly tell more."""
_LIGHTER = 2.0**-18
"""Weights come in steps of four times that."""
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
    choice = running.program.choice(found.values)
    bill = reckoned(problem, choice)
    is_least = found.status == "solved"
    if is_least:
        choice = running.lightest(choice, bill) or choice
        bill = reckoned(problem, choice)
    return Best(choice, bill, min(bound, bill.monthly.expected), is_least)


@dataclass(slots=True)
class _Running:
    """A program with the rows that its solutions made necessary, and the seconds that are left."""

    problem: Problem
    program: Formulation
    seconds: float
    rows: list[Row] = field(default_factory=list)

    def cheapest(self, gap: Decimal, start: Choice | None) -> Found:
        within = float(TIE) / 4
        guess = None if start is None else self.program.guess(start)
        return self._settled(self.program.costs, within, float(gap), guess)

    def lightest(self, choice: Choice, bill: Reckoned) -> Choice | None:
        """The choice of least weight that costs the same; None: time ran out."""
        most = bill.monthly.expected + TIE / 2
        costs = {at: cost for at, cost in enumerate(self.program.costs) if cost}
        self.rows.append(Row(-math.inf, float(most), costs))
        found = self._settled(self.program.weights, _LIGHTER, 0.0, self.program.guess(choice))
        if found.status != "solved" or found.values is None:
            return None
        return self.program.choice(found.values)

    def _settled(
        self,
        objective: Sequence[float],
        within: float,
        share: float,
        guess: dict[int, float] | None,
    ) -> Found:
        """Run until a solution keeps all rows exactly."""
        while True:
            found = run(
                self.program,
                objective,
                self.rows,
                within=within,
                share=share,
                seconds=self.seconds,
                guess=guess,
            )
            self.seconds = max(0.0, self.seconds - found.seconds)
            if found.values is None:
                return found
            more = cuts(self.problem, self.program, self.program.choice(found.values), found.values)
            if not more:
                return found
            self.rows += more


def _money(bound: float) -> Decimal:
    """A bound of the solver as money, to what it can tell apart."""
    if math.isinf(bound):
        return Decimal("Infinity") if bound > 0 else Decimal(0)
    return Decimal(bound).quantize(_EXACTLY)
