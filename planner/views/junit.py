"""Findings as JUnit XML: an endpoint is a test case, an error fails it, a waived one is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from planner.diagnostics import Diagnostic
from planner.pipeline import Plan

_WHOLE = "topology"


def check(plan: Plan) -> str:
    """One suite; findings that belong to no endpoint are a case of their own."""
    names = (_WHOLE, *(endpoint.name for endpoint in plan.topology.endpoints))
    failing = _by_case(names, plan.errors)
    waived = _by_case(names, (f for f in plan.findings if f.waived is not None))
    cases = "\n".join(_case(name, failing[name], waived[name]) for name in names)
    failures = sum(bool(findings) for findings in failing.values())
    heading = f'<testsuite name="topoplan" tests="{len(names)}" failures="{failures}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{heading}\n{cases}\n</testsuite>'


def _by_case(names: Iterable[str], findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {name: [] for name in names}
    for finding in findings:
        found[finding.endpoint or _WHOLE].append(finding)
    return found


def _case(name: str, failing: list[Diagnostic], waived: list[Diagnostic]) -> str:
    opening = f'  <testcase classname="topoplan" name={quoteattr(name)}'
    if not failing and not waived:
        return opening + "/>"
    return "\n".join([f"{opening}>", *_failure(failing), *_told(waived), "  </testcase>"])


def _failure(findings: list[Diagnostic]) -> Iterator[str]:
    if findings:
        message = quoteattr(_printable(findings[0].message))
        text = "\n".join(f"{f.at}: {f.code}: {f.message}" for f in findings)
        yield f"    <failure message={message}>{escape(_printable(text))}</failure>"


def _told(findings: list[Diagnostic]) -> Iterator[str]:
    """What was waived, in the words of the case: it fails nothing, and stays to be seen."""
    if findings:
        text = "\n".join(f"{f.at}: {f.code} waived: {f.waived}: {f.message}" for f in findings)
        yield f"    <system-out>{escape(_printable(text))}</system-out>"


def _printable(text: str) -> str:
    """Text without the control characters that XML can't hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
