"""What a vendor's batch jobs cost, as a share of the price of a call."""

from __future__ import annotations

from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value


@value
class BatchShare:
    """The part of the list price that a token of a batch job costs."""

    share: Decimal
    """Above 0, up to 1."""
    row: Row


class BatchShares:
    """`tokens/batch.csv`, read on first use."""

    def __init__(self, folder: Path) -> None:
        self._shares = Index(Table(folder, "tokens/batch.csv"), "kind")

    def share(self, kind: str, model: str, usage_class: str) -> BatchShare | None:
        """The share for one class of tokens; None where no source says that the vendor sells it.

        Of several rows that fit, one that names the class comes before one for all classes, then
        the longer pattern of the model.
        """
        fitting = [
            record
            for record in self._shares.all(kind)
            if fnmatchcase(model, record.required("model"))
            and record.text("class") in ("", usage_class)
        ]
        found = max(fitting, key=_specialty, default=None)
        return None if found is None else BatchShare(_share(found), found.row)


def _specialty(record: Record) -> tuple[bool, int]:
    return bool(record.text("class")), len(record.text("model"))


def _share(record: Record) -> Decimal:
    share = record.decimal("share")
    if share is None or not 0 < share <= 1:
        raise record.malformed("`share` must be above 0 and at most 1")
    return share
