"""Pages that stand alone: a bill, and all of a plan with its advice."""

from planner.views.html.bill import bill_page
from planner.views.html.report import report_page

__all__ = ["bill_page", "report_page"]
