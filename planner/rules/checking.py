"""Every earlier value to findings: all rules, then the waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.catalog import Catalog
from planner.cost import Bill
from planner.diagnostics import Diagnostic, Fix, Severity
from planner.rules.rule import Case, rules
from planner.topology import Topology, Waiver

NEVER_WAIVED = frozenset({"SPC003", "SPC006", "CAP008"})
"""Findings that no signature makes harmless: dead waivers, missing rules, calls that can't arrive."""


def check(
    topology: Topology, bill: Bill, catalog: Catalog, *, today: date
) -> tuple[Diagnostic, ...]:
    """All findings, errors first, then by place in the spec."""
    case = Case(topology, bill, catalog, today)
    found = [finding for rule in rules() for finding in rule.judge(case)]
    waived, idle = _waive(found, topology.waivers, today)
    return tuple(sorted((*waived, *idle), key=_order))


def _order(finding: Diagnostic) -> tuple[bool, int, object, str, str]:
    return (
        finding.waived is not None,
        -finding.severity,
        finding.at,
        finding.code,
        finding.message,
    )


def _waive(
    findings: list[Diagnostic], waivers: tuple[Waiver, ...], today: date
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings with what covers them, and a finding for each waiver that covers none."""
    alive = [waiver for waiver in waivers if waiver.expires >= today]
    used: set[Waiver] = set()
    answered = []
    for finding in findings:
        cover = next((w for w in alive if _covers(w, finding)), None)
        if cover is not None:
            used.add(cover)
            words = f"{cover.reason} ({cover.owner}, until {cover.expires})"
            finding = replace(finding, waived=words)
        answered.append(finding)
    return answered, [_idle(waiver) for waiver in alive if waiver not in used]


def _covers(waiver: Waiver, finding: Diagnostic) -> bool:
    if waiver.code != finding.code or finding.code in NEVER_WAIVED:
        return False
    return waiver.subject in set(_subjects(finding))


def _subjects(finding: Diagnostic) -> Iterator[str]:
    """What a waiver may name to cover a finding: its endpoint or the node it speaks of."""
    if finding.endpoint:
        yield f"endpoints.{finding.endpoint}"
    yield from finding.path[:1]
    yield from finding.path[-1:]


def _idle(waiver: Waiver) -> Diagnostic:
    return Diagnostic(
        code="SPC003",
        severity=Severity.WARNING,
        message=f"the waiver of {waiver.code} at `{waiver.subject}` covers no finding",
        at=waiver.at,
        fixes=(Fix("delete it"),),
        path=("policy.waivers", waiver.code, waiver.subject),
    )
