"""The score of a corpus, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from planner.corpus import Judged, Score, Tally
from planner.views.catalog import columns


def text(score: Score, folder: Path) -> Iterator[str]:
    """A line for each code, one for all of them, and what every misjudged case should have said."""
    heading = ("code", "labelled", "found", "both", "precision", "recall")
    rows = [_row(code, tally) for code, tally in score.codes.items()]
    total = _row("all", score.total)
    yield from columns(heading, [*rows, total], right=(1, 2, 3, 4, 5))
    misjudged = [one for one in score.cases if one.missed or one.surplus]
    for one in misjudged:
        yield ""
        yield from _misjudged(one, folder)
    yield ""
    yield f"{len(score.cases)} cases, {len(misjudged)} misjudged"


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    counts = (str(tally.expected), str(tally.found), str(tally.both))
    return (name, *counts, _percent(tally.precision), _percent(tally.recall))


def _percent(share: Decimal | None) -> str:
    """Cut, not rounded: only what is whole is 100 %."""
    return "-" if share is None else f"{int(share * 1000) / 10:.1f} %"


def _misjudged(one: Judged, folder: Path) -> Iterator[str]:
    yield f"{one.case.path.relative_to(folder)}"
    yield from (f"  labelled, not found: {label}" for label in one.missed)
    yield from (f"  found, not labelled: {label}" for label in one.surplus)
