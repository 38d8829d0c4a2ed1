"""What an API keeps beside what it answers: caches of prompts, and its control plane."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class PromptCache:
    """That an API keeps prompts for the next call."""

    kind: str
    hours: int
    """The longest that it keeps them."""
    on_by_default: bool
    note: str
    row: Row


@value
class ControlPlane:
    """Where an API keeps what tells of calls without holding them; sets as in `places`."""

    kind: str
    possible: str
    certain: str
    note: str
    """What it holds."""
    row: Row


class Keepings:
    """Caches and control planes by provider kind."""

    def __init__(self, folder: Path) -> None:
        self._caches = Index(Table(folder, "prompt_caches.csv"), "kind")
        self._planes = Index(Table(folder, "control_planes.csv"), "kind")

    def cache(self, kind: str) -> PromptCache | None:
        """None where no source speaks of one."""
        record = self._caches.newest(kind)
        if record is None:
            return None
        hours = record.integer("hours")
        if hours is None:
            raise record.malformed("a cache needs `hours`")
        return PromptCache(
            kind=kind,
            hours=hours,
            on_by_default=record.flag("on_by_default") is True,
            note=record.text("note"),
            row=record.row,
        )

    def plane(self, kind: str) -> ControlPlane | None:
        """None where no source says that it is apart from the region that is called."""
        record = self._planes.newest(kind)
        if record is None:
            return None
        return ControlPlane(
            kind=kind,
            possible=record.required("at_rest"),
            certain=record.required("at_rest_undisputed"),
            note=record.required("holds"),
            row=record.row,
        )
