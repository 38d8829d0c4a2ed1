"""A line of a bill, with everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase

from planner.catalog import Catalog, Source
from planner.cost.bill import Line
from planner.diagnostics import Row
from planner.values import value

_AMOUNTS = ("usd_per_mtok", "per_hour", "amount")
_SPOT_DAYS, _HOURLY_DAYS, _TOKEN_DAYS, _SERVICE_DAYS = 7, 180, 60, 365


@value
class Explanation:
    """A line with the whole row of its price and who says it."""

    line: Line
    cells: Mapping[str, str]
    """The row's cells by column; empty where there is no price, or no row of the catalogue."""
    source: Source | None
    address: str
    """Where the source can be read; empty where nobody says."""
    listed: Decimal | None
    """What the row itself says one unit costs."""
    age_days: int | None
    """From the row's date to the catalogue's instant; None where either is not known."""
    fresh_days: int | None
    """How old a price of its kind may be."""

    @property
    def factor(self) -> Decimal | None:
        """What the row's own amount is multiplied by; None where that is one, or not known."""
        price = self.line.unit_price
        if price is None or not self.listed or price == self.listed:
            return None
        return price / self.listed

    @property
    def is_stale(self) -> bool:
        """Whether the price is older than prices of its kind may be."""
        if self.age_days is None or self.fresh_days is None:
            return False
        return self.age_days > self.fresh_days


def explain(line: Line, catalog: Catalog) -> Explanation:
    """A line with the facts of the catalogue that made it; dates are counted to its instant."""
    if line.row is None:
        return Explanation(line, {}, None, "", None, None, None)
    cells = catalog.cells(line.row)
    source = catalog.source(line.row.source)
    return Explanation(
        line=line,
        cells=cells,
        source=source,
        address=source.address if source else _address(line.row.source),
        listed=_listed(cells),
        age_days=_age(line.row.as_of, catalog.evaluated_at.date()),
        fresh_days=_fresh_days(line.row, cells),
    )


def find(lines: Iterable[Line], words: str) -> tuple[Line, ...]:
    """The lines that `words` means: an id, a node, a glob, or any part of one id.

    A part that several ids have means all of them: whoever asks decides whether that will do.
    """
    known = tuple(lines)
    exact = tuple(line for line in known if words in (line.id, line.node))
    if exact:
        return exact
    if any(sign in words for sign in "*?["):
        return tuple(line for line in known if fnmatchcase(line.id, words))
    return tuple(line for line in known if words in line.id)


def nearest(lines: Iterable[Line], words: str) -> tuple[str, ...]:
    """Ids that look most like `words`, best first."""
    return tuple(get_close_matches(words, [line.id for line in lines], n=3, cutoff=0.4))


def _listed(cells: Mapping[str, str]) -> Decimal | None:
    written = next((cells[column] for column in _AMOUNTS if cells.get(column)), None)
    return None if written is None else Decimal(written)


def _address(source: str) -> str:
    """A source that is an address itself."""
    return source if source.startswith("https://") else ""


def _age(as_of: str, today: date) -> int | None:
    """Days since a date; since the first day of a month or year, where no more is said."""
    if not as_of:
        return None
    day = date.fromisoformat(f"{as_of}-01-01"[:10] if len(as_of) == 4 else f"{as_of}-01"[:10])  # noqa: PLR2004 - a year
    return max(0, (today - day).days)


def _fresh_days(row: Row, cells: Mapping[str, str]) -> int | None:
    """How long a price of its kind is taken to hold."""
    if row.file.startswith("tokens/"):
        return _TOKEN_DAYS
    if row.file.endswith("/services.csv"):
        return _SERVICE_DAYS
    if "per_hour" in cells:
        return _SPOT_DAYS if cells.get("purchase") == "spot" else _HOURLY_DAYS
    return None
