"""Constraint without a rule.

## What it checks
Nothing: it names the constraints of the policy that no rule of this version checks.

## Why it matters
A constraint that is read and silently passed looks like a proof.

## Example
`policy: {retention_days: 30}`.

## Mend
Check it by hand until a rule does; the finding disappears with it.

## Sources
The list of rules: `topoplan explain`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    levels: dict[str, Policy] = {}
    for policy in case.topology.policies:
        levels[str(policy.at)] = policy
    for endpoint in case.topology.endpoints:
        for policy in endpoint.policies:
            levels[str(policy.at)] = policy
    for policy in levels.values():
        if policy.unchecked:
            keys = ", ".join(f"`{key}`" for key in policy.unchecked)
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.NOTE,
                verdict=Verdict.UNPROVEN,
                message=f"no rule checks {keys} yet: no verdict covers it",
                at=policy.at,
                because=Fact("stated here", policy.at),
                path=(str(policy.at.line),),
                offending=policy.unchecked,
            )


RULE = Rule("SPC006", "constraint without a rule", "0.1.0", judge)
