"""Both sides of a case over volume, as a picture needs them: exact at every node that is added."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.capacity import Unfit
from planner.owning.breaking_even import Climb, climb
from planner.owning.calculating import Point
from planner.owning.cases import Case, own_side, the_api_side
from planner.values import value

_MOST = 48
"""Stairs that are drawn one by one: more of them look like a line."""
_FAR = 6
"""Times the workload beyond which a flip isn't drawn."""


@value
class Curve:
    """What an API and owning cost at growing volumes, in US dollars a month as expected."""

    points: tuple[Point, ...]
    """Both ends of each stair; between them both sides are straight, but for tiers of prices."""
    now: Point
    """At the workload's own volume."""
    climb: Climb


def curve(case: Case) -> Curve | Unfit:
    """Both sides from no volume to past the workload, and past the first flip if it is near.

    Raises:
        UsageError: as `planner.owning.compared`.
    """
    own = own_side(case)
    if isinstance(own, Unfit):
        return own
    api, steps = the_api_side(case), climb(the_api_side(case), own)

    def point(requests: int, nodes: int) -> Point:
        volume = Decimal(requests)
        bills = api.bill(volume), own.bill(volume, nodes)
        return Point(requests, nodes, *(bill.monthly.expected for bill in bills))

    requests = int(case.load.requests)
    ends = _ends(steps, _extent(requests, steps))
    points = tuple(point(*end) for end in ends)
    return Curve(points, point(requests, own.fleet(case.load.requests).nodes), steps)


def _extent(requests: int, steps: Climb) -> int:
    flip = steps.flips[0].requests if steps.flips else 0
    return max(requests * 3 // 2, flip * 4 // 3 if flip < _FAR * requests else 0, 1)


def _ends(steps: Climb, most: int) -> Iterator[tuple[int, int]]:
    """Volume and nodes at the ends of stairs; of very many stairs, of some."""
    seen = [stair for stair in steps.stairs if stair.first <= most]
    stride = -(-len(seen) // _MOST)
    for number, stair in enumerate(seen):
        if number % stride == 0 or stair is seen[-1]:
            yield stair.first, stair.nodes
            yield min(stair.end, most), stair.nodes
