"""A report whose figures can be changed: the page that `topoplan serve` answers with."""

from __future__ import annotations

from planner.advising import RUNGS, climbed
from planner.pipeline import Plan
from planner.units import cents
from planner.views.html.controls import controls
from planner.views.html.frame import environment, money, page
from planner.views.html.report import plan_words

_ASKS = "connect-src 'self'; "
"""The script asks the server that the page is from, and no other."""


def workbench_page(plan: Plan) -> tuple[str, str]:
    """The parts that a plan tells, beside what can be changed; and the page's own policy."""
    frame = page(
        plan, styles=("report.css", "workbench.css"), scripts=("workbench.js",), asks=_ASKS
    )
    template = environment().get_template("workbench.html.j2")
    text = template.render(
        page=frame, groups=controls(plan), moved=moved(plan, plan), **plan_words(plan)
    )
    return text, str(frame["policy"])


def moved(plan: Plan, before: Plan) -> str:
    """What a change has changed, in a sentence that is read out."""
    month, was = plan.bill.monthly.expected, before.bill.monthly.expected
    least = "at least " if plan.bill.at_least else ""
    words = [f"{least}{money(month)} {plan.bill.currency} a month"]
    if difference := cents(month) - cents(was):
        words.append(
            f"{money(abs(difference))} {'more' if difference > 0 else 'less'} than as read"
        )
    rung, rung_was = climbed(plan).rung, climbed(before).rung
    words.append(f"rung {rung}, {RUNGS[rung]}" + (f", was {rung_was}" if rung != rung_was else ""))
    errors, warnings = len(plan.errors), len(plan.warnings)
    words.append(f"{errors or 'no'} error{'' if errors == 1 else 's'}")
    if warnings:
        words.append(f"{warnings} warning{'' if warnings == 1 else 's'}")
    return "; ".join(words)
