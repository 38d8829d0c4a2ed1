"""What the tables of a set that can be refreshed look like, by the name of the file."""

from __future__ import annotations

from typing import Literal

from planner.catalog import keys
from planner.values import value

FROM = keys.FROM

Growth = Literal["dated", "current", "ranked"]
"""How a table takes a new row: a dated one appends a later `from`, a current one says only what is,
and a ranked one appends whole generations of rows, of which the highest rank in force counts."""


@value
class Shape:
    """The columns of a table, and which of them a refresh reads."""

    growth: Growth
    key: tuple[str, ...]
    """Without `from`, which is the rest of a dated key."""
    columns: tuple[str, ...]
    amount: str = ""
    """The column of the price; empty in a table without one."""

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that rows are sorted by."""
        return (*self.key, FROM) if self.growth == "dated" else self.key


_HOURLY = ("region machine purchase from currency per_hour source as_of", "per_hour")

_TOKENS = (
    "model variant rank valid_from clock_from clock_to class from_tokens usd_per_mtok source as_of"
)

_COLUMNS = {
    "prices.csv": _HOURLY,
    "commitments.csv": _HOURLY,
    "services.csv": (
        "item region from unit currency amount confidence note source as_of",
        "amount",
    ),
    "exchange_rates.csv": ("currency from per_usd source as_of", "per_usd"),
    "offerings.csv": ("region machine zones zone_ids availability source as_of", ""),
    "sources.csv": ("id title address licence as_of", ""),
    "tokens": (_TOKENS, "usd_per_mtok"),
}
"""Columns, and the one of the price, by file name or by folder."""


def shape_of(table: str) -> Shape:
    """The shape of a table by its path below the set.

    Raises:
        KeyError: no source fills such a table.
    """
    folder, _, name = table.rpartition("/")
    columns, amount = _COLUMNS.get(name) or _COLUMNS[folder]
    key = keys.key_of(table)
    if key is None:
        raise KeyError(table)
    return Shape(
        _growth(key),
        tuple(column for column in key if column != FROM),
        tuple(columns.split()),
        amount,
    )


def _growth(key: tuple[str, ...]) -> Growth:
    if "rank" in key:
        return "ranked"
    return "dated" if FROM in key else "current"
