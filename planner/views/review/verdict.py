"""The one line that says what became of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.changes import Review, Risk
from planner.cost import Comparison
from planner.units import cents
from planner.views.review.words import signed

_VERDICTS = ("violated", "unproven", "proven")


def verdict_line(review: Review) -> str:
    """The worst verdict, what is new, money and replacements: one line, as Markdown."""
    if review.is_empty:
        return f"No change: {_state(review)}"
    parts = (
        _state(review),
        *_new_errors(review),
        *_money_words(review.bill),
        *_risk_words(review),
        *_wider(review),
    )
    return " · ".join(parts)


def _state(review: Review) -> str:
    if review.after.endpoints is None:
        return "a Terraform plan, which proves nothing by itself"
    found = Counter(one.verdict for one in review.after.endpoints.values())
    told = [f"{found[verdict]} {verdict}" for verdict in _VERDICTS if found[verdict]]
    every = f"{found.total()} endpoint{'s' if found.total() > 1 else ''}"
    if not told:
        return "no endpoint"
    return f"{every} {told[0].split()[1]}" if len(told) == 1 else f"{every}: {', '.join(told)}"


def _new_errors(review: Review) -> Iterator[str]:
    new = [one for one in review.findings.new if not one.waived]
    for severity in ("error", "warning"):
        count = sum(one.severity == severity for one in new)
        if count:
            yield f"{count} new {severity}{'s' if count > 1 else ''}"
    if review.findings.gone:
        yield f"{len(review.findings.gone)} gone"
    if review.findings.unsigned:
        yield f"{len(review.findings.unsigned)} no longer waived"


def _money_words(comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    rise, before = comparison.of_priced.expected, comparison.before.monthly.expected
    percent = f" ({rise / before:+.1%})" if before else ""
    money = f"{signed(rise)} {comparison.currency} a month"
    blind = sum(change.difference is None for change in comparison.changes)
    unpriced = len(comparison.after.unpriced)
    if blind:
        lines = f"{blind} line{'s' if blind > 1 else ''}"
        yield f"cost not known: {money}, and {lines} without a price"
    else:
        yield money + percent if cents(rise) else "same cost"
        if unpriced:
            yield f"{unpriced} not priced"


def _risk_words(review: Review) -> Iterator[str]:
    for risk, words in (
        (Risk.OUTAGE, "replaced while in use (outage)"),
        (Risk.DELETE, "deleted"),
        (Risk.REPLACE, "replaced"),
    ):
        if count := review.risks.get(risk, 0):
            yield f"{count} {words}"


def _wider(review: Review) -> Iterator[str]:
    wider = sum(one.direction == "wider" for one in review.policy)
    if wider:
        yield f"policy wider in {wider} place{'s' if wider > 1 else ''}"
