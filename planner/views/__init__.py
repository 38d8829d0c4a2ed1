"""Plans as text, one module for each format, imported when it is asked for."""

from __future__ import annotations

import json

from planner.cost import Line
from planner.documents import bill_document, check_document, sarif_document
from planner.pipeline import Plan


def show_check(plan: Plan, name: str, *, color: bool = False) -> str:
    """The findings and verdicts of a plan in the format `name`."""
    match name:
        case "json":
            return _json(check_document(plan.findings, plan.verdicts))
        case "sarif":
            return _json(sarif_document(plan.findings))
        case "markdown":
            from planner.views import markdown

            return markdown.check(plan)
        case "github":
            from planner.views import github

            return github.check(plan)
        case "junit":
            from planner.views import junit

            return junit.check(plan)
    from planner.views import text

    return text.check(plan, color=color)


def show_bill(plan: Plan, name: str) -> str:
    """The bill of a plan in the format `name`."""
    if name == "json":
        return _json(bill_document(plan.bill, plan.catalog))
    if name == "markdown":
        from planner.views import markdown

        return markdown.bill(plan)
    from planner.views import text

    return text.bill(plan.bill, catalog=plan.catalog.id)


def show_line(line: Line) -> str:
    """One line of a bill, explained."""
    from planner.views import text

    return text.line(line)


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)


__all__ = ["show_bill", "show_check", "show_line"]
