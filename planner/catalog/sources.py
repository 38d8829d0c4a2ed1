"""Where facts come from, and whole rows for who wants to see them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class Source:
    """Who says something."""

    id: str
    title: str
    address: str
    """Empty where it has none that anybody could open."""
    licence: str
    as_of: str


class Sources:
    """Sources by id, and the cells of the rows that name them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources = Index(Table(folder, "sources.csv"), "id")

    def find(self, source: str) -> Source | None:
        """A source by the id that rows bear; None for an address, or what nobody looked up."""
        record = self._sources.newest(source)
        if record is None:
            return None
        return Source(
            id=source,
            title=record.text("title"),
            address=record.text("address"),
            licence=record.text("licence"),
            as_of=record.text("as_of"),
        )

    def cells(self, row: Row) -> Mapping[str, str]:
        """Column to cell of a row; empty where the row isn't one of the catalogue's files."""
        table = Table(self._folder, row.file)
        number = row.line - 2
        return table.record(number).cells if 0 <= number < len(table) else {}
