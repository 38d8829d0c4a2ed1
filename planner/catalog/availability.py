"""Which share of a month services answer: what is promised, and what was observed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

Basis = Literal["promised", "contract", "observed"]
"""Promised to everybody, promised to those with a contract of their own, or seen by somebody."""
_BASES: tuple[Basis, ...] = ("promised", "contract", "observed")


@value
class Availability:
    """One statement on the share of time that a service answers."""

    service: str
    """A kind of provider; `<cloud>:zones` and `<cloud>:zone` for machines in several or in one."""
    basis: Basis
    share: Decimal | None
    """0..1; None where the source says that nothing is promised."""
    note: str
    row: Row


class Availabilities:
    """What is said of services, by service and by the vendor of the model."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(Table(folder, "availability.csv"), "service")

    def of(self, service: str, vendor: str) -> tuple[Availability, ...]:
        """Every statement on a service that covers models of a vendor; empty: nobody says.

        Raises:
            CatalogError: a share is no share, or its basis is unknown.
        """
        records = self._index.all(service)
        return tuple(_availability(r) for r in records if r.text("vendor") in ("", vendor))


def _availability(record: Record) -> Availability:
    share, word = record.decimal("share"), record.required("basis")
    if share is not None and not 0 < share <= 1:
        raise record.malformed("`share` must be above 0 and at most 1")
    basis = next((one for one in _BASES if one == word), None)
    if basis is None:
        raise record.malformed(f"`basis` is none of {', '.join(_BASES)}")
    return Availability(record.required("service"), basis, share, record.text("note"), record.row)
