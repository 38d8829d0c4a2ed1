"""How good models are, in classes; a default that a team's own evaluations override."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

TIERS = ("basic", "mid", "frontier")
"""The classes, the lowest first."""


@value
class Quality:
    """The class of a model."""

    model: str
    tier: str
    """One of `TIERS`."""
    row: Row


class Qualities:
    """The classes of models, by the names that the catalogue has for them."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(Table(folder, "quality.csv"), "model")

    def of(self, model: str) -> Quality | None:
        """The class of a model; None where nobody ranks it.

        Raises:
            CatalogError: its row names no class.
        """
        record = self._index.newest(model)
        return _quality(record) if record else None

    def at_least(self, tier: str) -> tuple[str, ...]:
        """Names of the models of a class or of a higher one, in the order of the table."""
        least = TIERS.index(tier)
        return tuple(one.model for one in self._all if TIERS.index(one.tier) >= least)

    @cached_property
    def _all(self) -> tuple[Quality, ...]:
        return tuple(self._each())

    def _each(self) -> Iterator[Quality]:
        for (model,) in self._index:
            found = self.of(model)
            if found is not None:
                yield found


def _quality(record: Record) -> Quality:
    tier = record.required("tier")
    if tier not in TIERS:
        raise record.malformed(f"`tier` is none of {', '.join(TIERS)}")
    return Quality(record.required("model"), tier, record.row)
