"""Operator or parent outside allowed jurisdictions.

## What it checks
Whoever operates a node on the path, and the operator's ultimate parent, against
`operators: {parents: […], deny: […]}`.

## Why it matters
Where bytes are and who can be compelled to hand them over are two questions. A region inside the EU
doesn't change the parent of the company that runs it.

## Example
`operators: {parents: [bloc:EU]}` with any AWS region.

## Mend
Take a provider whose parent lies inside, or allow the parent's country.

## Sources
The catalogue's `operators.csv`; GDPR article 48; US CLOUD Act, 18 U.S.C. 2713.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.residency import bound_paths, operator_verdict, severity
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, policy in bound_paths(case):
        verdict, why = operator_verdict(path, policy)
        if verdict is not Verdict.PROVEN:
            yield _finding(endpoint, path, policy, verdict, why)


def _finding(
    endpoint: Endpoint, path: Path, policy: Policy, verdict: Verdict, why: str
) -> Diagnostic:
    operator = path.stop.operator
    at = policy.parents.at if policy.parents else policy.at
    premises = [Fact(f"allowed parents: {policy.parents or 'any'}", at)]
    if operator is not None:
        premises.append(Fact(f"{operator.id} belongs to {operator.parent}", operator.row))
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}: {why}",
        at=path.at,
        also=(Label(at, "the constraint"),),
        because=Step(
            f"{path.stop.title}: {why}",
            "and every operator on it must be one that the policy admits",
            tuple(premises),
        ),
        fixes=(Fix("take a provider whose parent the policy admits"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(operator.id,) if operator else (),
        facts=(operator.row,) if operator else (),
    )


RULE = Rule("SOV021", "operator or parent outside allowed jurisdictions", "0.1.0", judge)
