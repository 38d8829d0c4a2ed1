"""How a ranked table takes a model's price: its steps stand or fall together.

A changed price is appended as a generation of ranks above the old ones, in force from a day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from planner.refreshing.fates import Cells, Change, Fate, Key, Kind, Occasion
from planner.refreshing.observing import Observation, plain


def ranked(at: Occasion, key: Key, rows: Sequence[Cells], seen: Sequence[Observation]) -> Fate:
    """The steps of one model's price: confirmed as they stand, or appended as a generation."""
    drawn = [{**dict(zip(at.shape.key, one.key, strict=True)), **one.cells} for one in seen]
    top = max((int(row["rank"]) for row in rows), default=-1)
    first = top - max(int(row["rank"]) for row in drawn)
    newest = [row for row in rows if int(row["rank"]) >= first]
    old, new = _range(newest, at.shape.amount), _range(drawn, at.shape.amount)
    if rows and first >= 0 and _says(newest, first, at.since) == _says(drawn, 0, at.since):
        older = [row for row in rows if int(row["rank"]) < first]
        confirmed = (at.confirmed(row, seen[0]) for row in newest)
        return Fate((*older, *confirmed), Change("confirmed", at.table, key, old=old, new=old))
    said = {"source": seen[0].source, "as_of": seen[0].as_of or at.today}
    following = (_moved(row, top + 1, at.since) if rows else row for row in drawn)
    kind: Kind = "changed" if rows else "added"
    return Fate(
        (*rows, *({**row, **said} for row in following)),
        Change(kind, at.table, key, old=old if rows else "", new=new),
    )


def _moved(row: Cells, first: int, day: str) -> Cells:
    """A drawn row above the ranks that are there, in force from a day on.

    The first step holds where no other does, whatever its own condition: below it there are
    older steps now, which must not be reached.
    """
    rank = int(row["rank"])
    condition = {"valid_from": max(row["valid_from"], day)}
    if rank == 0:
        condition = {"valid_from": day, "clock_from": "", "clock_to": ""}
    return {**row, **condition, "rank": str(rank + first)}


def _says(rows: Iterable[Cells], first: int, day: str) -> set[tuple[str, ...]]:
    """What a generation of rows says from a day on, whatever its ranks start at."""
    drawn = ({**row, "rank": str(int(row["rank"]) - first)} for row in rows)
    return {
        (
            *(moved[column] for column in ("rank", "valid_from", "clock_from", "clock_to")),
            moved["class"],
            str(int(moved["from_tokens"])),
            plain(Decimal(moved["usd_per_mtok"])),
        )
        for moved in (_moved(row, 0, day) for row in drawn)
    }


def _range(rows: Iterable[Cells], amount: str) -> str:
    """The prices of the newest step's classes, in the words of a summary."""
    rows = list(rows)
    top = max((int(row["rank"]) for row in rows), default=0)
    return ", ".join(
        f"{row['class']} {row[amount]}"
        for row in rows
        if int(row["rank"]) == top and row["from_tokens"] == "0"
    )
