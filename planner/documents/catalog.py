"""The facts as the JSON documents `topoplan/catalog-…/v1`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planner.catalog import (
    Catalog,
    CatalogSet,
    CellChange,
    Edition,
    Holding,
    RowChange,
    Selection,
    SetComparison,
    TableChange,
    set_digest,
)

_TENTH = Decimal("0.1")


def list_document(
    sets: Iterable[CatalogSet], in_use: CatalogSet, holdings: Iterable[Holding]
) -> dict[str, object]:
    """The sets, and the tables of the one in use."""
    return {
        "schema": "topoplan/catalog-list/v1",
        "sets": [
            {
                "id": one.id,
                "folder": str(one.folder),
                "sha256": set_digest(one),
                "shipped": one.shipped,
                "in_use": one.folder == in_use.folder,
            }
            for one in sets
        ],
        "tables": [
            {
                "table": one.table,
                "rows": one.rows,
                "oldest_as_of": one.oldest or None,
                "newest_as_of": one.newest or None,
                "undated": one.undated,
                "stale": dict(one.stale),
            }
            for one in holdings
        ],
    }


def show_document(selection: Selection, catalog: Catalog) -> dict[str, object]:
    """Rows of a table with their sources."""
    return {
        "schema": "topoplan/catalog-show/v1",
        "catalog": {"id": catalog.id, "sha256": catalog.sha256},
        "table": selection.table,
        "columns": list(selection.columns),
        "rows": [
            {
                "line": record.line,
                "cells": dict(record.cells),
            }
            for record in selection.records
        ],
        "sources": {
            one.id: {"title": one.title, "address": one.address or None}
            for one in selection.sources.values()
        },
    }


def diff_document(compared: SetComparison) -> dict[str, object]:
    """What became of each table that differs."""
    return {
        "schema": "topoplan/catalog-diff/v1",
        "before": _edition(compared.before),
        "after": _edition(compared.after),
        "tables": [_table(one) for one in compared.tables],
        "files": list(compared.files),
    }


def percent(change: RowChange) -> str | None:
    """By how much a price rose, to a tenth of a percent; None where that can't be said."""
    exact = change.percent
    return None if exact is None else f"{exact.quantize(_TENTH):+f}"


def _edition(one: Edition) -> dict[str, object]:
    return {"id": one.catalog.id, "sha256": one.catalog.sha256, "day": one.day or None}


def _table(one: TableChange) -> dict[str, object]:
    return {
        "table": one.table,
        "added": [_row(change) for change in one.added],
        "gone": [_row(change) for change in one.gone],
        "changed": [_row(change) for change in one.changed],
        "confirmed": one.confirmed,
    }


def _row(change: RowChange) -> dict[str, object]:
    return {
        "key": dict(change.key),
        "before": dict(change.before.cells) if change.before else None,
        "after": dict(change.after.cells) if change.after else None,
        "cells": [_cell(cell) for cell in change.cells],
        "percent": percent(change),
    }


def _cell(cell: CellChange) -> dict[str, object]:
    return {"column": cell.column, "before": cell.before, "after": cell.after}
