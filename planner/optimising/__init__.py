"""A problem of choice to its cheapest answer, with proof, by mixed-integer programming.

The solver is imported when a problem is first solved (PEP 562).
"""

from typing import TYPE_CHECKING

from planner.doors import late
from planner.optimising.answers import (
    Answer,
    Bought,
    Demand,
    Infeasible,
    LeftOut,
    Optimum,
    Served,
    Undecided,
    Unpriceable,
)
from planner.optimising.problem import (
    Candidate,
    Need,
    Place,
    Pool,
    Problem,
    Purchase,
    Quota,
    Shared,
)

if TYPE_CHECKING:
    from planner.optimising.solving import solve as solve

_HOME = {"solve": "solving"}
__getattr__ = late(__name__, _HOME)

__all__ = [
    "Answer",
    "Bought",
    "Candidate",
    "Demand",
    "Infeasible",
    "LeftOut",
    "Need",
    "Optimum",
    "Place",
    "Pool",
    "Problem",
    "Purchase",
    "Quota",
    "Served",
    "Shared",
    "Undecided",
    "Unpriceable",
    "solve",
]
