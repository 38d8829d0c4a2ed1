"""What it costs."""

from planner.cost.ages import StaleLine, stale_lines
from planner.cost.bill import Bill, Line
from planner.cost.estimating import estimate
from planner.cost.pools import SYSTEM_DISK_GIB, SYSTEM_NODES

__all__ = [
    "SYSTEM_DISK_GIB",
    "SYSTEM_NODES",
    "Bill",
    "Line",
    "StaleLine",
    "estimate",
    "stale_lines",
]
