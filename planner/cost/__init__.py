"""What it costs. What only looking at a bill needs is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from planner.cost.ages import StaleLine, stale_lines
from planner.cost.bill import Bill, Line
from planner.cost.estimating import estimate
from planner.cost.pools import SYSTEM_DISK_GIB, SYSTEM_NODES

if TYPE_CHECKING:
    from planner.cost.attribution import NOBODY as NOBODY
    from planner.cost.attribution import SHARED as SHARED
    from planner.cost.attribution import Attribution as Attribution
    from planner.cost.attribution import By as By
    from planner.cost.attribution import Cause as Cause
    from planner.cost.attribution import Portion as Portion
    from planner.cost.attribution import by_endpoint as by_endpoint
    from planner.cost.attribution import by_node as by_node
    from planner.cost.attribution import by_vendor as by_vendor
    from planner.cost.comparing import Change as Change
    from planner.cost.comparing import Comparison as Comparison
    from planner.cost.explaining import Explanation as Explanation
    from planner.cost.explaining import explain as explain
    from planner.cost.explaining import find as find
    from planner.cost.explaining import nearest as nearest
    from planner.cost.gating import Gate as Gate
    from planner.cost.gating import Judgement as Judgement
    from planner.cost.gating import judge as judge

_HOME = {
    "Attribution": "attribution",
    "By": "attribution",
    "Cause": "attribution",
    "Change": "comparing",
    "Comparison": "comparing",
    "Explanation": "explaining",
    "Gate": "gating",
    "Judgement": "gating",
    "NOBODY": "attribution",
    "Portion": "attribution",
    "SHARED": "attribution",
    "by_endpoint": "attribution",
    "by_node": "attribution",
    "by_vendor": "attribution",
    "explain": "explaining",
    "find": "explaining",
    "judge": "gating",
    "nearest": "explaining",
}
"""Which file of the room a name lives in that is not imported at once."""

__all__ = [
    "NOBODY",
    "SHARED",
    "SYSTEM_DISK_GIB",
    "SYSTEM_NODES",
    "Attribution",
    "Bill",
    "By",
    "Cause",
    "Change",
    "Comparison",
    "Explanation",
    "Gate",
    "Judgement",
    "Line",
    "Portion",
    "StaleLine",
    "by_endpoint",
    "by_node",
    "by_vendor",
    "estimate",
    "explain",
    "find",
    "judge",
    "nearest",
    "stale_lines",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
