"""All of a plan and its advice as one page, part by part.

The quick parts are of the plan alone; the others need advice, which takes longer. `topoplan serve`
shows them one after the other, `topoplan report` together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from planner.advising import Advice, Climbed, climbed, regretted
from planner.cost import by_endpoint, by_node, by_vendor, stale_lines
from planner.diagnostics import Verdict
from planner.pipeline import Plan
from planner.views.diagnostics import visible
from planner.views.html.advised import advised, endpoints_words, rung_words
from planner.views.html.bill import bill_words, dearest_first, view_words
from planner.views.html.curves import curves_words
from planner.views.html.findings import finding_words, findings_words
from planner.views.html.frame import Words, environment, money, page
from planner.views.html.growth import growth_words
from planner.views.html.places import atlas
from planner.views.html.schematic import schematic
from planner.views.html.ways import MARKS, way_words, ways

_QUICK = {
    "summary": ("summary",),
    "map": ("atlas",),
    "ways": ("schematic", "ways"),
    "bill": ("bill",),
    "findings": ("findings",),
}
"""Parts that the plan alone tells, and what they show."""
_LINES = 40
"""Lines of the bill that are listed: the dearest."""


def report_page(advice: Advice, shown: Plan) -> str:
    """The report of a plan with its advice; `shown`: the plan in the currency of its bill."""
    words = {**plan_words(shown), **advice_words(advice)}
    template = environment().get_template("report.html.j2")
    return template.render(page=page(shown, styles=("report.css",)), **words)


def plan_parts(plan: Plan) -> dict[str, str]:
    """The quick parts as HTML, by the ids of their sections."""
    words, draw = plan_words(plan), environment().get_template("parts.html.j2").module
    return {
        name: getattr(draw, name)(*(words[one] for one in taken)) for name, taken in _QUICK.items()
    }


def advice_parts(advice: Advice) -> dict[str, str]:
    """The other parts as HTML, by the ids of their sections."""
    draw = environment().get_template("parts.html.j2").module
    return {name: getattr(draw, name)(words) for name, words in advice_words(advice).items()}


def plan_words(plan: Plan) -> Mapping[str, object]:
    """What the quick parts show."""
    found, bill = ways(plan), plan.bill
    sides = (
        by_endpoint(bill, plan.topology, plan.layout, plan.catalog),
        by_node(bill),
        by_vendor(bill, plan.catalog),
    )
    return {
        "summary": _summary(plan, climbed(plan)),
        "atlas": atlas(plan, found),
        "schematic": schematic(found),
        "ways": [way_words(way, found.nodes, plan) for way in found.hops],
        "bill": {
            **bill_words(plan),
            "views": [view_words(one, bill) for one in sides],
            **_lines(plan),
        },
        "findings": findings_words(plan),
    }


def advice_words(advice: Advice) -> Mapping[str, object]:
    """What the other parts show."""
    return {
        "advice": advised(advice),
        "endpoints": endpoints_words(advice),
        "growth": growth_words(advice),
        "curves": curves_words(advice),
        "regrets": [finding_words(one, advice.plan) for one in regretted(advice)],
    }


def _summary(plan: Plan, stands: Climbed) -> Words:
    counts = Counter(plan.verdicts.values())
    budget = plan.topology.budget
    return {
        **bill_words(plan),
        **rung_words(stands),
        "endpoints": len(plan.topology.endpoints),
        "verdicts": [
            {"verdict": str(one), "mark": MARKS[one], "count": counts[one]}
            for one in reversed(Verdict)
            if counts[one]
        ],
        "errors": len(plan.errors),
        "warnings": len(plan.warnings),
        "budget": visible(str(budget.monthly)) if budget else "",
        "over": plan.over_budget,
    }


def _lines(plan: Plan) -> Words:
    """What has no price, then the dearest lines, and what is left out."""
    stale = {one.line.id for one in stale_lines(plan.bill, plan.catalog, plan.today)}
    ordered = sorted(plan.bill.lines, key=dearest_first)
    rest = [line.monthly.expected for line in ordered[_LINES:] if line.monthly]
    return {
        "lines": [
            {
                "id": visible(line.id),
                "monthly": money(line.monthly.expected) if line.monthly else None,
                "note": visible(line.note),
                "status": line.status,
                "as_of": line.row.as_of if line.row else "",
                "stale": line.id in stale,
            }
            for line in ordered[:_LINES]
        ],
        "more": f"{len(rest)} lines more of {money(sum(rest, Decimal(0)))} together"
        if rest
        else "",
    }
