"""What the tables of a set that can be refreshed look like, by the name of the file."""

from __future__ import annotations

from typing import Literal

from planner.values import value

FROM = "from"

Growth = Literal["dated", "current", "ranked"]
"""How a table takes a new row: a dated one appends a later `from`, a current one says only what is,
and a ranked one appends whole generations of rows, of which the highest rank in force counts."""


@value
class Shape:
    """The columns of a table, those of its key first."""

    growth: Growth
    key: tuple[str, ...]
    """Without `from`, which is the rest of a dated key."""
    columns: tuple[str, ...]
    amount: str = ""
    """The column of the price; empty in a table without one."""

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that rows are sorted by."""
        if self.growth == "dated":
            dated = {*self.key, FROM}
            return tuple(column for column in self.columns if column in dated)
        return self.key


_HOURLY = Shape(
    "dated",
    ("region", "machine", "purchase"),
    ("region", "machine", "purchase", FROM, "currency", "per_hour", "source", "as_of"),
    "per_hour",
)

_SHAPES = {
    "prices.csv": _HOURLY,
    "commitments.csv": _HOURLY,
    "services.csv": Shape(
        "dated",
        ("item", "region"),
        (
            "item",
            "region",
            FROM,
            "unit",
            "currency",
            "amount",
            "confidence",
            "note",
            "source",
            "as_of",
        ),
        "amount",
    ),
    "exchange_rates.csv": Shape(
        "dated", ("currency",), ("currency", FROM, "per_usd", "source", "as_of"), "per_usd"
    ),
    "offerings.csv": Shape(
        "current",
        ("region", "machine"),
        ("region", "machine", "zones", "zone_ids", "availability", "source", "as_of"),
    ),
    "sources.csv": Shape("current", ("id",), ("id", "title", "address", "licence", "as_of")),
}

_TOKENS = Shape(
    "ranked",
    ("model", "variant", "rank", "class", "from_tokens"),
    (
        "model",
        "variant",
        "rank",
        "valid_from",
        "clock_from",
        "clock_to",
        "class",
        "from_tokens",
        "usd_per_mtok",
        "source",
        "as_of",
    ),
    "usd_per_mtok",
)


def shape_of(table: str) -> Shape:
    """The shape of a table by its path below the set."""
    if table.startswith("tokens/"):
        return _TOKENS
    return _SHAPES[table.rpartition("/")[2]]
