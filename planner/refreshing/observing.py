"""What a source lists, before anybody has judged it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from planner.values import value


@value
class Step:
    """One thing to ask of a source; a finished step is never asked again on the same day."""

    source: str
    scope: str
    """What of the source: `machines:eu-central-1`, `services:AmazonVPC`."""
    address: str
    """Who is asked: another mirror gives other findings."""
    regions: tuple[str, ...] = ()
    """`cloud:region` of all rows that it can give; empty where it gives rows of many or of none."""

    @property
    def name(self) -> str:
        return f"{self.source} {self.scope}"


@value
class Observation:
    """One row that a source lists, as it lists it: the amount may be anything."""

    table: str
    """Path of the file below the set: `clouds/aws/prices.csv`."""
    key: tuple[str, ...]
    """Cells of the key's columns, without `from`."""
    cells: Mapping[str, str]
    """The other cells that the source knows: amount, currency, unit, zones."""
    source: str
    """Id of `sources.csv`."""
    as_of: str = ""
    """The day the source itself speaks of; empty: the day of the refresh."""


@value
class Cover:
    """Which rows of a table a step would have listed if they were still on sale."""

    table: str
    where: Mapping[str, tuple[str, ...]]
    """The values that a column may have, for each column that matters."""

    def includes(self, cells: Mapping[str, str]) -> bool:
        return all(cells.get(column) in values for column, values in self.where.items())


@value
class Refusal:
    """Something a source lists that isn't taken over, by the name of what is wrong with it."""

    why: str
    """`zero_price`, `ambiguous_price`, `unknown_region`, …"""
    what: str


@value
class Observed:
    """All that one step found."""

    rows: tuple[Observation, ...] = ()
    covers: tuple[Cover, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    drawn_from: str = ""
    """The release of the package that token prices were drawn from; empty elsewhere."""


def decimal(text: str) -> Decimal | None:
    """A finite number, or None."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain(number: Decimal) -> str:
    """A number without exponent and trailing zeros, as the data files write it."""
    return f"{number.normalize():f}"
