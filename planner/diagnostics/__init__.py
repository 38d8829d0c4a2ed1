"""The one way to complain: a `Diagnostic` says what, where, why and how to mend it."""

from planner.diagnostics.diagnostic import (
    Diagnostic,
    Fix,
    Label,
    Outcome,
    Severity,
    Verdict,
    unknown_name,
)
from planner.diagnostics.edit import Edit
from planner.diagnostics.proof import Fact, Proof, Step, facts, proof_lines
from planner.diagnostics.source import STATED, Row, SourceText, Span

__all__ = [
    "STATED",
    "Diagnostic",
    "Edit",
    "Fact",
    "Fix",
    "Label",
    "Outcome",
    "Proof",
    "Row",
    "Severity",
    "SourceText",
    "Span",
    "Step",
    "Verdict",
    "facts",
    "proof_lines",
    "unknown_name",
]
