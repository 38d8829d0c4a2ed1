"""A bill: lines, what they rest on, and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from planner.catalog import DOLLAR, ExchangeRate
from planner.diagnostics import Row
from planner.units import Range, total
from planner.values import value

Basis = Literal["fixed", "usage"]
Status = Literal["priced", "assumed", "unpriced"]


@value
class Use:
    """What is used in a month, before anybody says what it costs."""

    node: str
    item: str
    vendor: str
    """Who bills it: a cloud, or the kind of a provider; empty where nobody outside does."""
    quantity: Range | None
    """None where nobody states it."""
    unit: str
    basis: Basis
    formula: str = ""
    """How the quantity came about, in words and figures; empty where it says all itself."""

    @property
    def id(self) -> str:
        """Stable address, such as `gateways.main/fargate-vcpu`."""
        return f"{self.node}/{self.item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that costs money each month.

    `unpriced` lines have no amount: they are never counted as zero, and they make the
    total a lower bound. `assumed` lines rest on a price or a share that `note` explains.
    """

    id: str
    """Stable address, such as `gateways.main/fargate-vcpu`."""
    node: str
    item: str
    quantity: Range | None
    """None where nobody states it."""
    unit: str
    basis: Basis
    status: Status
    unit_price: Decimal | None = None
    """For one `unit`."""
    row: Row | None = None
    note: str = ""
    vendor: str = ""
    formula: str = ""
    currency: str = DOLLAR
    """Of the unit price. A bill has all lines in one currency; see `overlay.settled`."""
    unit_price_high: Decimal | None = None
    """What one unit costs at the dearest hour; None where the hour doesn't matter."""

    @property
    def monthly(self) -> Range | None:
        """Unrounded; None where price or quantity is not known."""
        if self.unit_price is None or self.quantity is None:
            return None
        month = self.quantity * self.unit_price
        if self.unit_price_high is None:
            return month
        return Range(month.low, month.expected, self.quantity.high * self.unit_price_high)


@value
class Bill:
    """What a topology costs in a month."""

    lines: tuple[Line, ...]
    exchange: ExchangeRate | None = None
    """The rate at which it was converted from US dollars; None where it is in them."""

    @property
    def currency(self) -> str:
        return self.exchange.currency if self.exchange else DOLLAR

    def at(self, rate: ExchangeRate | None) -> Bill:
        """The same bill at a rate, or in US dollars where there is none; still unrounded.

        A bill that is in the currency already keeps its own rate.
        """
        wanted = DOLLAR if rate is None else rate.currency
        if wanted == self.currency:
            return self
        back = Decimal(1) if self.exchange is None else 1 / self.exchange.per_usd
        factor = back if rate is None else back * rate.per_usd
        return Bill(tuple(_converted(line, wanted, factor) for line in self.lines), rate)

    @property
    def monthly(self) -> Range:
        """The sum of all priced lines; a lower bound if `at_least`."""
        return _sum(self.lines)

    @property
    def unpriced(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.status == "unpriced")

    @property
    def at_least(self) -> bool:
        """Whether something has no price, so that the total can only be more."""
        return bool(self.unpriced)

    @property
    def oldest(self) -> str | None:
        """The oldest date that a price of this bill speaks of; None if nothing is priced."""
        days = (line.row.as_of for line in self.lines if line.row and line.row.as_of)
        return min(days, default=None)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing of it has a price: then its sum says nothing, and is no zero."""
        return all(line.monthly is None for line in self.lines)

    def by_node(self) -> dict[str, Bill]:
        """Node to its part of the bill, in the order of the lines."""
        nodes: dict[str, list[Line]] = {}
        for line in self.lines:
            nodes.setdefault(line.node, []).append(line)
        return {node: Bill(tuple(lines), self.exchange) for node, lines in nodes.items()}


def _converted(line: Line, currency: str, factor: Decimal) -> Line:
    if line.unit_price is None:
        return replace(line, currency=currency)
    high = line.unit_price_high
    return replace(
        line,
        currency=currency,
        unit_price=line.unit_price * factor,
        unit_price_high=None if high is None else high * factor,
    )


def _sum(lines: Iterable[Line]) -> Range:
    return total(line.monthly for line in lines if line.monthly is not None)
