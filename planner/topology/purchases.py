"""How something is bought: schedules, commitments, hardware and people of one's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from planner.diagnostics import Row
from planner.units import MONTH_HOURS, Money, Range
from planner.values import value

Term = Literal["1y", "3y"]

_WEEK_DAYS = 7
_DAY_MINUTES = 24 * 60
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@value
class Commitment:
    """Nodes that are paid for every hour of a term."""

    term: Term
    nodes: int


@value
class Schedule:
    """The hours of a week in which a pool runs."""

    days: tuple[int, ...]
    """Monday is 0; rising."""
    start: int
    """Minutes after midnight."""
    end: int
    """Minutes after midnight, up to 24 * 60."""
    timezone: str
    outside: int
    """Nodes that run in the other hours."""

    @property
    def weekly_minutes(self) -> int:
        return len(self.days) * (self.end - self.start)

    @property
    def weekly_hours(self) -> Decimal:
        return Decimal(self.weekly_minutes) / 60

    @property
    def monthly_hours(self) -> Decimal:
        """Weekly hours times 365 / 12 / 7: of the 730 hours of a month as many as of a week's 168.

        An hour more or less, when summer time starts and ends, evens out over the year.
        """
        return MONTH_HOURS * self.weekly_minutes / (_WEEK_DAYS * _DAY_MINUTES)

    @property
    def starting_days(self) -> tuple[int, ...]:
        """Days on which the pool is scaled up: those that don't go on from the day before."""
        if not self._joins_days:
            return self.days
        return tuple(day for day in self.days if (day - 1) % _WEEK_DAYS not in self.days)

    @property
    def ending_days(self) -> tuple[int, ...]:
        """Days on which the pool is scaled down; where that is at 24:00, the days after."""
        if self.end < _DAY_MINUTES:
            return self.days
        after = {(day + 1) % _WEEK_DAYS for day in self.days}
        return tuple(sorted(after - set(self.days) if self._joins_days else after))

    @property
    def _joins_days(self) -> bool:
        return (self.start, self.end) == (0, _DAY_MINUTES)

    @property
    def words(self) -> str:
        """Such as `Monday, Tuesday 07:00-20:00 Europe/Berlin`."""
        days = ", ".join(_DAY_NAMES[day] for day in self.days)
        return f"{days} {_clock(self.start)}-{_clock(self.end)} {self.timezone}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@value
class Hardware:
    """Servers of one's own below an API."""

    servers: int
    price: Money
    """Of one."""
    amortise_months: int
    power_kw: Decimal
    """Of one, on average."""
    power_price: Money
    """Of a kilowatt-hour."""
    pue: Decimal
    """What the hall draws over what the servers draw."""
    hosting: Money | None
    """Of one, for a month."""
    hands_hours: Decimal
    """In a month, for all; 0 where the spec names no hands."""
    hands_rate: Money | None
    row: Row
    residual: Decimal = Decimal(0)
    """Share of the price that is left at the end, 0..1."""
    upkeep: Decimal = Decimal(0)
    """Spare parts and support for a year, as a share of the price."""
    capital: Decimal = Decimal(0)
    """Interest for a year."""


@value
class People:
    """Hours of people in a month, None where the spec says nothing, and the price of one."""

    rate: Money
    operations_hours: Range | None
    evaluation_hours: Range | None
    row: Row
