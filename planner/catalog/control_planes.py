"""What tells of an API's calls without holding them: its control plane."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class ControlPlane:
    """Where an API keeps what tells of calls without holding them; sets as in `places`."""

    kind: str
    possible: str
    certain: str
    note: str
    """What it holds."""
    row: Row


class ControlPlanes:
    """Control planes by provider kind."""

    def __init__(self, folder: Path) -> None:
        self._planes = Index(Table(folder, "control_planes.csv"), "kind")

    def of(self, kind: str) -> ControlPlane | None:
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
