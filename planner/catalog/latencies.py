"""How long APIs take to answer, as somebody else saw it: an expectation, never a promise."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Latency:
    """What somebody measured of a model on one kind of provider, in milliseconds."""

    kind: str
    model: str
    region: str
    """Empty where the source names none."""
    ttft_p50_ms: Decimal | None
    ttft_p95_ms: Decimal | None
    """To the first token."""
    token_p50_ms: Decimal | None
    token_p95_ms: Decimal | None
    """For each token after the first."""
    measured_from: str
    confidence: str
    row: Row


class Latencies:
    """Latencies of APIs by kind of provider, model and region."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(Table(folder, "latencies.csv"), "kind", "model", "region")

    def of(self, kind: str, model: str, region: str) -> Latency | None:
        """What is known of the very region, or else of none in particular; None: nobody says."""
        record = self._index.newest(kind, model, region) or self._index.newest(kind, model, "")
        return _latency(record) if record else None


def _latency(record: Record) -> Latency:
    return Latency(
        kind=record.required("kind"),
        model=record.required("model"),
        region=record.text("region"),
        ttft_p50_ms=record.decimal("ttft_p50_ms"),
        ttft_p95_ms=record.decimal("ttft_p95_ms"),
        token_p50_ms=record.decimal("token_p50_ms"),
        token_p95_ms=record.decimal("token_p95_ms"),
        measured_from=record.text("measured_from"),
        confidence=record.required("confidence"),
        row=record.row,
    )
