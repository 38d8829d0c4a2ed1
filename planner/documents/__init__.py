"""Values as JSON documents, described by the schemas under docs/schemas."""

from planner.documents.bill import bill_document, money_range, plain
from planner.documents.findings import check_document, proof_document
from planner.documents.sarif import sarif_document

__all__ = [
    "bill_document",
    "check_document",
    "money_range",
    "plain",
    "proof_document",
    "sarif_document",
]
