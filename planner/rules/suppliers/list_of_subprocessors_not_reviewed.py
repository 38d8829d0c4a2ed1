"""List of sub-processors not reviewed.

## What it checks
Where a level names who is approved (`operators: {approved: […]}`) or `requires: [register]`:
whether `agreements: {subprocessors_reviewed: …}` of any node of an operator names a day, not more
than a year ago, on which its list of sub-processors was gone through.

## Why it matters
Approval covers the list as it was read. Vendors add infrastructure and reviewers with thirty days'
notice by mail, and silence is consent.

## Example
`operators: {approved: [openai]}` without a day on which OpenAI's list was read.

## Mend
Go through the list and write down the day.

## Sources
GDPR article 28(2); DORA article 28(3), which asks for a register that is kept up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.catalog import Operator
from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, demanded, finding
from planner.rules.holders import HOLDING
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy, Topology

_HOLDS_FOR = timedelta(days=366)
"""A year: registers of third parties are handed in once a year."""

_LAW = "the sub-processors behind whoever is approved are known"


def judge(case: Case) -> Iterator[Diagnostic]:
    reviewed = _reviewed(case.topology)
    told = set()
    for endpoint, path in case.protected:
        operator = path.stop.operator
        demand = demanded(endpoint, _LAW, _asks)
        if demand is None or operator is None or path.stop.role not in HOLDING:
            continue
        if (endpoint.name, operator.id) not in told:
            told.add((endpoint.name, operator.id))
            yield from _stale(endpoint, path, operator, reviewed.get(operator.id), demand, case)


def _asks(policy: Policy) -> bool:
    return policy.operators_approved is not None or "register" in policy.requires


def _reviewed(topology: Topology) -> dict[str, date]:
    """The newest review of each operator's list, whichever of its nodes names it."""
    days: dict[str, date] = {}
    for stop in topology.graph.stops.values():
        day = stop.agreements.subprocessors_reviewed if stop.agreements else None
        if day is not None and stop.operator is not None:
            days[stop.operator.id] = max(day, days.get(stop.operator.id, day))
    return days


def _stale(
    endpoint: Endpoint,
    path: Path,
    operator: Operator,
    day: date | None,
    demand: Demand,
    case: Case,
) -> Iterator[Diagnostic]:
    if day is not None and case.today - day <= _HOLDS_FOR:
        return
    says = "nobody says when it was gone through" if day is None else f"was gone through on {day}"
    yield finding(
        RULE.code,
        Verdict.UNPROVEN,
        demand,
        endpoint,
        path,
        says=f"the list of sub-processors of `{operator.id}`: {says}",
        facts=((f"`{operator.id}` is {operator.legal_entity}", operator.row),),
        fixes=(
            "go through the list, and name the day in `agreements: {subprocessors_reviewed: …}`",
        ),
        offending=(operator.id,),
        weight=Severity.WARNING,
    )


RULE = Rule("SUP002", "list of sub-processors not reviewed", "0.2.0", judge)
