"""Constraint without a rule.

## What it checks
Nothing: it names the constraints of the policy that no rule of this version checks. A `budget` of a
single endpoint is one of them; the budget of the whole topology is checked.

## Why it matters
A constraint that is read and silently passed looks like a proof.

## Example
`endpoints: {chat: {policy: {budget: {monthly: 100 USD}}}}`.

## Mend
Check it by hand until a rule does; the finding disappears with it.

## Sources
The list of rules: `topoplan explain`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    shared = case.topology.policies
    for policy in shared:
        yield from _finding(policy, None)
    for endpoint in case.topology.endpoints:
        for policy in endpoint.policies[len(shared) :]:
            yield from _finding(policy, endpoint)


def _finding(policy: Policy, endpoint: Endpoint | None) -> Iterator[Diagnostic]:
    if not policy.unchecked:
        return
    keys = ", ".join(f"`{key}`" for key in policy.unchecked)
    owner = f"{endpoint.id}.policy" if endpoint else f"{policy.at.path.name}:policy"
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        verdict=Verdict.UNPROVEN,
        message=f"no rule checks {keys} yet, so no verdict covers it",
        at=policy.at,
        fixes=(Fix("check it by hand"),),
        endpoint=endpoint.name if endpoint else None,
        path=(owner,),
        offending=policy.unchecked,
    )


RULE = Rule("SPC006", "constraint without a rule", "0.1.0", judge)
