"""Operator or parent outside allowed jurisdictions.

## What it checks
Whoever operates a node on the path, and the operator's ultimate parent, against `operators:
{parents: […], deny: […]}`. What a node brings along, such as a gateway's logs, is not named a
second time.

## Why it matters
Where bytes are and who can be compelled to hand them over are two questions. A region inside the
EU doesn't change the parent of the company that runs it.

## Example
`operators: {parents: [bloc:EU]}` with any AWS region.

## Mend
Take a provider whose parent lies inside, or allow the parent's country.

## Sources
The catalogue's `operators.csv`; GDPR article 48; US CLOUD Act, 18 U.S.C. 2713.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Operator
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Span, Step, Verdict
from planner.rules.operators import comes_with_its_tail, operator_verdict
from planner.rules.residency import severity
from planner.rules.rule import Case, Rule
from planner.rules.verdicts import worst
from planner.topology import Endpoint, Path, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        if comes_with_its_tail(path, case.topology.graph):
            continue
        judged = [(*operator_verdict(path.stop, policy), policy) for policy in endpoint.policies]
        decisive = worst(verdict for verdict, _, _ in judged)
        if decisive is not Verdict.PROVEN:
            _, why, policy = next(each for each in judged if each[0] is decisive)
            yield _finding(endpoint, path, policy, decisive, why)


def _finding(
    endpoint: Endpoint, path: Path, policy: Policy, verdict: Verdict, why: str
) -> Diagnostic:
    operator = path.stop.operator
    constraint = _constraint(policy)
    premises = [constraint]
    if operator is not None:
        premises.append(Fact(_identity(operator), operator.row))
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}: {why}",
        at=path.at,
        also=(Label(_place(policy), "the constraint"),),
        because=Step(
            f"{path.stop.title}: {why}",
            "and every level of the policy must admit whoever operates it",
            tuple(premises),
        ),
        fixes=(
            Fix("have it run by somebody whom the policy admits"),
            Fix("if counsel agrees, admit this one too"),
        ),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(operator.id,) if operator else (),
        facts=(operator.row,) if operator else (),
    )


def _identity(operator: Operator) -> str:
    if not operator.parent:
        return f"the spec names `{operator.id}` and no source says more"
    owner = f"owned by {operator.parent} in {operator.parent_country}"
    return f"`{operator.id}` is {operator.legal_entity}, {owner}"


def _constraint(policy: Policy) -> Fact:
    admitted = f"admitted owners are in {policy.parents}" if policy.parents else "any owner"
    denied = ", ".join(f"`{name}`" for name in policy.operators_denied)
    return Fact(f"{admitted}, denied are {denied}" if denied else admitted, _place(policy))


def _place(policy: Policy) -> Span:
    return policy.parents.at if policy.parents else policy.at


RULE = Rule("SOV021", "operator or parent outside allowed jurisdictions", "0.1.0", judge)
