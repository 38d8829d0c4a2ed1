"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.diagnostics import Diagnostic, Severity
from planner.pipeline import Plan
from planner.views.diagnostics import visible

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def check(plan: Plan) -> str:
    """One command for each finding; of a waived one a notice, with who answers for it."""
    return commands(plan.findings)


def commands(findings: Iterable[Diagnostic]) -> str:
    """The same of any findings."""
    return "\n".join(map(_command, findings))


def _command(finding: Diagnostic) -> str:
    at = finding.at
    level, message = _LEVEL[finding.severity], finding.message
    if finding.waived is not None:
        level, message = "notice", f"waived: {finding.waived}: {message}"
    place = f"file={_property(str(at.path))},line={at.line},col={at.column}"
    return f"::{level} {place},title={_property(finding.code)}::{_data(message)}"


def _data(text: str) -> str:
    """Text on one line: a second one could hold a command of its own."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
