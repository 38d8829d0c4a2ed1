"""A line of a bill, with everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase

from planner.catalog import AMOUNTS, AgeClass, Catalog, Source
from planner.cost.bill import Line
from planner.values import value


@value
class Explanation:
    """A line with the whole row of its price and who says it."""

    line: Line
    place: str
    """File and line of the row of its price; empty where it has none."""
    cells: Mapping[str, str]
    """The row's cells by column; empty where there is no price, or no row of the catalogue."""
    source: Source | None
    address: str
    """Where the source can be read; empty where nobody says."""
    listed: Decimal | None
    """What the row itself says one unit costs."""
    age_days: int | None
    """From the row's date to the catalogue's instant; None where either is not known."""
    age_class: AgeClass | None
    """Prices that grow old as this one does; None for one that never does."""
    is_stale: bool
    """Whether it is older than its class admits, or of a class and no day at all."""

    @property
    def factor(self) -> Decimal | None:
        """What the row's own amount is multiplied by; None where that is one, or not known."""
        price = self.line.unit_price
        if price is None or not self.listed or price == self.listed:
            return None
        return price / self.listed


def explain(line: Line, catalog: Catalog) -> Explanation:
    """A line with the facts of the catalogue that made it.

    Ages are counted to the catalogue's own instant: the same bill is explained in the same words on
    any day.
    """
    if line.row is None:
        return Explanation(line, "", {}, None, "", None, None, None, is_stale=False)
    cells = catalog.cells(line.row)
    source = catalog.source(line.row.source)
    then = catalog.evaluated_at.date()
    return Explanation(
        line=line,
        place=catalog.place(line.row),
        cells=cells,
        source=source,
        address=source.address if source else _address(line.row.source),
        listed=_listed(cells),
        age_days=catalog.age(line.row, then),
        age_class=catalog.age_class(line.row),
        is_stale=bool(catalog.stale((line.row,), then)),
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
    written = next((cells[column] for column in AMOUNTS if cells.get(column)), None)
    return None if written is None else Decimal(written)


def _address(source: str) -> str:
    """A source that is an address itself."""
    return source if source.startswith("https://") else ""
