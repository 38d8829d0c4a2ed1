"""Which lines of a bill rest on prices that are older than they may be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.catalog import Catalog
from planner.cost.bill import Bill, Line
from planner.values import value

if TYPE_CHECKING:
    from planner.catalog import Stale  # a check asks for no age


@value
class StaleLine:
    """A line, and the row that is too old for it."""

    line: Line
    stale: Stale


def stale_lines(
    bill: Bill, catalog: Catalog, today: date, *, cap: int | None = None
) -> tuple[StaleLine, ...]:
    """Lines whose price is older than its class admits, or than `cap` days where that is less."""
    return tuple(
        StaleLine(line, stale)
        for line in bill.lines
        if line.row is not None
        for stale in catalog.stale((line.row,), today, cap=cap)
    )
