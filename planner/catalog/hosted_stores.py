"""Where hosted trace and log sinks keep what they receive."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.tables import Index, Table
from planner.diagnostics import Row
from planner.values import value


@value
class HostedStore:
    """What sources say of one host; sets in the grammar of `places`."""

    host: str
    kind: str
    possible: str
    certain: str
    operator: str
    note: str
    row: Row


class HostedStores:
    """Hosts by name."""

    def __init__(self, folder: Path) -> None:
        table = Table(folder, "hosted_stores.csv")
        self._hosts = Index(table, "host")
        self._kinds = Index(table, "kind")

    def of_kind(self, kind: str) -> tuple[str, ...]:
        return tuple(record.required("host") for record in self._kinds.all(kind))

    def find(self, host: str) -> HostedStore | None:
        record = self._hosts.newest(host)
        if record is None:
            return None
        return HostedStore(
            host=host,
            kind=record.required("kind"),
            possible=record.required("at_rest"),
            certain=record.required("at_rest_undisputed"),
            operator=record.text("operator"),
            note=record.text("note"),
            row=record.row,
        )
