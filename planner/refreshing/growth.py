"""How a dated and a current table take what was seen of a key."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from planner.refreshing.fates import Cells, Change, Fate, Key, Kind, Occasion
from planner.refreshing.fitness import Comparison, told
from planner.refreshing.observing import Observation, decimal
from planner.refreshing.shapes import FROM

_SAME = Decimal("0.000005")
"""Prices whose relative distance is below this are one: sources round to six decimals, and on a
part of a GPU that costs 0.22 USD an hour that is two millionths."""


def dated(
    at: Occasion, key: Key, rows: Sequence[Cells], seen: Observation, comparison: Comparison
) -> Fate:
    """An equal price confirms the newest row, another one follows it with a later `from`."""
    if not rows:
        return _first(at, key, seen, comparison)
    newest = rows[-1]
    new = at.row(key, seen, start=_start(at, newest, seen))
    if _is_same(at, newest, new):
        amount = newest[at.shape.amount]
        confirmed = (*rows[:-1], at.confirmed(newest, seen))
        return Fate(confirmed, Change("confirmed", at.table, key, old=amount, new=amount))
    old_amount, new_amount = _amounts(at, newest, new)
    if not comparison.admits(new):
        why = "implausible_price"
    elif new[FROM] <= newest[FROM]:
        why = "two_prices_in_a_day"
    else:
        change = Change("changed", at.table, key, old=old_amount, new=new_amount)
        return Fate((*rows, _following(newest, new)), change)
    return Fate(tuple(rows), at.refusal(why, key, f"{old_amount} -> {new_amount}"))


def current(at: Occasion, key: Key, rows: Sequence[Cells], seen: Observation) -> Fate:
    """What is replaces what was."""
    new = told(seen.cells)
    if not rows:
        return Fate((at.row(key, seen),), Change("added", at.table, key, new=new))
    was = {column: rows[-1].get(column, "") for column in seen.cells}
    kind: Kind = "confirmed" if was == dict(seen.cells) else "changed"
    row = {**rows[-1], **at.row(key, seen)}
    return Fate((row,), Change(kind, at.table, key, old=told(was), new=new))


def _first(at: Occasion, key: Key, seen: Observation, comparison: Comparison) -> Fate:
    row = at.row(key, seen, start=seen.as_of or at.today)
    amount = row[at.shape.amount]
    if not comparison.admits(row):
        return Fate((), at.refusal("implausible_price", key, amount))
    return Fate((row,), Change("added", at.table, key, new=amount))


def _start(at: Occasion, newest: Cells, seen: Observation) -> str:
    """The day that the source speaks of if that is later than what is known, or else today."""
    return seen.as_of if seen.as_of > newest[FROM] else at.today


def _following(newest: Cells, new: Cells) -> Cells:
    """A row after the newest, with the cells that no source fills."""
    row = {**{column: cell for column, cell in newest.items() if column not in new}, **new}
    # what one unit of an item is was settled by its first row
    return {**row, "unit": newest["unit"]} if "unit" in row else row


def _is_same(at: Occasion, old: Cells, new: Cells) -> bool:
    one, other = decimal(old[at.shape.amount]), decimal(new[at.shape.amount])
    if one is None or other is None or old["currency"] != new["currency"]:
        return False
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _amounts(at: Occasion, old: Cells, new: Cells) -> tuple[str, str]:
    """Both amounts, with their currencies where these differ."""
    amounts = old[at.shape.amount], new[at.shape.amount]
    if old["currency"] == new["currency"]:
        return amounts
    return f"{amounts[0]} {old['currency']}", f"{amounts[1]} {new['currency']}"
