"""Rows of a table and what a source lists today to the rows of the next set.

Prices are appended and never overwritten: an equal price only moves `as_of` and `source` of the
newest row of its key, another price follows it with a later `from`, and what a source no longer
lists keeps its row. What can't be trusted is refused by name and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.refreshing.observing import Cover, Observation, Refusal, decimal, plain
from planner.refreshing.shapes import FROM, Shape, shape_of
from planner.values import value

Cells = Mapping[str, str]

Kind = Literal["added", "changed", "confirmed", "gone"]

_SAME = Decimal("0.000005")
"""Prices whose relative distance is below this are one: sources round to six decimals, and on a
part of a GPU that costs 0.22 USD an hour that is two millionths."""

_FAR = 20
"""No list price is known to have moved so far at once; placeholders and other units are further."""


@value
class Known:
    """The names that an observation may use."""

    regions: Mapping[str, frozenset[str]]
    """By cloud."""
    machines: Mapping[str, frozenset[str]]
    """By cloud."""
    zones: Mapping[str, frozenset[str]]
    """By `cloud:region`, where the catalogue names them."""
    currencies: frozenset[str]


@value
class Change:
    """What became of one key."""

    kind: Kind
    table: str
    key: tuple[str, ...]
    old: str = ""
    new: str = ""


@value
class Merged:
    """The rows of a table after a refresh, and what happened to them."""

    table: str
    rows: tuple[Cells, ...]
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def merge(
    table: str,
    rows: Sequence[Cells],
    observed: Iterable[Observation],
    covers: Iterable[Cover],
    *,
    known: Known,
    day: date,
    since: date | None = None,
) -> Merged:
    """A table of the base set and what was observed of it to the table of the next set.

    `observed` is all that any step saw of the table; its order doesn't matter. Ranked prices hold
    from `since` on, the day of the instant that the next set is read at, or else from `day` on.
    """
    shape = shape_of(table)
    by_key: dict[tuple[str, ...], list[Observation]] = {}
    for one in observed:
        by_key.setdefault(_group(shape, one.key), []).append(one)
    ledger = _Ledger(table, shape, rows, day, since or day)
    for key in sorted(by_key):
        if why := _unfit(shape, table, by_key[key], known):
            ledger.refuse(why, key)
        else:
            ledger.take(key, by_key[key])
    ledger.miss(by_key, covers)
    return ledger.merged()


class _Ledger:
    """The rows of one table while they are merged."""

    def __init__(
        self, table: str, shape: Shape, rows: Sequence[Cells], day: date, since: date
    ) -> None:
        self._table = table
        self._shape = shape
        self._day = day.isoformat()
        self._since = since.isoformat()
        self._of: dict[tuple[str, ...], list[Cells]] = {}
        for row in sorted(rows, key=self._order):
            self._of.setdefault(_group(shape, self._key(row)), []).append(row)
        self._changes: list[Change] = []
        self._refusals: list[Refusal] = []
        self._amounts: dict[tuple[str, ...], list[Decimal]] | None = None

    def refuse(self, why: str, key: tuple[str, ...], values: str = "") -> None:
        what = f"{self._table}: {' '.join(filter(None, key))} {values}"
        self._refusals.append(Refusal(why, what.rstrip()))

    def take(self, key: tuple[str, ...], seen: list[Observation]) -> None:
        """Merge what was seen of one key, which is fit to be merged."""
        match self._shape.growth:
            case "dated":
                self._date(key, seen[0])
            case "current":
                self._replace(key, seen[0])
            case "ranked":
                self._rank(key, seen)

    def miss(
        self, seen: Mapping[tuple[str, ...], list[Observation]], covers: Iterable[Cover]
    ) -> None:
        """Tell the keys that a source would have listed and did not."""
        covers = tuple(covers)
        gone = [
            key
            for key, rows in self._of.items()
            if key not in seen and any(cover.includes(rows[-1]) for cover in covers)
        ]
        for key in sorted(gone):
            old = self._of[key][-1].get(self._shape.amount, "")
            self._changes.append(Change("gone", self._table, key, old=old))

    def merged(self) -> Merged:
        rows = sorted((row for rows in self._of.values() for row in rows), key=self._order)
        return Merged(self._table, tuple(rows), tuple(self._changes), tuple(self._refusals))

    def _date(self, key: tuple[str, ...], seen: Observation) -> None:
        rows, amount = self._of.get(key), self._shape.amount
        if rows is None:
            if not self._plausible(key, seen.cells[amount]):
                self.refuse("implausible_price", key, seen.cells[amount])
                return
            self._of[key] = [self._row(key, seen, start=seen.as_of or self._day)]
            self._changes.append(Change("added", self._table, key, new=seen.cells[amount]))
            return
        newest = rows[-1]
        old, new = newest[amount], seen.cells[amount]
        if _equal(old, new) and newest["currency"] == seen.cells.get("currency", key[0]):
            rows[-1] = self._confirmed(newest, seen)
            self._changes.append(Change("confirmed", self._table, key, old=old, new=old))
            return
        if not self._plausible(key, new):
            self.refuse("implausible_price", key, f"{old} -> {new}")
            return
        start = seen.as_of if seen.as_of > newest[FROM] else self._day
        if start <= newest[FROM]:
            self.refuse("two_prices_in_a_day", key, f"{old} -> {new}")
            return
        row = {**_beyond(self._shape, newest), **self._row(key, seen, start=start)}
        # what one unit of an item is was settled by its first row
        rows.append({**row, "unit": newest["unit"]} if "unit" in row else row)
        self._changes.append(Change("changed", self._table, key, old=old, new=new))

    def _plausible(self, key: tuple[str, ...], amount: str) -> bool:
        """Whether an amount is near that of the same thing, here and in other regions.

        What is twenty times as dear, or a twentieth, is a placeholder or is meant for another unit.
        Where nothing is known to compare it with, it is taken as it stands.
        """
        known = self._known_of(self._kin(key))
        new = decimal(amount)
        if not known or new is None:
            return True
        return min(known) / _FAR <= new <= max(known) * _FAR

    def _known_of(self, kin: tuple[str, ...]) -> list[Decimal]:
        if self._amounts is None:
            self._amounts = {}
            for key, rows in self._of.items():
                amount = decimal(rows[-1][self._shape.amount])
                if amount is not None:
                    self._amounts.setdefault(self._kin(key), []).append(amount)
        return self._amounts.get(kin, [])

    def _kin(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """A key without its region and its way of buying: the same machine or item everywhere."""
        named = zip(self._shape.key, key, strict=True)
        return tuple(cell for column, cell in named if column not in ("region", "purchase"))

    def _replace(self, key: tuple[str, ...], seen: Observation) -> None:
        rows = self._of.get(key)
        row = self._row(key, seen, start="")
        if rows is None:
            self._of[key] = [row]
            self._changes.append(Change("added", self._table, key, new=_told(seen.cells)))
            return
        old = {column: rows[-1].get(column, "") for column in seen.cells}
        same = old == dict(seen.cells)
        rows[-1] = {**rows[-1], **row}
        self._changes.append(
            Change(
                "confirmed" if same else "changed",
                self._table,
                key,
                old=_told(old),
                new=_told(seen.cells),
            )
        )

    def _rank(self, key: tuple[str, ...], seen: list[Observation]) -> None:
        """The steps of one model's price: confirmed as they stand, or appended as a generation."""
        drawn = [{**dict(zip(self._shape.key, one.key, strict=True)), **one.cells} for one in seen]
        rows = self._of.get(key, [])
        ranks = max((int(row["rank"]) for row in drawn), default=0) + 1
        top = max((int(row["rank"]) for row in rows), default=-1)
        first = top + 1 - ranks
        tail = [row for row in rows if int(row["rank"]) >= first]
        old, new = _range(tail, self._shape.amount), _range(drawn, self._shape.amount)
        if (
            rows
            and first >= 0
            and _lines(tail, first, self._since) == _lines(drawn, 0, self._since)
        ):
            kept = [row for row in rows if int(row["rank"]) < first]
            moved = [self._confirmed(row, seen[0]) for row in tail]
            self._of[key] = kept + moved
            self._changes.append(Change("confirmed", self._table, key, old=old, new=old))
            return
        said = {"source": seen[0].source, "as_of": seen[0].as_of or self._day}
        self._of[key] = rows + [
            {**_ranked(row, top + 1, self._since), **said} if rows else {**row, **said}
            for row in drawn
        ]
        kind: Kind = "changed" if rows else "added"
        self._changes.append(Change(kind, self._table, key, old=old if rows else "", new=new))

    def _row(self, key: tuple[str, ...], seen: Observation, *, start: str) -> dict[str, str]:
        said = {**dict(zip(self._shape.key, key, strict=True)), **seen.cells}
        said |= {FROM: start, "source": seen.source, "as_of": seen.as_of or self._day}
        return {column: said.get(column, "") for column in self._shape.columns}

    def _confirmed(self, row: Cells, seen: Observation) -> Cells:
        said = {"source": seen.source, "as_of": max(row["as_of"], seen.as_of or self._day)}
        if "confidence" in seen.cells:
            said["confidence"] = seen.cells["confidence"]
        return {**row, **said}

    def _key(self, row: Cells) -> tuple[str, ...]:
        return tuple(row[column] for column in self._shape.key)

    def _order(self, row: Cells) -> tuple[int | str, ...]:
        return tuple(
            int(row[column]) if column in ("rank", "from_tokens") else row[column]
            for column in self._shape.order
        )


def _beyond(shape: Shape, row: Cells) -> dict[str, str]:
    """The cells of columns that no source fills."""
    return {column: cell for column, cell in row.items() if column not in shape.columns}


def _group(shape: Shape, key: tuple[str, ...]) -> tuple[str, ...]:
    """What is merged as one: a key; of a ranked table all rows of a model's variant."""
    return key[:2] if shape.growth == "ranked" else key


def _unfit(shape: Shape, table: str, seen: list[Observation], known: Known) -> str:
    """The name of what forbids to take an observation over; empty where nothing does."""
    if why := _unknown(shape, table, seen[0], known):
        return why
    if not shape.amount:
        return "ambiguous_row" if len({_told(one.cells) for one in seen}) > 1 else ""
    if why := next(filter(None, (_unpriced(one, shape, known) for one in seen)), ""):
        return why
    said = {(one.key, _number(one, shape), one.cells.get("currency")) for one in seen}
    return "ambiguous_price" if len(said) > len({one.key for one in seen}) else ""


def _unpriced(seen: Observation, shape: Shape, known: Known) -> str:
    amount = _number(seen, shape)
    if amount is None:
        return "unreadable_price"
    if amount <= 0:
        return "negative_price" if amount < 0 else "zero_price"
    if seen.cells.get("currency", "USD") not in known.currencies:
        return "unknown_currency"
    return ""


def _unknown(shape: Shape, table: str, seen: Observation, known: Known) -> str:
    cloud = table.split("/")[1] if table.startswith("clouds/") else ""
    if not cloud:
        return ""
    named = dict(zip(shape.key, seen.key, strict=True))
    if named["region"] != "*" and named["region"] not in known.regions.get(cloud, ()):
        return "unknown_region"
    if "machine" in named and named["machine"] not in known.machines.get(cloud, ()):
        return "unknown_machine"
    zones = known.zones.get(f"{cloud}:{named['region']}")
    named_zones = set(filter(None, seen.cells.get("zones", "").split("|")))
    return "unknown_zone" if zones and not named_zones <= zones else ""


def _number(seen: Observation, shape: Shape) -> Decimal | None:
    return decimal(seen.cells.get(shape.amount, ""))


def _equal(old: str, new: str) -> bool:
    one, other = decimal(old), decimal(new)
    if one is None or other is None:
        return False
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _ranked(row: Cells, first: int, day: str) -> Cells:
    """A drawn row above the ranks that are there, in force from a day on.

    The first step holds where no other does, whatever its own condition: below it there are
    older steps now, which must not be reached.
    """
    rank = int(row["rank"])
    condition = {"valid_from": max(row["valid_from"], day)}
    if rank == 0:
        condition = {"valid_from": day, "clock_from": "", "clock_to": ""}
    return {**row, **condition, "rank": str(rank + first)}


def _lines(rows: Iterable[Cells], first: int, day: str) -> set[tuple[str, ...]]:
    """What a generation of rows says from a day on, whatever its ranks start at."""
    drawn = ({**row, "rank": str(int(row["rank"]) - first)} for row in rows)
    return {
        (
            *(ranked[column] for column in ("rank", "valid_from", "clock_from", "clock_to")),
            ranked["class"],
            str(int(ranked["from_tokens"])),
            plain(Decimal(ranked["usd_per_mtok"])),
        )
        for ranked in (_ranked(row, 0, day) for row in drawn)
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


def _told(cells: Cells) -> str:
    return " ".join(cells[column] for column in sorted(cells) if cells[column])
