"""A changed spec against the spec as it was: what is gone, what is new, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable

from planner.cost import Comparison
from planner.diagnostics import Edit, Severity
from planner.pipeline import Plan
from planner.solving.judging import replanned
from planner.spec import edited
from planner.units import Money
from planner.values import value


@value
class Rechecked:
    """What the pipeline says of a spec after some edits."""

    gone: frozenset[str]
    """Fingerprints of the findings that are there no more."""
    new_errors: int
    new_warnings: int
    month: Money | None
    """By how much a month is expected to become dearer; None where nobody can say."""


def rechecked(before: Plan, edits: tuple[Edit, ...]) -> Rechecked | None:
    """What edits do to a plan; None where the language or the catalogue refuses them."""
    after = replanned(edited(before.spec, edits), before.catalog, before.today)
    return None if after is None else compared(before, after, edits)


def compared(before: Plan, after: Plan, edits: tuple[Edit, ...]) -> Rechecked:
    """What became of a plan by some edits."""
    return Rechecked(
        _standing(before, Severity.NOTE) - _standing(after, Severity.NOTE),
        len(_standing(after, Severity.ERROR) - _standing(before, Severity.ERROR)),
        len(_standing(after, Severity.WARNING) - _standing(before, Severity.WARNING)),
        _dearer(before, after, edits),
    )


def _standing(plan: Plan, least: Severity) -> frozenset[str]:
    """Fingerprints of the findings of some weight that nobody waived."""
    found = (f for f in plan.findings if f.waived is None and f.severity >= least)
    return frozenset(finding.fingerprint for finding in found)


def _dearer(before: Plan, after: Plan, edits: Iterable[Edit]) -> Money | None:
    """The difference of the expected month; None where what changes has no price on a side."""
    touched = {*_touched(before, edits), *_touched(after, edits)}
    blind = (line for plan in (before, after) for line in plan.bill.unpriced)
    comparison = Comparison(before.bill, after.bill)
    if any(line.node in touched for line in blind):
        return None
    if any(change.difference is None for change in comparison.changes):
        return None
    shown = after.bill.at(before.in_currency().bill.exchange)
    factor = shown.exchange.per_usd if shown.exchange else 1
    return Money(comparison.of_priced.expected * factor, shown.currency)


def _touched(plan: Plan, edits: Iterable[Edit]) -> Iterable[str]:
    """The nodes of the bill that edits can change."""
    named = {".".join(map(str, edit.route[:2])) for edit in edits}
    yield from named
    for endpoint in plan.topology.endpoints:
        if any(target.site.id in named for target in endpoint.targets):
            yield endpoint.id
