"""Whose machines an operator's service runs on, and from where its people reach what it holds."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Hosting:
    """That an operator's service runs on the machines or the technology of another, or its own."""

    operator: str
    on: str
    """The other's id; its own where it runs halls of its own."""
    note: str
    row: Row


@value
class SupportSites:
    """Countries from which an operator's people work; sets in the grammar of `places`."""

    operator: str
    possible: str
    certain: str
    note: str
    row: Row


class Hostings:
    """What operators run on and where their people are, by operator."""

    def __init__(self, folder: Path) -> None:
        self._hosting = Index(Table(folder, "hosting.csv"), "operator")
        self._support = Index(Table(folder, "support.csv"), "operator")

    def of(self, operator: str) -> tuple[Hosting, ...]:
        """Everything it is said to run on; empty where nobody says."""
        return tuple(
            Hosting(operator, record.required("on"), record.text("note"), record.row)
            for record in self._hosting.all(operator)
        )

    def support(self, operator: str) -> SupportSites | None:
        """Where its people work; None where nobody says."""
        record = self._support.newest(operator)
        if record is None:
            return None
        return SupportSites(
            operator=operator,
            possible=record.required("countries"),
            certain=record.required("countries_undisputed"),
            note=record.text("note"),
            row=record.row,
        )
