"""How long a packet takes to a region and back, as somebody measured it."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog.tables import Index, Record
from planner.diagnostics import Row
from planner.values import value


@value
class RoundTrip:
    """A measured round trip between two regions of a cloud, over its own network."""

    source_region: str
    destination_region: str
    ms: Decimal
    spread_ms: Decimal | None
    """One standard deviation; None where the source gives none."""
    row: Row


def round_trip(index: Index, a: str, b: str) -> RoundTrip | None:
    """The round trip from `a` to `b`, or else from `b` to `a`; None where nobody measured either.

    Raises:
        CatalogError: the time is missing, zero or negative: an unknown one has no row.
    """
    record = index.newest(a, b) or index.newest(b, a)
    return _round_trip(record) if record else None


def _round_trip(record: Record) -> RoundTrip:
    ms = record.decimal("ms")
    if ms is None or ms <= 0:
        raise record.malformed("`ms` must be above zero")
    return RoundTrip(
        record.required("source_region"),
        record.required("destination_region"),
        ms,
        record.decimal("spread_ms"),
        record.row,
    )
