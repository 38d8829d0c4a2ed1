"""Steps of sources, asked one after another, to what they found and what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from planner.errors import CloudError
from planner.refreshing.answers import Unreachable
from planner.refreshing.journal import Journal
from planner.refreshing.observing import Observed, Step
from planner.refreshing.sources import Source
from planner.values import value

Told = Callable[[str], None]
Question: TypeAlias = tuple[Source, Step]

_IN_A_ROW = 3
"""After so many failed steps of a source on end, the rest of it isn't asked."""


@value
class Failure:
    """A step whose source did not answer: its old rows stand."""

    step: str
    message: str
    mend: str


@value
class Collected:
    """What all steps together gave."""

    found: tuple[Observed, ...]
    failures: tuple[Failure, ...]

    @property
    def genai_prices(self) -> str:
        """The release that token prices were drawn with; empty where none were."""
        return next((one.drawn_from for one in self.found if one.drawn_from), "")


def collect(asked: Sequence[Question], journal: Journal | None, tell: Told) -> Collected:
    """Ask every step that the journal doesn't know, and note in it what was found.

    A source that nobody serves, or whose steps fail on end, isn't asked further.
    """
    found: list[Observed] = []
    failures: list[Failure] = []
    patience = _Patience()
    for number, (source, step) in enumerate(asked, start=1):
        head = f"{number}/{len(asked)} {step.name}"
        known = journal.found(step) if journal else None
        if known is not None:
            tell(f"{head}: asked before")
            found.append(known)
            continue
        if patience.has_ended(step):
            continue
        tell(head)
        try:
            observed = source.observe(step)
        except CloudError as error:
            tell(f"{head}: failed: {error.message}")
            failures.append(Failure(step.name, error.message, error.mend))
            patience.fails(step, error)
            continue
        patience.answers(step)
        if journal:
            journal.keep(step, observed)
        found.append(observed)
    return Collected(tuple(found), (*failures, *patience.given_up()))


def recalled(
    asked: Sequence[Question], journal: Journal, closing: Sequence[Sequence[str]]
) -> Collected:
    """What a run had collected that died after its set was written."""
    found = (journal.found(step) for _, step in asked)
    return Collected(
        tuple(one for one in found if one is not None), tuple(Failure(*said) for said in closing)
    )


class _Patience:
    """With which source it has ended, and how many of its steps weren't asked for that."""

    def __init__(self) -> None:
        self._in_a_row: dict[str, int] = {}
        self._left_out: dict[str, int] = {}

    def answers(self, step: Step) -> None:
        self._in_a_row[step.source] = 0

    def fails(self, step: Step, error: CloudError) -> None:
        failed = _IN_A_ROW if isinstance(error, Unreachable) else 1
        self._in_a_row[step.source] = self._in_a_row.get(step.source, 0) + failed

    def has_ended(self, step: Step) -> bool:
        ended = self._in_a_row.get(step.source, 0) >= _IN_A_ROW
        if ended:
            self._left_out[step.source] = self._left_out.get(step.source, 0) + 1
        return ended

    def given_up(self) -> tuple[Failure, ...]:
        return tuple(
            Failure(
                f"{source} ({count} more step{'s' if count > 1 else ''})",
                "not asked, since it could not be reached or failed on end",
                f"mend what is said of {source} above",
            )
            for source, count in self._left_out.items()
        )
