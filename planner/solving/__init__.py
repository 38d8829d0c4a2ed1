"""A plan to what would better it: fixes, routes, wider policies, and the core of a conflict."""

from planner.solving.conflicting import Core, Demand, core
from planner.solving.judging import Judge, alike
from planner.solving.mending import mended
from planner.solving.routing import Refused, Solution, solve
from planner.solving.widening import Relaxation, Relaxed, Widening, relax

__all__ = [
    "Core",
    "Demand",
    "Judge",
    "Refused",
    "Relaxation",
    "Relaxed",
    "Solution",
    "Widening",
    "alike",
    "core",
    "mended",
    "relax",
    "solve",
]
