"""The facts for a terminal, a sheet and a pull request."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from planner.catalog import (
    AMOUNTS,
    CatalogSet,
    Holding,
    RowChange,
    Selection,
    SetComparison,
    TableChange,
    set_digest,
)
from planner.documents import code, escaped, percent, table
from planner.views.diagnostics import visible

_SHORT = 12


def listed(
    sets: Iterable[CatalogSet], in_use: CatalogSet, holdings: Iterable[Holding]
) -> Iterator[str]:
    """The sets, the one in use with a star, then its tables."""
    found = [
        (
            "*" if one.folder == in_use.folder else " ",
            one.id,
            (set_digest(one) or "not whole")[:_SHORT],
            "shipped" if one.shipped else str(one.folder),
        )
        for one in sets
    ]
    yield from columns(("", "set", "sha256", "where"), found)
    yield ""
    rows = [
        (
            one.table,
            f"{one.rows:,}",
            one.oldest or "no day",
            one.newest or "no day",
            str(one.undated or ""),
            ", ".join(f"{count:,} {name}" for name, count in one.stale.items()),
        )
        for one in holdings
    ]
    heading = ("table", "rows", "oldest", "newest", "no day", "stale")
    yield from columns(heading, rows, right=(1, 4))


def rows_text(selection: Selection) -> Iterator[str]:
    """Rows below their heading, but for columns that none of them fills; then their sources."""
    if not selection.records:
        yield f"{selection.table}: no such row"
        return
    filled = [
        column
        for column in selection.columns
        if any(record.cells[column] for record in selection.records)
    ]
    rows = [
        (str(record.line), *(record.cells[column] for column in filled))
        for record in selection.records
    ]
    yield from columns(("line", *filled), rows, right=(0,))
    yield ""
    for one in selection.sources.values():
        yield visible(f"{one.id}: {one.title} {one.address}").rstrip()
    yield f"{len(rows):,} row(s) of {selection.table}"


def rows_csv(selection: Selection) -> str:
    """Rows as they stand, each with its line and its source's title and address."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("line", *selection.columns, "source_title", "source_address"))
    for record in selection.records:
        cited = selection.sources.get(record.cells.get("source", ""))
        told = (cited.title, cited.address) if cited else ("", "")
        writer.writerow((record.line, *record.cells.values(), *told))
    return out.getvalue().rstrip("\n")


def diff_text(compared: SetComparison) -> Iterator[str]:
    """A line a table, and below it a line a row."""
    for one in compared.tables:
        yield f"{one.table}: {_counts(one)}"
        rows = [(_mark(change), _key(change), *_told(change)) for change in _rows(one)]
        yield from (f"  {line}" for line in columns((), rows))
    for file in compared.files:
        yield f"{file}: changed"
    yield _verdict(compared)


def diff_markdown(compared: SetComparison) -> Iterator[str]:
    """A table a table."""
    yield f"## Facts: {escaped(compared.before.name)} → {escaped(compared.after.name)}"
    for one in compared.tables:
        yield f"\n### {code(one.table)}: {escaped(_counts(one))}\n"
        rows = [
            (_WORDS[_mark(change)], escaped(_key(change)), *map(escaped, _told(change)))
            for change in _rows(one)
        ]
        if rows:
            yield table(("", "row", "what", "since"), rows)
    for file in compared.files:
        yield f"\n{code(file)} has changed"
    yield f"\n{escaped(_verdict(compared))}"


def columns(
    heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> Iterator[str]:
    """Cells in columns as wide as the widest; no line ends in blanks."""
    shown = [[visible(cell) for cell in row] for row in rows]
    if heading:
        shown.insert(0, list(heading))
    widths = [max(map(len, cells)) for cells in zip(*shown, strict=True)]
    for row in shown:
        cells = (
            f"{cell:>{width}}" if place in right else f"{cell:<{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


_WORDS = {"+": "new", "-": "gone", "~": "changed"}


def _rows(one: TableChange) -> tuple[RowChange, ...]:
    return (*one.added, *one.gone, *one.changed)


def _mark(change: RowChange) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _key(change: RowChange) -> str:
    return " ".join(cell for cell in change.key.values() if cell)


def _told(change: RowChange) -> tuple[str, str]:
    """What a row says now, or how its cells changed; and of what day."""
    days = [one.cells.get("as_of") or "no day" for one in (change.before, change.after) if one]
    since = " -> ".join(dict.fromkeys(days))
    if change.cells:
        told = "; ".join(_cell(one.column, one.before, one.after) for one in change.cells)
        rise = percent(change)
        return (f"{told} ({rise} %)" if rise else told), since
    record = change.after or change.before
    cells = record.cells if record else {}
    priced = next((cells[name] for name in (*AMOUNTS, "ms") if cells.get(name)), "")
    return " ".join(filter(None, (priced, cells.get("currency", "")))), since


def _cell(column: str, before: str, after: str) -> str:
    return f"{column} {before or 'not known'} -> {after or 'not known'}"


def _counts(one: TableChange) -> str:
    repriced = sum(change.price is not None for change in one.changed)
    counts = {
        "new": len(one.added),
        "gone": len(one.gone),
        "repriced": repriced,
        "changed": len(one.changed) - repriced,
        "confirmed": one.confirmed,
    }
    return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)


def _verdict(compared: SetComparison) -> str:
    names = f"{compared.before.name} and {compared.after.name}"
    if not compared.tables and not compared.files:
        return f"{names} say the same"
    return f"{len(compared.tables) + len(compared.files)} file(s) of {names} differ"
