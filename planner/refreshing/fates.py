"""What becomes of one key of a table: the rows it has afterwards, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from planner.refreshing.observing import Observation, Refusal
from planner.refreshing.shapes import FROM, Shape
from planner.values import value

Cells = Mapping[str, str]
Key = tuple[str, ...]
Kind = Literal["added", "changed", "confirmed", "gone"]


@value
class Change:
    """What became of one key."""

    kind: Kind
    table: str
    key: Key
    old: str = ""
    new: str = ""


@value
class Fate:
    """The rows of a key after a refresh, and why they are these."""

    rows: tuple[Cells, ...]
    told: Change | Refusal


@value
class Occasion:
    """Of which table a key is, and when it is merged."""

    table: str
    shape: Shape
    today: str
    since: str
    """The first day of a ranked price."""

    def refusal(self, why: str, key: Key, values: str = "") -> Refusal:
        what = f"{self.table}: {' '.join(filter(None, key))} {values}"
        return Refusal(why, what.rstrip())

    def row(self, key: Key, seen: Observation, *, start: str = "") -> dict[str, str]:
        """A row that says what was seen, from a day on where the table has days."""
        said = {**dict(zip(self.shape.key, key, strict=True)), **seen.cells}
        said |= {FROM: start, "source": seen.source, "as_of": seen.as_of or self.today}
        return {column: said.get(column, "") for column in self.shape.columns}

    def confirmed(self, row: Cells, seen: Observation) -> Cells:
        """The same row, of who saw it last; never older than it was."""
        said = {"source": seen.source, "as_of": max(row["as_of"], seen.as_of or self.today)}
        if "confidence" in seen.cells:
            said["confidence"] = seen.cells["confidence"]
        return {**row, **said}
