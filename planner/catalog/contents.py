"""What a set holds: its tables, their rows with their sources, and how old they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import partial
from itertools import chain

from planner.catalog import digests
from planner.catalog.ages import earliest
from planner.catalog.catalog import Catalog
from planner.catalog.keys import AMOUNTS, FROM, RATE, key_of
from planner.catalog.sources import Source
from planner.catalog.tables import Record, Table
from planner.diagnostics import Row
from planner.errors import CatalogError, UsageError
from planner.values import value

_CSV = ".csv"


@value
class Holding:
    """A table at a glance."""

    table: str
    rows: int
    oldest: str
    """As the row writes it; empty where no row names a day."""
    newest: str
    undated: int
    stale: Mapping[str, int]
    """Rows that are too old for their class, by class."""


@value
class Selection:
    """Rows of one table."""

    table: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    sources: Mapping[str, Source]
    """By id, of the rows."""


def tables(catalog: Catalog) -> tuple[str, ...]:
    """Names of the tables of a set, such as `clouds/aws/prices`, sorted."""
    files = digests.listed(catalog.folder)
    return tuple(sorted(file.removesuffix(_CSV) for file in files if file.endswith(_CSV)))


def holdings(catalog: Catalog, today: date) -> tuple[Holding, ...]:
    """Every table of a set at a glance."""
    return tuple(_holding(catalog, table, today) for table in tables(catalog))


def _holding(catalog: Catalog, name: str, today: date) -> Holding:
    records = tuple(Table(catalog.folder, name + _CSV))
    # a source has no source of its own
    rows = [Row(one.file, one.line, one.cells.get("as_of", "")) for one in records]
    days = sorted((row.as_of for row in rows if earliest(row.as_of)), key=_sortable)
    stale = catalog.stale(rows, today)
    return Holding(
        table=name,
        rows=len(rows),
        oldest=days[0] if days else "",
        newest=days[-1] if days else "",
        undated=len(rows) - len(days),
        stale=dict(sorted(Counter(one.age_class.name for one in stale).items())),
    )


def _sortable(as_of: str) -> date:
    return earliest(as_of) or date.min


def find_table(catalog: Catalog, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The table that words begin with, and the words that are left.

    A table goes by its name, or by parts of it that no other table has together: `aws prices`.

    Raises:
        UsageError: no table goes by them, or several do.
    """
    names = tables(catalog)
    for count in range(len(words), 0, -1):
        named = _named(names, words[:count])
        if len(named) == 1:
            return named[0], tuple(words[count:])
    several = _named(names, words[:1])
    if several and len(words) == 1:
        raise UsageError(
            f"`{words[0]}` is part of {len(several)} tables", mend=f"one of {', '.join(several)}"
        )
    raise _no_table(names, words)


def _named(names: Iterable[str], words: Sequence[str]) -> list[str]:
    parts = {part for word in words for part in word.removesuffix(_CSV).split("/")}
    asked = "/".join(words).removesuffix(_CSV)
    found = [name for name in names if parts <= set(name.split("/"))]
    return [name for name in found if name == asked] or found


def _no_table(names: Sequence[str], words: Sequence[str]) -> UsageError:
    short = {name.removeprefix("clouds/"): name for name in names} | {name: name for name in names}
    for count in range(len(words), 0, -1):
        near = get_close_matches("/".join(words[:count]), short, n=1, cutoff=0.7)
        if near:
            asked = " ".join(words[:count])
            return UsageError(
                f"no table is called `{asked}`", mend=f"did you mean `{short[near[0]]}`?"
            )
    return UsageError(
        f"no table is called `{words[0]}`", mend="`topoplan catalog list` names the tables"
    )


def select_rows(
    catalog: Catalog,
    table: str,
    words: Iterable[str] = (),
    where: Iterable[tuple[str, str]] = (),
) -> Selection:
    """Rows that hold every word in some cell, and whose columns match patterns; case is nothing.

    Raises:
        UsageError: the table has no such column.
    """
    found = Table(catalog.folder, table + _CSV)
    asked = tuple(where)
    for column, _ in asked:
        _require_column(column, found.columns, table)
    sought = tuple(word.casefold() for word in words)
    records = tuple(one for one in found if _holds(one, sought, asked))
    return Selection(table, found.columns, records, _sources(catalog, records))


def _require_column(column: str, columns: Sequence[str], table: str) -> None:
    if column not in columns:
        near = get_close_matches(column, columns, n=1)
        hint = f"did you mean `{near[0]}`? " if near else ""
        raise UsageError(
            f"{table} has no column `{column}`", mend=f"{hint}it has {', '.join(columns)}"
        )


def _holds(record: Record, words: Iterable[str], where: Iterable[tuple[str, str]]) -> bool:
    cells = [cell.casefold() for cell in record.cells.values()]
    return all(any(word in cell for cell in cells) for word in words) and all(
        fnmatchcase(record.text(column).casefold(), pattern.casefold()) for column, pattern in where
    )


def _sources(catalog: Catalog, records: Iterable[Record]) -> dict[str, Source]:
    used = sorted({record.cells.get("source", "") for record in records})
    found = (catalog.source(name) for name in used)
    return {source.id: source for source in found if source is not None}


def malformed(catalog: Catalog) -> tuple[str, ...]:
    """What no digest tells, a complaint a row; empty where all is well.

    Rows that don't fit their heading, prices that are none, two rows of one thing and day, and a
    manifest that lacks something.
    """
    told = (_faults(Table(catalog.folder, table + _CSV)) for table in tables(catalog))
    return tuple(filter(None, (_complaint(lambda: catalog.id), *chain.from_iterable(told))))


def _faults(table: Table) -> Iterator[str]:
    unread = _complaint(lambda: len(table))
    if unread:
        yield unread
        return
    known: dict[tuple[str, ...], Record] = {}
    for number in range(len(table)):
        yield _complaint(partial(_require_row, table, number, known))


def _require_row(table: Table, number: int, known: dict[tuple[str, ...], Record]) -> None:
    """Refuse a row that can't be used; `known` are the last rows above it, by what they are of."""
    record = table.record(number)
    for column in {*AMOUNTS, RATE} & record.cells.keys():
        record.positive(column)
    key = key_of(table.file) or ()
    thing = tuple(record.text(column) for column in key if column != FROM)
    before = known.get(thing) if FROM in key else None
    known[thing] = record
    if before is not None:
        record.require_after(before)


def _complaint(check: Callable[[], object]) -> str:
    try:
        check()
    except CatalogError as error:
        return error.message
    return ""
