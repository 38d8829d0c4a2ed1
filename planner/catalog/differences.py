"""Two sets, or one set on two days, table by table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from planner.catalog import digests
from planner.catalog.catalog import Catalog
from planner.catalog.keys import AMOUNTS, FROM, key_of
from planner.catalog.sets import CatalogSet, find_set, known_sets
from planner.catalog.tables import Record, Table
from planner.values import value

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SAID_BY = ("as_of", "source", FROM)
"""Columns that say who says a row and when, and nothing else."""

_Key = tuple[str, ...]


@value
class Edition:
    """A set as it is, or without the prices that hold only after a day."""

    name: str
    catalog: Catalog
    day: str
    """Empty: all that it holds."""


@value
class CellChange:
    """A cell that two editions don't have alike."""

    column: str
    before: str
    after: str


@value
class RowChange:
    """What became of one thing; a table's rows of one key but for their date."""

    key: Mapping[str, str]
    before: Record | None
    """None for what is new."""
    after: Record | None
    """None for what is gone."""
    cells: tuple[CellChange, ...]
    """Of a row on both sides; who says it and when is left out."""

    @property
    def price(self) -> CellChange | None:
        """The amount that changed; None where none did."""
        return next((one for one in self.cells if one.column in AMOUNTS), None)

    @property
    def percent(self) -> Decimal | None:
        """By how much the price rose, in percent; None where the two can't be compared."""
        price = self.price
        if price is None or any(one.column in {"currency", "unit"} for one in self.cells):
            return None
        try:
            before, after = Decimal(price.before), Decimal(price.after)
        except InvalidOperation:
            return None
        return (after / before - 1) * 100 if before else None


@value
class TableChange:
    """What became of a table."""

    table: str
    added: tuple[RowChange, ...]
    gone: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    confirmed: int
    """Rows that say the same by another source, or of another day."""


@value
class SetComparison:
    """Two editions side by side."""

    before: Edition
    after: Edition
    tables: tuple[TableChange, ...]
    """Those that differ, by name."""
    files: tuple[str, ...]
    """Data files other than tables that differ."""


def edition(name: str, in_use: CatalogSet) -> Edition:
    """The edition that an id, a folder or a day names; a day is one of the set in use.

    Raises:
        UsageError, CatalogError: as of `find_set`.
    """
    is_day = _DAY.fullmatch(name) and all(one.id != name for one in known_sets())
    if is_day:
        return Edition(f"{in_use.id} on {name}", in_use.catalog, name)
    found = find_set(name)
    return Edition(found.id, found.catalog, "")


def compare_sets(before: Edition, after: Edition) -> SetComparison:
    """What was added, went, changed and was confirmed on the way from one edition to the other."""
    was, now = digests.listed(before.catalog.folder), digests.listed(after.catalog.folder)
    same_day = before.day == after.day
    files = sorted(was.keys() | now.keys())
    differing = [file for file in files if was.get(file) != now.get(file)]
    # on two days even the same file may say two things
    tables = [f for f in (differing if same_day else files) if f.endswith(".csv")]
    compared = (_compared(file, before, after) for file in tables)
    return SetComparison(
        before,
        after,
        tuple(one for one in compared if one.added or one.gone or one.changed or one.confirmed),
        tuple(file for file in differing if not file.endswith(".csv")),
    )


def _compared(file: str, before: Edition, after: Edition) -> TableChange:
    was, now = _newest(file, before), _newest(file, after)
    names = _series(file, (*was.values(), *now.values()))
    both = [_change(names, key, was[key], now[key]) for key in was if key in now]
    return TableChange(
        table=file.removesuffix(".csv"),
        added=tuple(_change(names, key, None, now[key]) for key in now if key not in was),
        gone=tuple(_change(names, key, was[key], None) for key in was if key not in now),
        changed=tuple(one for one in both if one.cells),
        confirmed=sum(not one.cells and _said_anew(one) for one in both),
    )


def _newest(file: str, of: Edition) -> dict[_Key, Record]:
    """The last row of each thing, whose rows stand in the order of their dates."""
    records = [one for one in Table(of.catalog.folder, file) if _holds_on(one, of.day)]
    names = _series(file, records)
    return {tuple(one.cells.get(name, "") for name in names): one for one in records}


def _holds_on(record: Record, day: str) -> bool:
    return not day or record.cells.get(FROM, "") <= day


def _series(file: str, records: tuple[Record, ...] | list[Record]) -> tuple[str, ...]:
    """The columns that tell one thing from another; of a table nobody told of, all of them."""
    key = key_of(file)
    if key is None:
        key = tuple(records[0].cells) if records else ()
    return tuple(column for column in key if column != FROM)


def _change(
    names: tuple[str, ...], key: _Key, before: Record | None, after: Record | None
) -> RowChange:
    named = dict(zip(names, key, strict=True))
    return RowChange(named, before, after, tuple(_cells(before, after)))


def _cells(before: Record | None, after: Record | None) -> Iterator[CellChange]:
    if before is None or after is None:
        return
    for column in dict.fromkeys((*before.cells, *after.cells)):
        was, now = before.cells.get(column, ""), after.cells.get(column, "")
        if was != now and column not in _SAID_BY:
            yield CellChange(column, was, now)


def _said_anew(change: RowChange) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and before.cells != after.cells
