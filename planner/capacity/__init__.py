"""Open-weight models on GPUs: what a replica carries, and how many of them a load needs."""

from planner.capacity.benchmarks import Point, Unjudged, expected, point, predicted
from planner.capacity.capacity import (
    MONTH_SECONDS,
    Basis,
    Bound,
    Deadline,
    Estimate,
    Fleet,
    Load,
    Measurement,
    Replica,
    Unfit,
)
from planner.capacity.constants import Constants, constants
from planner.capacity.estimating import estimate, over, sizes, smallest
from planner.capacity.fleets import fleet, utilisation
from planner.capacity.measuring import measured, measurements
from planner.capacity.second_opinions import second_opinion

__all__ = [
    "MONTH_SECONDS",
    "Basis",
    "Bound",
    "Constants",
    "Deadline",
    "Estimate",
    "Fleet",
    "Load",
    "Measurement",
    "Point",
    "Replica",
    "Unfit",
    "Unjudged",
    "constants",
    "estimate",
    "expected",
    "fleet",
    "measured",
    "measurements",
    "over",
    "point",
    "predicted",
    "second_opinion",
    "sizes",
    "smallest",
    "utilisation",
]
