"""Findings and waivers to findings that say who answers for them, if somebody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.diagnostics import Diagnostic, Fix, Severity
from planner.rules.rule import rules
from planner.topology import Waiver

NEVER_WAIVED = frozenset({"CAP008", "CAP011", "REL007", "SPC003", "SPC006"})
"""Findings that no signature makes harmless: what can't be built or called, dead waivers, and
constraints that nothing checks."""


def waive(
    findings: Iterable[Diagnostic], waivers: Iterable[Waiver], *, today: date
) -> Iterator[Diagnostic]:
    """Every finding, with the waiver that covers it; then one for each waiver that covers none."""
    alive = [waiver for waiver in waivers if waiver.expires >= today]
    signed = {(w.code, w.subject): w for w in reversed(alive) if w.code not in NEVER_WAIVED}
    covering: set[tuple[str, str]] = set()
    for finding in findings:
        covers = [key for key in _keys(finding) if key in signed]
        covering.update(covers)
        yield replace(finding, waived=_signature(signed[covers[0]])) if covers else finding
    yield from (_idle(waiver) for waiver in alive if (waiver.code, waiver.subject) not in covering)


def _signature(waiver: Waiver) -> str:
    return f"{waiver.reason} ({waiver.owner}, until {waiver.expires})"


def _keys(finding: Diagnostic) -> Iterator[tuple[str, str]]:
    """Code and subject of the waivers that cover a finding: of its endpoint, or of its node.

    A node is named as in a route, `providers.fra/sonnet`, or as a whole, `providers.fra`.
    """
    if finding.endpoint:
        yield finding.code, f"endpoints.{finding.endpoint}"
    for node in (*finding.path[:1], *finding.path[-1:]):
        yield finding.code, node
        yield finding.code, node.partition("/")[0].removesuffix(":logs")


def _idle(waiver: Waiver) -> Diagnostic:
    return Diagnostic(
        code="SPC003",
        severity=Severity.WARNING,
        message=f"the waiver of {waiver.code} at `{waiver.subject}` covers no finding"
        + _why_idle(waiver),
        at=waiver.at,
        fixes=(Fix("delete it"),),
        path=("policy.waivers", waiver.code, waiver.subject),
    )


def _why_idle(waiver: Waiver) -> str:
    if waiver.code in NEVER_WAIVED:
        return f", as {waiver.code} can't be waived"
    if waiver.code not in {rule.code for rule in rules()}:
        return ", as no rule has this code"
    return ""
