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

    `nodes_at` never falls as the volume rises. A stair as wide as the one before takes a handful of
    calls of it, another one the logarithm of what they differ by.
    """
    first, width = 1, 1
    while first <= LARGEST and (nodes := nodes_at(first)) <= most:
        last = _last(nodes_at, first, nodes, width)
        yield Stair(nodes, first, last)
        if last is None:
            return
        first, width = last + 1, last + 1 - first


def _last(nodes_at: Callable[[int], int], first: int, nodes: int, width: int) -> int | None:
    """The greatest volume that `nodes` carry; None where they carry whatever is looked at.

    It is looked for around a stair of `width`, ever further away.
    """

    def is_beyond(volume: int) -> bool:
        return nodes_at(volume) > nodes

    carried, beyond, step = first, min(first + width, LARGEST), 1
    while not is_beyond(beyond):
        if beyond == LARGEST:
            return None
        carried, beyond = beyond, min(beyond + step, LARGEST)
        step *= 2
    step = 1
    while beyond - step > carried and is_beyond(beyond - step):
        beyond -= step
        step *= 2
    return bisected(is_beyond, max(carried, beyond - step), beyond) - 1


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
            yield Flip(_crossing(stair, saved), "own", stair.nodes)


def _crossing(stair: Stair, saved: Callable[[int, int], Decimal]) -> int:
    """The least volume of a stair on which owning saves, between ends of which only the last does.

    What is saved is nearly a line: the volume is where the line through both ends crosses zero, or
    right beside it. Where it isn't, halving finds it all the same.
    """

    def is_own(volume: int) -> bool:
        return saved(volume, stair.nodes) > 0

    low, high = stair.first, stair.end
    at_low, at_high = (saved(volume, stair.nodes) for volume in (low, high))
    guess = low + int((high - low) * -at_low / (at_high - at_low))
    for near in (guess, guess + 1, guess - 1):
        if low < near < high:
            low, high = (low, near) if is_own(near) else (near, high)
    return bisected(is_own, low, high)
