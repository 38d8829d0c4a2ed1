"""A month's use, cut where a price list cuts it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from planner.units import Range

_ENDLESS = Decimal("Infinity")


def shares(quantity: Range, starts: tuple[Decimal, ...]) -> tuple[Range, ...]:
    """The part of a quantity that falls into each tier, given where the tiers begin.

    `starts` rise from 0. The parts add up to the quantity, and none falls where it grows.
    """
    return tuple(_within(quantity, start, end) for start, end in pairwise((*starts, _ENDLESS)))


def _within(quantity: Range, start: Decimal, end: Decimal) -> Range:
    return Range(
        *(
            max(min(amount, end) - start, Decimal(0))
            for amount in (quantity.low, quantity.expected, quantity.high)
        )
    )
