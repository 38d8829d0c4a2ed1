"""Where components phone home unless they are told not to."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class TelemetrySink:
    """Where a component phones home, and the switch that stops it."""

    component: str
    kind: str
    host: str
    possible: str
    """A set of countries in the grammar of `places`."""
    certain: str
    content: str
    on_by_default: str
    switch: str
    row: Row

    @property
    def note(self) -> str:
        """What it sends."""
        return self.content


def telemetry_sinks(folder: Path) -> tuple[TelemetrySink, ...]:
    """The rows of `telemetry_sinks.csv`, by component."""
    return tuple(_sink(record) for record in Table(folder, "telemetry_sinks.csv"))


def _sink(record: Record) -> TelemetrySink:
    return TelemetrySink(
        component=record.required("component"),
        kind=record.required("kind"),
        host=record.required("host"),
        possible=record.required("country"),
        certain=record.required("country_undisputed"),
        content=record.required("content"),
        on_by_default=record.required("on_by_default"),
        switch=record.text("switch"),
        row=record.row,
    )
