"""Whether an observation can be trusted: what forbids to take it over goes by a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from planner.refreshing.fates import Cells, Key
from planner.refreshing.observing import Observation, decimal
from planner.refreshing.shapes import Shape
from planner.values import value

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
    per_usd: Mapping[str, Decimal]
    """Units of each currency for one US dollar; a price in any other can't be used."""


def unfit(table: str, shape: Shape, seen: Sequence[Observation], known: Known) -> str:
    """The name of what forbids to take observations of one key over; empty where nothing does."""
    if why := _unknown(table, shape, seen[0], known):
        return why
    if not shape.amount:
        return "ambiguous_row" if len({told(one.cells) for one in seen}) > 1 else ""
    if why := next(filter(None, (_unpriced(one, shape, known) for one in seen)), ""):
        return why
    said = {(one.key, _number(one, shape), one.cells.get("currency")) for one in seen}
    return "ambiguous_price" if len(said) > len({one.key for one in seen}) else ""


def _unknown(table: str, shape: Shape, seen: Observation, known: Known) -> str:
    if not table.startswith("clouds/"):
        return ""
    cloud = table.split("/")[1]
    named = dict(zip(shape.key, seen.key, strict=True))
    if named["region"] != "*" and named["region"] not in known.regions.get(cloud, ()):
        return "unknown_region"
    if "machine" in named and named["machine"] not in known.machines.get(cloud, ()):
        return "unknown_machine"
    zones = known.zones.get(f"{cloud}:{named['region']}")
    named_zones = set(filter(None, seen.cells.get("zones", "").split("|")))
    return "unknown_zone" if zones and not named_zones <= zones else ""


def _unpriced(seen: Observation, shape: Shape, known: Known) -> str:
    amount = _number(seen, shape)
    if amount is None:
        return "unreadable_price"
    if amount <= 0:
        return "negative_price" if amount < 0 else "zero_price"
    if seen.cells.get("currency", "USD") not in known.per_usd:
        return "unknown_currency"
    return ""


def _number(seen: Observation, shape: Shape) -> Decimal | None:
    return decimal(seen.cells.get(shape.amount, ""))


class Comparison:
    """What the same machine or item costs today, in every region and by every way of buying."""

    def __init__(self, shape: Shape, newest: Iterable[Cells], known: Known) -> None:
        self._shape = shape
        self._known = known
        self._amounts: dict[Key, list[Decimal]] = {}
        for row in newest:
            amount = self._amount(row)
            if amount is not None:
                self._amounts.setdefault(self._kin(row), []).append(amount)

    def admits(self, row: Cells) -> bool:
        """Whether the amount of a row is near the others.

        What is twenty times as dear, or a twentieth, is a placeholder or is meant for another unit.
        Where nothing is known to compare it with, it is taken as it stands.
        """
        others, new = self._amounts.get(self._kin(row)), self._amount(row)
        if not others or new is None:
            return True
        return min(others) / _FAR <= new <= max(others) * _FAR

    def _kin(self, row: Cells) -> Key:
        return tuple(
            row[column] for column in self._shape.key if column not in ("region", "purchase")
        )

    def _amount(self, row: Cells) -> Decimal | None:
        """In dollars, or as it stands where it is a rate; None where that isn't known."""
        amount = decimal(row[self._shape.amount])
        if amount is None or "currency" in self._shape.key:
            return amount
        rate = self._known.per_usd.get(row["currency"])
        return None if rate is None else amount / rate


def told(cells: Cells) -> str:
    """The cells of a row in the words of a summary."""
    return " ".join(cells[column] for column in sorted(cells) if cells[column])
