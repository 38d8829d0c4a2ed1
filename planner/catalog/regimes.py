"""Laws and contracts as fields: what a regime demands of whatever its data passes.

The fields are engineering defaults, not legal advice. An empty field demands nothing; what a regime
leaves to the author of a spec stands in `declares`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from planner.catalog.tables import Index, Record, Table
from planner.diagnostics import Row
from planner.values import value

_ANYWHERE = "*"


@value
class Regime:
    """What a law, a scheme or a kind of contract demands."""

    name: str
    """As `regimes` of a policy spells it."""
    title: str
    data: frozenset[str]
    """Classes of data that it binds; empty: every protected one."""
    processing: tuple[str, ...]
    """Countries and blocs; empty where it limits nothing."""
    at_rest: tuple[str, ...]
    adequacy: str
    """Bloc of the countries that it holds to be adequate; empty where it knows none."""
    grounds: frozenset[str]
    """Mechanisms of a transfer that open further countries."""
    declares: tuple[str, ...]
    """Keys of a policy that the author has to write, since the regime leaves them open."""
    log_retention_days: int | None
    human_review: str
    training: str
    keys: str
    key_custody: tuple[str, ...]
    support: tuple[str, ...]
    homes: tuple[str, ...]
    parents: tuple[str, ...]
    certifications: tuple[str, ...]
    requires: tuple[str, ...]
    advance_notice: bool
    caveat: str
    """What the fields don't say."""
    row: Row


class Regimes:
    """The rows of `regimes.csv`."""

    def __init__(self, folder: Path) -> None:
        self._regimes = Index(Table(folder, "regimes.csv"), "regime")

    def find(self, name: str) -> Regime | None:
        record = self._regimes.newest(name)
        return _regime(record) if record else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self._regimes)


def _regime(record: Record) -> Regime:
    return Regime(
        name=record.required("regime"),
        title=record.required("title"),
        data=frozenset(record.words("data")),
        processing=_places(record, "processing"),
        at_rest=_places(record, "at_rest"),
        adequacy=record.text("adequacy"),
        grounds=frozenset(record.words("grounds")),
        declares=record.words("declares"),
        log_retention_days=record.integer("log_retention_days"),
        human_review=record.text("human_review"),
        training=record.text("training"),
        keys=record.text("keys"),
        key_custody=record.words("key_custody"),
        support=record.words("support"),
        homes=record.words("homes"),
        parents=record.words("parents"),
        certifications=record.words("certifications"),
        requires=record.words("requires"),
        advance_notice=bool(record.flag("advance_notice")),
        caveat=record.text("caveat"),
        row=record.row,
    )


def _places(record: Record, column: str) -> tuple[str, ...]:
    words = record.words(column)
    return () if words == (_ANYWHERE,) else words
