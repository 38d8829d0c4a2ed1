"""Values as JSON documents, described by the schemas under docs/schemas."""

from planner.documents.bill import bill_document, bill_text, money_range
from planner.documents.bill_reading import WrittenBill, as_written, read_bill
from planner.documents.bill_views import (
    attribution_document,
    comparison_document,
    cost_document,
    explanation_document,
)
from planner.documents.catalog import diff_document, list_document, percent, show_document
from planner.documents.findings import check_document, proof_document
from planner.documents.markdown import (
    bill_table,
    code,
    escaped,
    findings_list,
    proof_table,
    table,
)
from planner.documents.picture import mermaid
from planner.documents.planfile import planfile_document
from planner.documents.sarif import sarif_document

__all__ = [
    "WrittenBill",
    "as_written",
    "attribution_document",
    "bill_document",
    "bill_table",
    "bill_text",
    "check_document",
    "code",
    "comparison_document",
    "cost_document",
    "diff_document",
    "escaped",
    "explanation_document",
    "findings_list",
    "list_document",
    "mermaid",
    "money_range",
    "percent",
    "planfile_document",
    "proof_document",
    "proof_table",
    "read_bill",
    "sarif_document",
    "show_document",
    "table",
]
