"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from planner.diagnostics import Diagnostic, Severity
from planner.pipeline import Plan
from planner.views.diagnostics import visible

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def check(plan: Plan) -> str:
    """One command for each finding that nobody waived."""
    return "\n".join(_command(finding) for finding in plan.findings if finding.waived is None)


def _command(finding: Diagnostic) -> str:
    at = finding.at
    place = f"file={_property(str(at.path))},line={at.line},col={at.column}"
    title = f"title={_property(finding.code)}"
    return f"::{_LEVEL[finding.severity]} {place},{title}::{_data(finding.message)}"


def _data(text: str) -> str:
    """Text on one line: a second one could hold a command of its own."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
