"""Too few targets.

## What it checks
That every endpoint has at least `min_targets` targets in distinct failure domains.

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
        for policy in endpoint.policies:
            if policy.min_targets and len(domains) < policy.min_targets:
                yield _finding(endpoint, policy, policy.min_targets, len(domains))


def _finding(endpoint: Endpoint, policy: Policy, wanted: int, found: int) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` has {found} target(s) in distinct failure domains, "
        f"the policy asks for {wanted}",
        at=endpoint.at,
        because=Fact(f"min_targets is {wanted}", policy.at),
        fixes=(Fix("add a fallback of another provider or region"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=(str(found),),
    )


RULE = Rule("REL001", "too few targets in distinct failure domains", "0.1.0", judge)
