"""A bill: lines, what they rest on, and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

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
    """USD for one `unit`."""
    row: Row | None = None
    note: str = ""
    vendor: str = ""
    formula: str = ""

    @property
    def monthly(self) -> Range | None:
        """USD a month, unrounded; None where price or quantity is not known."""
        if self.unit_price is None or self.quantity is None:
            return None
        return self.quantity * self.unit_price


@value
class Bill:
    """What a topology costs in a month, in US dollars."""

    lines: tuple[Line, ...]

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

    def by_node(self) -> dict[str, Range]:
        """Node to its share of the total, in the order of the lines."""
        nodes: dict[str, list[Line]] = {}
        for line in self.lines:
            nodes.setdefault(line.node, []).append(line)
        return {node: _sum(lines) for node, lines in nodes.items()}


def _sum(lines: Iterable[Line]) -> Range:
    return total(line.monthly for line in lines if line.monthly is not None)
