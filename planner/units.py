"""Physical and monetary quantities; every number that has a unit has a type here.

Money is `Decimal`, never `float`: a bill is summed over hundreds of lines and must not drift.
It is rounded once, where it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Self

from planner.values import value

MONTH_HOURS = Decimal(730)
"""Hours in a billing month: 365 * 24 / 12, the convention of the clouds' own calculators."""

_CENT = Decimal("0.01")

EXACT = Context(prec=200)
"""Room for every digit of a product of three amounts of 28 digits, and of sums of thousands."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in one currency; adding two currencies is a `TypeError`, not a conversion."""

    amount: Decimal
    currency: str = "USD"

    def __add__(self, other: Self) -> Self:
        if self.currency != other.currency:
            raise TypeError(f"cannot add {other.currency} to {self.currency}")
        return type(self)(self.amount + other.amount, self.currency)

    def __mul__(self, times: Decimal | int) -> Self:
        return type(self)(self.amount * times, self.currency)

    def rounded(self) -> Decimal:
        """The amount in whole cents, half a cent up."""
        return cents(self.amount)

    def __str__(self) -> str:
        return f"{self.rounded():,.2f} {self.currency}"


@value
class Range:
    """A quantity that is known as low, expected and high; equal where nothing varies."""

    low: Decimal
    expected: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int) -> Self:
        """A range without width."""
        number = Decimal(value)
        return cls(number, number, number)

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.low + other.low, self.expected + other.expected, self.high + other.high
        )

    def __mul__(self, times: Decimal | int) -> Self:
        return type(self)(self.low * times, self.expected * times, self.high * times)


def total(amounts: Iterable[Range]) -> Range:
    """The sum without any rounding: the same in whatever order and groups it is made."""
    known = tuple(amounts)
    with localcontext(EXACT):
        return sum(known, Range.exactly(0))


def cents(amount: Decimal) -> Decimal:
    """An amount of any currency in whole hundredths, half of one up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A quantity without exponent or trailing zeros, to at most six places."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return text or "0"
