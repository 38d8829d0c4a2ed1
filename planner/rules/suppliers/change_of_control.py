"""Change of control.

## What it checks
Operators on the path that have, or are about to have, another owner than their customers chose, if
a level of the policy says who may run what prompts pass (`operators`) and no `agreements:
{change_of_control: …}` names the approval of that owner.

## Why it matters
A processor is approved for whose law reaches it. When a German vendor becomes part of a Canadian
group, nothing in a region's name changes.

## Example
`operators: {homes: [DE]}` with Aleph Alpha, which agreed to become part of Cohere.

## Mend
Have the coming owner approved and name that, or take another operator.

## Sources
The catalogue's `changes_of_control.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import ChangeOfControl, Operator
from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, demanded, finding, names_operators
from planner.rules.holders import HOLDING
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path

_LAW = "whoever owns an operator is admitted with it"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        demand = demanded(endpoint, _LAW, names_operators)
        operator, agreed = path.stop.operator, path.stop.agreements
        if demand is None or operator is None or path.stop.role not in HOLDING:
            continue
        change = case.catalog.change_of_control(operator.id)
        if change is not None and (agreed is None or agreed.change_of_control is None):
            yield _finding(endpoint, path, operator, change, demand)


def _finding(
    endpoint: Endpoint, path: Path, operator: Operator, change: ChangeOfControl, demand: Demand
) -> Diagnostic:
    becomes = "belongs to" if change.closed else "is about to belong to"
    says = f"its operator `{operator.id}` {becomes} {change.owner} in {change.country}"
    return finding(
        RULE.code,
        Verdict.UNPROVEN,
        demand,
        endpoint,
        path,
        says=says,
        facts=((f"{says} ({change.note})", change.row),),
        fixes=("have the owner approved, and name that in `agreements: {change_of_control: …}`",),
        offending=(operator.id,),
        weight=Severity.WARNING,
    )


RULE = Rule("SUP007", "change of control", "0.2.0", judge)
