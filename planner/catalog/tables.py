"""CSV files of a set as rows that know where they stand, each held to its digest."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from planner.catalog import digests
from planner.catalog.keys import FROM
from planner.diagnostics import Row
from planner.errors import CatalogError
from planner.values import value

_MEND = (
    "`topoplan catalog verify` names every such row; mend it, or name another set with --catalog"
)


@value
class Record:
    """One row by column name. An empty cell means: not known."""

    file: str
    line: int
    cells: Mapping[str, str]
    folder: Path
    """Of the set that the file belongs to."""

    @property
    def row(self) -> Row:
        return Row(self.file, self.line, self.text("as_of"), self.text("source"))

    def text(self, column: str) -> str:
        """The cell as it stands, which may be empty.

        Raises:
            CatalogError: the file has no such column.
        """
        try:
            return self.cells[column]
        except KeyError:
            raise self.malformed(f"no column `{column}`") from None

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        text = self.text(column)
        if not text:
            raise self.malformed(f"`{column}` is empty")
        return text

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that is joined by `|`."""
        text = self.text(column)
        return tuple(text.split("|")) if text else ()

    def decimal(self, column: str) -> Decimal | None:
        """The number in the cell; None where it is empty."""
        text = self.text(column)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self.malformed(f"`{column}` is no number: {text}")
        return number

    def positive(self, column: str) -> Decimal:
        """The number in the cell, which must be there and above zero: a price is never unknown."""
        number = self.decimal(column)
        if number is None or number <= 0:
            raise self.malformed(f"`{column}` must be above zero")
        return number

    def require_after(self, other: Record) -> None:
        """Refuse to follow another row of the same thing that holds from this day on, or later."""
        since, before = self.cells.get(FROM), other.cells.get(FROM)
        if since is None or before is None or since > before:
            return
        if since == before:
            day = f"from {since} on" if since else "from no day on"
            raise self.malformed(
                f"line {other.line} says the same thing {day}: one of them has to go"
            )
        raise self.malformed(
            f"holds from {since} on, and stands below line {other.line} of {before}"
        )

    def integer(self, column: str) -> int | None:
        """The whole number in the cell; None where it is empty."""
        number = self.decimal(column)
        if number is not None and number != number.to_integral_value():
            raise self.malformed(f"`{column}` is no whole number: {number}")
        return None if number is None else int(number)

    def flag(self, column: str) -> bool | None:
        """`yes` or `no`; None for anything that is neither, such as `?` or `contested`."""
        return {"yes": True, "no": False}.get(self.text(column))

    def malformed(self, what: str) -> CatalogError:
        return CatalogError(f"{self.folder / self.file}:{self.line}: {what}", mend=_MEND)


class Table:
    """The rows of one file, read on first use; a file that a set doesn't list has none."""

    def __init__(self, folder: Path, file: str) -> None:
        self.file = file
        self._folder = folder

    @cached_property
    def _lines(self) -> list[list[str]]:
        text = digests.text(self._folder, self.file)
        if not text:
            return [[]]
        try:
            return list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error as error:
            raise CatalogError(f"{self._folder / self.file} is no CSV: {error}") from None

    def __len__(self) -> int:
        return len(self._lines) - 1

    @property
    def columns(self) -> tuple[str, ...]:
        """The heading."""
        return tuple(self._lines[0])

    def record(self, number: int) -> Record:
        """Row `number`, counted from 0 below the heading."""
        columns, cells = self._lines[0], self._lines[number + 1]
        line = number + 2
        if len(cells) != len(columns):
            raise CatalogError(
                f"{self._folder / self.file}:{line}: {len(cells)} cells for {len(columns)} columns",
                mend=_MEND,
            )
        return Record(self.file, line, dict(zip(columns, cells, strict=True)), self._folder)

    def __iter__(self) -> Iterator[Record]:
        return (self.record(number) for number in range(len(self)))

    def numbers_by(self, *columns: str) -> dict[tuple[str, ...], list[int]]:
        """Row numbers by the cells of some columns, in the order of the file."""
        numbers: dict[tuple[str, ...], list[int]] = {}
        heading, *rows = self._lines
        if not rows:
            return numbers
        # column by column, since zip makes the keys without a step of Python for each row
        cells = (map(itemgetter(place), rows) for place in self._places(heading, columns))
        for number, key in enumerate(zip(*cells, strict=True)):
            numbers.setdefault(key, []).append(number)
        return numbers

    def _places(self, heading: list[str], columns: tuple[str, ...]) -> list[int]:
        missing = [column for column in columns if column not in heading]
        if missing:
            raise CatalogError(f"{self._folder / self.file}:1: no column `{missing[0]}`")
        return [heading.index(column) for column in columns]


class Index:
    """A table by the cells of some columns; the last row of a key is the newest."""

    def __init__(self, table: Table, *columns: str) -> None:
        self.table = table
        self._columns = columns

    @cached_property
    def _numbers(self) -> dict[tuple[str, ...], list[int]]:
        return self.table.numbers_by(*self._columns)

    def newest(self, *key: str) -> Record | None:
        """The last row of a key; None where it has none.

        Raises:
            CatalogError: the row before it holds from the same day on, or from a later one.
        """
        numbers = self._numbers.get(key)
        if not numbers:
            return None
        record = self.table.record(numbers[-1])
        if len(numbers) > 1:
            record.require_after(self.table.record(numbers[-2]))
        return record

    def all(self, *key: str) -> tuple[Record, ...]:
        return tuple(self.table.record(number) for number in self._numbers.get(key, ()))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._numbers)
