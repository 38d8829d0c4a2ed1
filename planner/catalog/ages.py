"""How old a fact is, and how old one of its class may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.catalog import digests
from planner.catalog.tables import Table
from planner.diagnostics import Row
from planner.errors import CatalogError
from planner.values import value

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@value
class AgeClass:
    """Facts that grow old at the same pace."""

    name: str
    days: int
    """A fact that is older is stale."""
    files: tuple[str, ...]
    where: Mapping[str, str]
    """Cells that a row has to have, by column; empty: every row of the files."""
    why: str


@value
class Stale:
    """A row that is older than it may be."""

    row: Row
    age_class: AgeClass
    days: int | None
    """Days since the earliest day that the row can speak of; None where it names none."""
    limit: int
    """Days that it may be old."""


class Ages:
    """The classes of a set, and the rows of its files by class."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, Table] = {}

    @cached_property
    def classes(self) -> tuple[AgeClass, ...]:
        """In the order in which they are tried."""
        read = digests.toml(self._folder, "ages.toml")
        return tuple(self._age_class(name, one) for name, one in read.items())

    def _age_class(self, name: str, one: Mapping[str, Any]) -> AgeClass:
        try:
            return AgeClass(
                name, one["days"], tuple(one["files"]), one.get("where", {}), one["why"]
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise CatalogError(
                f"{self._folder / 'ages.toml'}: {name} is no class of ages: {error}"
            ) from None

    def of(self, row: Row) -> AgeClass | None:
        """The class of a row; None for a fact that no class names, which never grows stale."""
        return next((one for one in self.classes if self._belongs(row, one)), None)

    def stale(
        self, rows: Iterable[Row], today: date, *, cap: int | None = None
    ) -> tuple[Stale, ...]:
        """Rows that are older than their class admits, in their order.

        `cap` is the most days that any class may admit.
        """
        judged = (self._judged(row, today, cap) for row in rows)
        return tuple(one for one in judged if one is not None)

    def _judged(self, row: Row, today: date, cap: int | None) -> Stale | None:
        age_class = self.of(row)
        if age_class is None:
            return None
        limit = age_class.days if cap is None else min(cap, age_class.days)
        days = age(row, today)
        return Stale(row, age_class, days, limit) if days is None or days > limit else None

    def _belongs(self, row: Row, one: AgeClass) -> bool:
        if not any(fnmatchcase(row.file, pattern) for pattern in one.files):
            return False
        return not one.where or self._has(row, one.where)

    def _has(self, row: Row, where: Mapping[str, str]) -> bool:
        if row.file not in self._tables:
            self._tables[row.file] = Table(self._folder, row.file)
        # the heading is line 1
        record = self._tables[row.file].record(row.line - 2)
        return all(record.text(column) == cell for column, cell in where.items())


def age(row: Row, today: date) -> int | None:
    """Days since the earliest day that a row can speak of; None where it names none.

    Below zero for a row of a later day.
    """
    since = earliest(row.as_of)
    return (today - since).days if since else None


def earliest(as_of: str) -> date | None:
    """The first day that `2026`, `2026-11` or `2026-11-20` can mean; None for anything else."""
    match = _DAY.fullmatch(as_of)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
