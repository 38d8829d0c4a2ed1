"""Open-weight models on GPUs: what a replica carries, and how many of them a load needs."""

from planner.capacity.capacity import (
    MONTH_SECONDS,
    Basis,
    Bound,
    Deadline,
    Estimate,
    Fleet,
    Load,
    Replica,
    Unfit,
)
from planner.capacity.estimating import estimate, smallest
from planner.capacity.fleets import fleet

__all__ = [
    "MONTH_SECONDS",
    "Basis",
    "Bound",
    "Deadline",
    "Estimate",
    "Fleet",
    "Load",
    "Replica",
    "Unfit",
    "estimate",
    "fleet",
    "smallest",
]
