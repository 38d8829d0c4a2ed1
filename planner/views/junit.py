"""Findings as JUnit XML: an endpoint is a test case, an error fails it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from planner.diagnostics import Diagnostic
from planner.pipeline import Plan

_WHOLE = "topology"


def check(plan: Plan) -> str:
    """One suite; findings that belong to no endpoint are a case of their own."""
    failing: dict[str, list[Diagnostic]] = {_WHOLE: []}
    failing |= {endpoint.name: [] for endpoint in plan.topology.endpoints}
    for finding in plan.errors:
        failing[finding.endpoint or _WHOLE].append(finding)
    cases = "\n".join(_case(name, findings) for name, findings in failing.items())
    failures = sum(bool(findings) for findings in failing.values())
    heading = f'<testsuite name="topoplan" tests="{len(failing)}" failures="{failures}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{heading}\n{cases}\n</testsuite>'


def _case(name: str, findings: list[Diagnostic]) -> str:
    opening = f'  <testcase classname="topoplan" name={quoteattr(name)}'
    if not findings:
        return opening + "/>"
    text = "\n".join(f"{f.at}: {f.code}: {f.message}" for f in findings)
    return (
        f"{opening}>\n    <failure message={quoteattr(_printable(findings[0].message))}>"
        f"{escape(_printable(text))}</failure>\n  </testcase>"
    )


def _printable(text: str) -> str:
    """Text without the control characters that XML can't hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
