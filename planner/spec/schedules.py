"""Schedules: the hours of a week in which something runs."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated

from pydantic import Field, model_validator

from planner.spec.refusals import Inconsistent, Unreadable
from planner.spec.scalars import ReadBy, pattern
from planner.spec.shape import Shape

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60

_DAY = f"(?:{'|'.join(WEEK)})"
_DAYS = rf"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS = rf"{_CLOCK}-(?:{_CLOCK}|24:00)"
_TIMEZONE = r"[A-Z][A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*"


def _days(value: object) -> tuple[int, ...]:
    """Days of the week, Monday as 0, rising; `fri-mon` goes over the weekend."""
    expected = "days of the week, such as `mon-fri` or `mon,wed,fri`"
    if not isinstance(value, str) or not re.fullmatch(_DAYS, value):
        lower = value.lower().replace(" ", "") if isinstance(value, str) else ""
        raise Unreadable(expected, instead=lower if re.fullmatch(_DAYS, lower) else None)
    found: set[int] = set()
    for part in value.split(","):
        first, _, last = part.partition("-")
        start = WEEK.index(first)
        span = (WEEK.index(last) - start) % len(WEEK) if last else 0
        found |= {(start + step) % len(WEEK) for step in range(span + 1)}
    return tuple(sorted(found))


def _hours(value: object) -> tuple[int, int]:
    """Minutes after midnight at which a day's hours start and end."""
    expected = "the hours of a day, such as `07:00-20:00`; the last may be `24:00`"
    if not isinstance(value, str) or not re.fullmatch(_HOURS, value):
        raise Unreadable(expected)
    start, end = (_minutes(clock) for clock in value.split("-"))
    if start >= end:
        raise Inconsistent(f"{value} doesn't end after it starts, on the same day")
    return start, end


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _timezone(value: object) -> str:
    """A time zone that this machine knows; where it knows none at all, one that is well formed."""
    from zoneinfo import (  # noqa: PLC0415 - few specs have a schedule
        ZoneInfo,
        available_timezones,
    )

    expected = "a time zone of the IANA database, such as `Europe/Berlin`"
    if not isinstance(value, str) or not re.fullmatch(_TIMEZONE, value):
        raise Unreadable(expected)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # not found is a KeyError, a folder of zones an OSError
        known = available_timezones()
        if known:
            near = get_close_matches(value, sorted(known), n=1)
            raise Unreadable(expected, instead=near[0] if near else None) from None
    return value


Days = Annotated[tuple[int, ...], ReadBy(_days, pattern(_DAYS, "mon-fri", "mon,wed,fri"))]
Hours = Annotated[tuple[int, int], ReadBy(_hours, pattern(_HOURS, "07:00-20:00"))]
Timezone = Annotated[str, ReadBy(_timezone, pattern(_TIMEZONE, "Europe/Berlin"))]


class Schedule(Shape):
    """The hours of a week in which a pool runs; outside of them it is scaled down."""

    days: Days = Field(examples=["mon-fri"])
    """Days of the week."""
    hours: Hours = Field(examples=["07:00-20:00"])
    """From when to when on each of these days."""
    timezone: Timezone = Field(examples=["Europe/Berlin"])
    """The time zone of the hours; it moves with summer time."""
    outside: int = Field(0, ge=0, le=1000, examples=[0])
    """How many nodes run outside of these hours."""

    @model_validator(mode="after")
    def _leaves_hours_out(self) -> Schedule:
        if len(self.days) == len(WEEK) and self.hours == (0, DAY_MINUTES):
            raise Inconsistent("the schedule leaves no hour of the week out", below=("hours",))
        return self
