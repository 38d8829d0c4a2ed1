"""A program to a solution by HiGHS, with a bound on what any solution could reach.

HiGHS: Huangfu and Hall, Parallelizing the dual revised simplex method, Mathematical Programming
Computation 10, 2018; https://highs.dev.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal

import highspy
import numpy as np

from planner.optimising.formulating import Formulation, Row
from planner.values import value

_STATUS = highspy.HighsModelStatus
_AT = 1e-9
_NOTHING = (_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible, _STATUS.kObjectiveBound)


@value
class Found:
    """What a run of the solver came to."""

    status: Literal["solved", "infeasible", "stopped"]
    values: Sequence[int] | None
    """Of the columns; None: no solution yet."""
    bound: float
    """No solution's objective is lower."""
    seconds: float


@value
class Aim:
    """What to look for in a program."""

    objective: Sequence[float]
    """To be as low as can be."""
    within: float
    """The objective is solved where it is so near to its bound."""
    share: float = 0.0
    """Or within such a part of it, 0..1."""
    rows: Sequence[Row] = ()
    """Beside those of the program."""
    below: float = math.inf
    """Nothing with a higher objective is looked for."""
    enough: float = -math.inf
    """Nothing with a lower objective is looked for, where there is one of this."""
    guess: Mapping[int, int] = field(default_factory=dict)
    """Columns to the values to start from."""
    fixed: Mapping[int, int] = field(default_factory=dict)
    """Columns to the values that they keep."""
    effort: float = 0.05
    """The part of the time for heuristics; the default is the solver's own."""
    whole: float = 1e-7
    """How far from whole a whole number may be."""


def run(program: Formulation, aim: Aim, *, seconds: float) -> Found:
    """The solution of a program that comes nearest to an aim."""
    if not aim.objective:
        return Found("solved", (), 0.0, 0.0)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its class untyped
    for name, setting in _options(aim, seconds).items():
        solver.setOptionValue(name, setting)
    solver.passModel(_lp(program, aim.objective, (*program.rows, *aim.rows)))
    if aim.guess:
        columns = np.array(list(aim.guess), dtype=np.int32)
        values = np.array(list(aim.guess.values()), dtype=np.float64)
        solver.setSolution(len(columns), columns, values)
    for column, held in aim.fixed.items():
        solver.changeColBounds(column, held, held)
    solver.run()
    return _found(solver)


@value
class Relaxed:
    """The program's relaxation to fractions, solved."""

    bound: float
    """No solution costs less."""
    values: Sequence[float]
    reduced: Sequence[float]
    """By how much at least the bound rises where a column leaves the bound that it is at."""

    def settled(self, program: Formulation, below: float) -> Mapping[int, int]:
        """Columns that have the same value in all solutions that cost no more than that."""
        room = below - self.bound
        columns = enumerate(zip(self.values, self.reduced, program.lowers, strict=True))
        return {
            column: round(lower if reduced > 0 else program.uppers[column])
            for column, (at, reduced, lower) in columns
            if abs(reduced) > room
            and abs(at - (lower if reduced > 0 else program.uppers[column])) < _AT
        }


def relaxed(program: Formulation, fixed: Mapping[int, int]) -> Relaxed | None:
    """The relaxation of a program in which columns keep a value; None where it has no solution."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its class untyped
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  # the solver's own signature
    lp = _lp(program, program.costs, program.rows)
    lp.integrality_ = []
    solver.passModel(lp)
    for column, held in fixed.items():
        solver.changeColBounds(column, held, held)
    solver.run()
    if solver.getModelStatus() != _STATUS.kOptimal:
        return None
    found = solver.getSolution()
    bound = solver.getInfo().objective_function_value
    return Relaxed(bound, list(found.col_value), list(found.col_dual))


def _options(aim: Aim, seconds: float) -> dict[str, float | int | str | bool]:
    return {
        "output_flag": False,
        # one thread: the same path on every machine
        "threads": 1,
        "parallel": "off",
        "mip_rel_gap": aim.share,
        "mip_abs_gap": aim.within,
        "mip_feasibility_tolerance": aim.whole,
        "primal_feasibility_tolerance": 1e-9,
        # identical ways were dominated, and what is left is too little to pay for the search
        "mip_detect_symmetry": False,
        "mip_pscost_minreliable": 2,
        "mip_heuristic_effort": aim.effort,
        "objective_bound": aim.below,
        "objective_target": aim.enough,
        "time_limit": seconds,
    }


def _found(solver: highspy.Highs) -> Found:
    status, info = solver.getModelStatus(), solver.getInfo()
    seconds = solver.getRunTime()
    if status in _NOTHING:
        return Found("infeasible", None, math.inf, seconds)
    has_any = info.primal_solution_status == highspy.kSolutionStatusFeasible
    # the solver ends a little beside whole numbers, and wouldn't even take that back as a guess
    values = [round(one) for one in solver.getSolution().col_value] if has_any else None
    ended = status in (_STATUS.kOptimal, _STATUS.kModelEmpty)
    return Found("solved" if ended else "stopped", values, info.mip_dual_bound, seconds)


def _lp(program: Formulation, objective: Sequence[float], rows: Sequence[Row]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(objective), len(rows)
    lp.col_cost_ = np.array(objective, dtype=np.float64)
    lp.col_lower_ = np.array(program.lowers, dtype=np.float64)
    lp.col_upper_ = np.array(program.uppers, dtype=np.float64)
    lp.row_lower_ = np.array([row.lower for row in rows], dtype=np.float64)
    lp.row_upper_ = np.array([row.upper for row in rows], dtype=np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(objective)
    lengths = [0, *(len(row.entries) for row in rows)]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum(lengths, dtype=np.int32)
    lp.a_matrix_.index_ = np.array([c for row in rows for c in row.entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([v for row in rows for v in row.entries.values()])
    return lp
