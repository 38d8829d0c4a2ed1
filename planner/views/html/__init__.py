"""Pages: a bill, all of a plan with its advice, and the same to change figures of."""

from planner.views.html.bill import bill_page
from planner.views.html.report import advice_parts, plan_parts, report_page
from planner.views.html.workbench import moved, workbench_page

__all__ = [
    "advice_parts",
    "bill_page",
    "moved",
    "plan_parts",
    "report_page",
    "workbench_page",
]
