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
    from planner.optimising.fronts import Front as Front
    from planner.optimising.fronts import Point as Point
    from planner.optimising.fronts import latency_front as latency_front
    from planner.optimising.fronts import strictness_front as strictness_front
    from planner.optimising.solving import Session as Session
    from planner.optimising.solving import solve as solve
    from planner.optimising.solving import sweep as sweep

_HOME = {
    "Front": "fronts",
    "Point": "fronts",
    "Session": "solving",
    "latency_front": "fronts",
    "solve": "solving",
    "strictness_front": "fronts",
    "sweep": "solving",
}
__getattr__ = late(__name__, _HOME)

__all__ = [
    "Answer",
    "Bought",
    "Candidate",
    "Demand",
    "Front",
    "Infeasible",
    "LeftOut",
    "Need",
    "Optimum",
    "Place",
    "Point",
    "Pool",
    "Problem",
    "Purchase",
    "Quota",
    "Served",
    "Session",
    "Shared",
    "Undecided",
    "Unpriceable",
    "latency_front",
    "solve",
    "strictness_front",
    "sweep",
]
