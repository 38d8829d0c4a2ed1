"""The staircase of nodes over volume, and the volumes at which owning becomes cheaper or dearer.

Both are exact: a volume is a whole number of requests in a month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Literal

from planner.values import value

LARGEST = 10**12
"""Requests in a month beyond which nobody looks: 380,000 in each second."""


@value
class Stair:
    """Volumes that the same nodes carry, in requests a month."""

    nodes: int
    first: int
    last: int | None
    """None: up to whatever anybody looks at."""

    @property
    def end(self) -> int:
        """The last volume that is looked at."""
        return LARGEST if self.last is None else self.last


@value
class Flip:
    """The least volume from which on the other side is cheaper, until the next flip."""

    requests: int
    cheaper: Literal["own", "api"]
    nodes: int


def staircase(nodes_at: Callable[[int], int], most: int) -> Iterator[Stair]:
    """The stairs from one request a month up to `most` nodes, each as wide as its nodes carry.

    `nodes_at` never falls as the volume rises. A stair takes 2 log2 of its width calls of it.
    """
    first = 1
    while first <= LARGEST and (nodes := nodes_at(first)) <= most:
        last = _last(nodes_at, first, nodes)
        yield Stair(nodes, first, last)
        if last is None:
            return
        first = last + 1


def _last(nodes_at: Callable[[int], int], first: int, nodes: int) -> int | None:
    """The greatest volume that `nodes` carry; None where they carry whatever is looked at."""
    step, carried = 1, first
    while nodes_at(min(carried + step, LARGEST)) <= nodes:
        carried = min(carried + step, LARGEST)
        if carried == LARGEST:
            return None
        step *= 2
    return bisected(lambda volume: nodes_at(volume) > nodes, carried, carried + step) - 1


def bisected(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least number at which something holds that fails at `low`, and holds from there on."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def flips(stairs: Iterable[Stair], saved: Callable[[int, int], Decimal]) -> Iterator[Flip]:
    """Every volume at which the cheaper side changes, rising; nothing costs nothing on an API.

    `saved`: what owning saves in a month at a volume on so many nodes, below zero where it costs
    more. On a stair it only rises: prices of use fall in tiers, and those of an API by the token
    do not. Where both cost the same, the API is the cheaper one.
    """
    owns = False
    for stair in stairs:

        def is_own(volume: int, nodes: int = stair.nodes) -> bool:
            return saved(volume, nodes) > 0

        if is_own(stair.first) != owns:
            owns = not owns
            yield Flip(stair.first, "own" if owns else "api", stair.nodes)
        if not owns and is_own(stair.end):
            owns = True
            yield Flip(bisected(is_own, stair.first, stair.end), "own", stair.nodes)
