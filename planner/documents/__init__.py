"""Values as JSON documents, described by the schemas under docs/schemas."""

from planner.documents.bill import bill_document, bill_text, money_range
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
from planner.documents.sarif import sarif_document

__all__ = [
    "bill_document",
    "bill_table",
    "bill_text",
    "check_document",
    "code",
    "escaped",
    "findings_list",
    "mermaid",
    "money_range",
    "proof_document",
    "proof_table",
    "sarif_document",
    "table",
]
