"""Both sides of a case over volume, as they are drawn."""

from __future__ import annotations

from planner.owning import Curve, climbed, compared, curve
from tests.owning.made import case


def _drawn(requests: int) -> Curve:
    found = curve(case(requests))
    assert isinstance(found, Curve)
    return found


def test_the_workload_is_where_the_break_even_says() -> None:
    drawn, even = _drawn(3_600_000), compared(case(3_600_000))

    assert drawn.now.requests == 3_600_000
    assert drawn.now.api == even.api_monthly.expected  # type: ignore[union-attr]
    assert drawn.now.own == even.own.monthly.expected  # type: ignore[union-attr]


def test_volumes_grow_and_nodes_never_become_fewer() -> None:
    points = _drawn(200_000_000).points
    volumes, nodes = [one.requests for one in points], [one.nodes for one in points]

    assert volumes == sorted(volumes)
    assert nodes == sorted(nodes)
    assert volumes[-1] >= 200_000_000


def test_the_curve_goes_as_far_as_the_first_flip_where_that_is_near() -> None:
    drawn = _drawn(3_600_000)
    flip = climbed(case(3_600_000)).flips[0].requests  # type: ignore[union-attr]

    assert drawn.points[-1].requests > min(flip, 6 * 3_600_000) * 0.99
