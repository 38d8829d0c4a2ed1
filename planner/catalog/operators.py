"""Who runs a service, who owns them, and whose law may reach them; how often they are out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.units import Range
from planner.values import value

_HOURS_IN_30_DAYS = Decimal(720)


@value
class Operator:
    """A company that can be compelled to hand data over."""

    id: str
    kind: str
    legal_entity: str
    home: str
    """Country of the legal entity."""
    parent: str
    parent_country: str
    """Country of the ultimate parent."""
    us_cloud_act: str
    """`yes`, `no`, or the source's own words where that is disputed."""
    note: str
    row: Row


@value
class Outages:
    """How long LLM APIs are out, from their own incident reports of major severity."""

    share: Range
    """Fractions of time: the best service, the mean, the worst."""
    rows: tuple[Row, ...]


class Operators:
    """Operators and the outages of their APIs."""

    def __init__(self, folder: Path) -> None:
        self._operators = Index(Table(folder, "operators.csv"), "operator")
        self._outages = Table(folder, "outages.csv")

    def find(self, name: str) -> Operator | None:
        record = self._operators.newest(name)
        return _operator(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._operators)

    @cached_property
    def outages(self) -> Outages:
        """Share of time that an LLM API is out: incidents a month times their mean length."""
        shares = list(self._api_outages())
        numbers = sorted(share for share, _ in shares)
        mean = sum(numbers, Decimal(0)) / len(numbers)
        return Outages(Range(numbers[0], mean, numbers[-1]), tuple(row for _, row in shares))

    def _api_outages(self) -> Iterator[tuple[Decimal, Row]]:
        for record in self._outages:
            if record.text("severity") == "major" and record.text("service").endswith(" API"):
                yield _share(record), record.row


def _operator(record: Record) -> Operator:
    return Operator(
        id=record.required("operator"),
        kind=record.required("kind"),
        legal_entity=record.required("legal_entity"),
        home=record.required("home"),
        parent=record.required("parent"),
        parent_country=record.required("parent_country"),
        us_cloud_act=record.required("us_cloud_act"),
        note=record.text("note"),
        row=record.row,
    )


def _share(record: Record) -> Decimal:
    incidents, hours = record.decimal("incidents_per_30_days"), record.decimal("hours_mean")
    if incidents is None or hours is None:
        raise record.malformed("an outage needs `incidents_per_30_days` and `hours_mean`")
    return incidents * hours / _HOURS_IN_30_DAYS
