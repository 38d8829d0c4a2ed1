"""What whoever serves a model does with prompts: how long they stay, who reads them, what it adds.

A topic has a row for each way to call a kind that differs; sources that disagree make two bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from planner.catalog.selection import select
from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

Topic = Literal[
    "aggregates",
    "cache_hours",
    "carve_out",
    "human_review",
    "retention_days",
    "training",
    "wide_credential",
]


@value
class Practice:
    """One thing that sources say of a way to call a kind; `?`: they say that it is not known."""

    topic: str
    most: str
    """The worst that any source says."""
    least: str
    """What no source contradicts."""
    note: str
    row: Row

    @property
    def is_looked_up(self) -> bool:
        return not self.row.is_hearsay

    @property
    def flag(self) -> bool | None:
        """Of `yes` or `no`; None where sources differ or don't know."""
        return {"yes": True, "no": False}.get(self.most) if self.most == self.least else None


@value
class FeatureCover:
    """Whether an agreement with a vendor covers a feature that keeps data of its own."""

    feature: str
    zero_retention: bool | None
    """None: no source says."""
    baa: bool | None
    kept_days: int | None
    """How long it keeps what it is given; None: until that is deleted, or nobody says."""
    note: str
    row: Row


class Practices:
    """Practices by kind and topic, and features by kind."""

    def __init__(self, folder: Path) -> None:
        self._rows = Index(Table(folder, "handling.csv"), "kind", "topic")
        self._features = Index(Table(folder, "features.csv"), "kind", "feature")
        self._found: dict[tuple[str | None, ...], Practice | None] = {}

    def find(self, kind: str, topic: Topic, said: Mapping[str, str | None]) -> Practice | None:
        """The row that the spec's words select; None where no source covers them."""
        key = (kind, topic, *said.values())
        if key not in self._found:
            record = select(self._rows.all(kind, topic), said)
            self._found[key] = _practice(record) if record else None
        return self._found[key]

    def feature(self, kind: str, feature: str) -> FeatureCover | None:
        record = self._features.newest(kind, feature)
        return _cover(record) if record else None


def _practice(record: Record) -> Practice:
    most = record.required("value")
    return Practice(
        topic=record.required("topic"),
        most=most,
        least=record.text("undisputed") or most,
        note=record.text("note"),
        row=record.row,
    )


def _cover(record: Record) -> FeatureCover:
    return FeatureCover(
        feature=record.required("feature"),
        zero_retention=record.flag("zero_retention"),
        baa=record.flag("baa"),
        kept_days=record.integer("kept_days"),
        note=record.text("note"),
        row=record.row,
    )
