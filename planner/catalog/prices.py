"""What one unit of something costs, and which row says so."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog.tables import Record
from planner.diagnostics import Row
from planner.values import value


@value
class Price:
    """A list price for one `unit`, before any use; never zero."""

    amount: Decimal
    currency: str
    unit: str
    as_of: str
    """ISO date, or the part of one that the source gives; empty where it gives none."""
    row: Row
    region: str = ""
    """Where it holds; `*` for every region of the cloud."""
    confidence: str = "A"
    """A list price, B second hand, C derived."""

    def __mul__(self, factor: Decimal) -> Price:
        return Price(
            self.amount * factor,
            self.currency,
            self.unit,
            self.as_of,
            self.row,
            self.region,
            self.confidence,
        )


def price(record: Record, column: str, *, unit: str) -> Price:
    """A row with an amount in `column` to a Price.

    Raises:
        CatalogError: the amount is missing, zero or negative: an unknown price has no row.
    """
    return Price(
        amount=record.positive(column),
        currency=record.cells.get("currency") or "USD",
        unit=unit,
        as_of=record.text("as_of"),
        row=record.row,
        region=record.cells.get("region", ""),
        confidence=record.cells.get("confidence") or "A",
    )
