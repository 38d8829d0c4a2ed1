"""Fallback in the failure domain of its primary.

## What it checks
That no fallback shares with its primary what usually fails together: the same service of the same
operator in the same region, or the same GPU pool.

## Why it matters
Provider outages take down a service in a region, not a model. A second model behind the same door
is down at the same moment.

## Example
`route: [bedrock-fra/sonnet, bedrock-fra/haiku]`.

## Mend
Take another provider, or at least another region.

## Sources
The catalogue's outage statistics: two API vendors were down together for less than a quarter of a
percent of days.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.failing_together import failure_domain
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        primary, *fallbacks = endpoint.targets
        for target in fallbacks:
            if failure_domain(target) == failure_domain(primary):
                yield _finding(endpoint, primary, target)


def _finding(endpoint: Endpoint, primary: Target, target: Target) -> Diagnostic:
    domain = " ".join(failure_domain(target))
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"fallback `{target.id}` of `{endpoint.name}` fails together with its primary "
        f"`{primary.id}`",
        at=target.at,
        because=Fact(f"both stand on {domain}", primary.at),
        fixes=(Fix("take a fallback of another provider or region"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
    )


RULE = Rule("REL005", "fallback in the failure domain of its primary", "0.1.0", judge)
