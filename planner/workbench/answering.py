"""Suppositions to what a page shows: at once what the plan tells, and after that the advice.

Nothing is kept of a supposition but the pages that were made for it: each is a list of
`path=value`, as `topoplan advise --set` takes them, over the spec as it was read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from threading import Lock

from planner.advising import Thresholds, advise, rewritten, supposing
from planner.catalog import Catalog
from planner.errors import UsageError
from planner.pipeline import Plan
from planner.solving import Judge
from planner.views import show_advice_parts, show_plan_parts, show_workbench

Parts = Mapping[str, str]
"""HTML by the id of the section that it takes the place of."""

_KEPT = 64
"""Suppositions whose parts are kept: a slider that goes back finds them."""


class Workbench:
    """One spec, and what is known of its suppositions.

    Plans and advice are made by two threads at once, so that a move never waits for advice. Both
    read the catalogue as they go, hence each has one of its own.
    """

    def __init__(self, plan: Plan, lines: Thresholds) -> None:
        self._plan, self._shown, self._lines = plan, plan.in_currency(), lines
        self._advised = replace(plan, catalog=Catalog(plan.catalog.folder))
        self._judge = Judge(self._advised.catalog, plan.today)
        self._planning, self._advising = Lock(), Lock()
        self._plans, self._advice = _Kept(), _Kept()
        self._tickets, self._latest = count(1), 0

    @property
    def file(self) -> str:
        """The name of the spec's own file."""
        return self._plan.file.name

    def page(self) -> tuple[str, str]:
        """The page with the plan as it is, and its Content-Security-Policy."""
        with self._planning:
            return show_workbench(self._shown)

    def plan_parts(self, settings: Sequence[str]) -> Parts:
        """What the plan tells of a supposition.

        Raises:
            UsageError, SpecError: the language or the catalogue has no such spec.
        """
        with self._planning:
            return self._plans.of(settings, lambda: self._told(settings))

    def _told(self, settings: Sequence[str]) -> Parts:
        return show_plan_parts(supposing(self._plan, settings).in_currency(), self._shown)

    def advice_parts(self, settings: Sequence[str]) -> Parts | None:
        """What advice tells of it; None where somebody asked for another before it was its turn.

        Raises:
            UsageError, SpecError: as `plan_parts`.
        """
        self._latest = ticket = next(self._tickets)
        with self._advising:
            if ticket != self._latest:
                return None
            return self._advice.of(settings, lambda: self._advice_of(settings))

    def _advice_of(self, settings: Sequence[str]) -> Parts:
        return show_advice_parts(
            advise(supposing(self._advised, settings), self._lines, self._judge)
        )

    def spec(self, settings: Sequence[str]) -> str:
        """The text of the spec's own file with a supposition in it; comments stay.

        Raises:
            UsageError, SpecError: as `plan_parts`, or that file can't hold it.
        """
        text = rewritten(self._plan, settings)
        if text is None:
            raise UsageError(
                f"{self.file} can't hold all of it: another file does, or an alias repeats it",
                mend="write it there by hand",
            )
        return text


class _Kept:
    """Parts by what they are of, those that were asked for last."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[str, ...], Parts] = OrderedDict()

    def of(self, settings: Sequence[str], make: Callable[[], Parts]) -> Parts:
        key = tuple(settings)
        if key not in self._parts:
            self._parts[key] = make()
        self._parts.move_to_end(key)
        while len(self._parts) > _KEPT:
            self._parts.popitem(last=False)
        return self._parts[key]
