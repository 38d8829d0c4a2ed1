"""Every earlier value to findings: all rules, then the waivers."""

from __future__ import annotations

from datetime import date

from planner.catalog import Catalog
from planner.cost import Bill
from planner.diagnostics import Diagnostic
from planner.rules.rule import Case, rules
from planner.rules.waiving import waive
from planner.topology import Topology


def check(
    topology: Topology, bill: Bill, catalog: Catalog, *, today: date
) -> tuple[Diagnostic, ...]:
    """All findings, errors first, then by place in the spec; waived ones last."""
    case = Case(topology, bill, catalog, today)
    found = [finding for rule in rules() for finding in rule.judge(case)]
    return tuple(sorted(waive(found, topology.signing, today=today), key=_order))


def _order(finding: Diagnostic) -> tuple[bool, int, object, str, str]:
    return (
        finding.waived is not None,
        -finding.severity,
        finding.at,
        finding.code,
        finding.message,
    )
