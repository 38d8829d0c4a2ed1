"""A plan to what would better it: fixes, routes, wider policies, and the core of a conflict."""

from planner.solving.conflicting import Core, Demand, core
from planner.solving.judging import Judge, Seen, alike, judged, priced, replanned
from planner.solving.mending import mended
from planner.solving.options import (
    NewPool,
    Option,
    alone,
    called_sites,
    listed,
    placed,
    route_edits,
    slug,
)
from planner.solving.routing import Refused, Solution, called, solve
from planner.solving.widening import Relaxation, Relaxed, Widening, relax

__all__ = [
    "Core",
    "Demand",
    "Judge",
    "NewPool",
    "Option",
    "Refused",
    "Relaxation",
    "Relaxed",
    "Seen",
    "Solution",
    "Widening",
    "alike",
    "alone",
    "called",
    "called_sites",
    "core",
    "judged",
    "listed",
    "mended",
    "placed",
    "priced",
    "relax",
    "replanned",
    "route_edits",
    "slug",
    "solve",
]
