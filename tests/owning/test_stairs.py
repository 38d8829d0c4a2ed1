"""Stairs and flips are exact, whatever the stairs are like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.owning import Flip, Stair, flips, staircase
from planner.owning.stairs import LARGEST

ENDS = st.lists(st.integers(1, 60), min_size=1, max_size=12).map(lambda w: list(accumulate(w)))
"""The last volume of each stair."""


def by_ends(ends: list[int]) -> Callable[[int], int]:
    """Nodes at a volume: one more behind each end, and as many as at the last beyond it."""
    return lambda volume: min(bisect_left(ends, volume), len(ends) - 1) + 1


@pytest.mark.property
@given(ENDS)
def test_every_volume_stands_on_the_stair_of_its_nodes(ends: list[int]) -> None:
    nodes_at = by_ends(ends)
    stairs = list(staircase(nodes_at, len(ends) + 1))

    assert stairs[0].first == 1
    assert stairs[-1].last is None
    for stair in stairs:
        volumes = range(stair.first, min(stair.end, ends[-1]) + 1)
        assert {nodes_at(volume) for volume in volumes} <= {stair.nodes}
    for lower, higher in pairwise(stairs):
        assert lower.last is not None
        assert (lower.last + 1, lower.nodes) < (higher.first + 1, higher.nodes)
        assert lower.last + 1 == higher.first


def test_stairs_end_at_the_most_nodes() -> None:
    assert [stair.nodes for stair in staircase(lambda volume: 1 + volume // 1000, 3)] == [1, 2, 3]


def test_nodes_that_carry_everything_have_one_stair_without_an_end() -> None:
    (only,) = staircase(lambda _: 2, 64)

    assert only == Stair(2, 1, None)
    assert only.end == LARGEST


@pytest.mark.property
@given(ENDS, st.integers(0, 50), st.integers(1, 40), st.integers(1, 8))
def test_flips_are_those_that_looking_at_every_volume_finds(
    ends: list[int], fixed: int, node: int, request: int
) -> None:
    nodes_at, last = by_ends(ends), ends[-1]
    stairs = [Stair(s.nodes, s.first, s.last or last) for s in staircase(nodes_at, len(ends))]

    def saved(volume: int, nodes: int) -> Decimal:
        return Decimal(request * volume - fixed - node * nodes)

    owns, expected = False, []
    for volume in range(1, max(stair.end for stair in stairs) + 1):
        if (saved(volume, nodes_at(volume)) > 0) != owns:
            owns = not owns
            expected.append(Flip(volume, "own" if owns else "api", nodes_at(volume)))

    assert list(flips(stairs, saved)) == expected


def test_a_bend_on_a_stair_hides_no_flip() -> None:
    def saved(volume: int, _: int) -> Decimal:
        return Decimal(volume - 900 if volume < 500 else 3 * volume - 1900)

    (flip,) = flips([Stair(1, 1, 1000)], saved)

    assert flip == Flip(634, "own", 1)
