"""Findings for a page: errors first, each with its place, its proof and its fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from planner.diagnostics import Diagnostic, Fix
from planner.pipeline import Plan
from planner.views.diagnostics import visible
from planner.views.html.frame import Words
from planner.views.html.ways import proof_words, verdict_words

_MOST = 100
"""Findings that are told in full; of the others there is a count of each code."""


def findings_words(plan: Plan) -> Words:
    """What stands against a plan, what is waived last."""
    ordered = sorted(plan.findings, key=lambda one: (one.waived is not None, -one.severity))
    return {
        "count": len(ordered),
        "listed": [finding_words(one, plan) for one in ordered[:_MOST]],
        "more": list(_counted(ordered[_MOST:])),
    }


def finding_words(one: Diagnostic, plan: Plan) -> Words:
    return {
        "code": one.code,
        "severity": one.severity.name.lower(),
        "judged": verdict_words(one.verdict) if one.verdict else None,
        "message": visible(one.message),
        "at": visible(f"{plan.named(one.at.path)}:{one.at.line}:{one.at.column}"),
        "path": visible(" ".join(one.path)),
        "proof": proof_words(one.because) if one.because else [],
        "fixes": [_fix(fix) for fix in one.fixes],
        "waived": visible(one.waived or ""),
    }


def _fix(fix: Fix) -> Words:
    month = ""
    if fix.month is not None:
        amount = fix.month.rounded()
        month = f"{amount:+,.2f} {fix.month.currency} a month" if amount else "same month"
    return {"title": visible(fix.title), "month": month, "rechecked": fix.rechecked}


def _counted(rest: Sequence[Diagnostic]) -> Iterator[str]:
    for code, count in Counter(one.code for one in rest).most_common():
        yield f"{count} more of {code}"
