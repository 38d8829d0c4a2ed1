"""Decisions of adequacy, with the day they end, whom they cover, and what challenges them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

_OPEN = ("announced", "pending")
"""States of a case that isn't decided."""


@value
class LegalEvent:
    """A dated event that a verdict rests on."""

    name: str
    date: str
    """As much of it as the source gives."""
    what: str
    row: Row


@value
class Adequacy:
    """That one law holds a country to be adequate."""

    country: str
    until: date | None
    """The last day; None where it has none."""
    covers: str
    """Certificate of the operators that it covers; empty where it covers all of them."""
    challenges: tuple[LegalEvent, ...]
    """Cases against it that are not decided."""
    row: Row
    decision: Row
    """What says whom it covers."""


class Adequacies:
    """Adequacy by bloc, from its members and the events that affect them."""

    def __init__(self, folder: Path) -> None:
        self._events = Index(Table(folder, "legal_events.csv"), "affects")

    def of(self, bloc: str, members: Iterable[Record]) -> Mapping[str, Adequacy]:
        """By country."""
        return {one.required("country"): self._adequacy(bloc, one) for one in members}

    def _adequacy(self, bloc: str, member: Record) -> Adequacy:
        country, until = member.required("country"), member.text("valid_to")
        events = self._events.all(f"bloc:{bloc}:{country}")
        limiting = next((one for one in events if one.text("covers")), None)
        return Adequacy(
            country=country,
            until=date.fromisoformat(until) if until else None,
            covers=limiting.text("covers") if limiting else "",
            challenges=tuple(_event(one) for one in events if _is_open(one)),
            row=member.row,
            decision=(limiting or member).row,
        )


def _is_open(record: Record) -> bool:
    return record.text("kind") == "case" and record.text("status") in _OPEN


def _event(record: Record) -> LegalEvent:
    return LegalEvent(
        record.required("event"), record.required("date"), record.required("what"), record.row
    )
