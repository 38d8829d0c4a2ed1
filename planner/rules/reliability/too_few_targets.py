"""Too few targets in distinct failure domains.

## What it checks
That the targets of every endpoint stand in at least `min_targets` distinct failure domains: what
fails together, such as two models of one service in one region, counts once.

## Why it matters
A residency constraint tempts one to drop the fallback. Then the constraint holds and the service
doesn't.

## Example
`policy: {min_targets: 2}` with `route: [bedrock-fra/sonnet]`.

## Mend
Add a fallback in another failure domain.

## Sources
The catalogue's outage statistics.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.reliability.fallback_in_same_failure_domain import failure_domain
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        domains = {failure_domain(target) for target in endpoint.targets}
        strictest = max(endpoint.policies, key=_wanted, default=None)
        if strictest is not None and len(domains) < _wanted(strictest):
            yield _finding(endpoint, strictest, len(domains))


def _wanted(policy: Policy) -> int:
    return policy.min_targets or 0


def _finding(endpoint: Endpoint, policy: Policy, found: int) -> Diagnostic:
    wanted = _wanted(policy)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"the targets of `{endpoint.name}` stand in {found} failure domain(s), "
        f"the policy asks for {wanted}",
        at=endpoint.at,
        because=Fact(f"min_targets is {wanted}", policy.at),
        fixes=(Fix("add a fallback of another provider or region"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=(str(found),),
    )


RULE = Rule("REL001", "too few targets in distinct failure domains", "0.1.0", judge)
