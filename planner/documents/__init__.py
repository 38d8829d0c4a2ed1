"""Values as JSON documents, described by the schemas under docs/schemas."""

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.documents.advice import advice_document as advice_document
    from planner.documents.advice import sweep_document as sweep_document
    from planner.documents.advice import tradeoffs_document as tradeoffs_document
    from planner.documents.bill import bill_document as bill_document
    from planner.documents.bill import bill_text as bill_text
    from planner.documents.bill import money_range as money_range
    from planner.documents.bill_reading import WrittenBill as WrittenBill
    from planner.documents.bill_reading import as_written as as_written
    from planner.documents.bill_reading import read_bill as read_bill
    from planner.documents.bill_views import attribution_document as attribution_document
    from planner.documents.bill_views import comparison_document as comparison_document
    from planner.documents.bill_views import cost_document as cost_document
    from planner.documents.bill_views import explanation_document as explanation_document
    from planner.documents.calculation import calculation_document as calculation_document
    from planner.documents.catalog import diff_document as diff_document
    from planner.documents.catalog import list_document as list_document
    from planner.documents.catalog import percent as percent
    from planner.documents.catalog import show_document as show_document
    from planner.documents.findings import check_document as check_document
    from planner.documents.findings import proof_document as proof_document
    from planner.documents.inspection import inspection_document as inspection_document
    from planner.documents.markdown import bill_table as bill_table
    from planner.documents.markdown import code as code
    from planner.documents.markdown import escaped as escaped
    from planner.documents.markdown import findings_list as findings_list
    from planner.documents.markdown import proof_table as proof_table
    from planner.documents.markdown import table as table
    from planner.documents.oscal import oscal_document as oscal_document
    from planner.documents.picture import mermaid as mermaid
    from planner.documents.picture import mermaid_of_change as mermaid_of_change
    from planner.documents.planfile import planfile_document as planfile_document
    from planner.documents.policy import policy_document as policy_document
    from planner.documents.review import review_document as review_document
    from planner.documents.sarif import sarif_document as sarif_document
    from planner.documents.score import score_document as score_document
    from planner.documents.solving import core_document as core_document
    from planner.documents.solving import relax_document as relax_document
    from planner.documents.solving import solve_document as solve_document

_HOME = {
    "WrittenBill": "bill_reading",
    "advice_document": "advice",
    "as_written": "bill_reading",
    "attribution_document": "bill_views",
    "bill_document": "bill",
    "bill_table": "markdown",
    "bill_text": "bill",
    "calculation_document": "calculation",
    "check_document": "findings",
    "code": "markdown",
    "comparison_document": "bill_views",
    "core_document": "solving",
    "cost_document": "bill_views",
    "diff_document": "catalog",
    "escaped": "markdown",
    "explanation_document": "bill_views",
    "findings_list": "markdown",
    "inspection_document": "inspection",
    "list_document": "catalog",
    "mermaid": "picture",
    "mermaid_of_change": "picture",
    "money_range": "bill",
    "oscal_document": "oscal",
    "percent": "catalog",
    "planfile_document": "planfile",
    "policy_document": "policy",
    "proof_document": "findings",
    "proof_table": "markdown",
    "read_bill": "bill_reading",
    "relax_document": "solving",
    "review_document": "review",
    "sarif_document": "sarif",
    "score_document": "score",
    "show_document": "catalog",
    "solve_document": "solving",
    "sweep_document": "advice",
    "tradeoffs_document": "advice",
    "table": "markdown",
}
"""Which file of the room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
