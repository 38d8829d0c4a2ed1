"""Fallbacks without a gateway.

## What it checks
That an endpoint with more than one target is served by a gateway.

## Why it matters
A gateway takes the next target when one fails. Without it nobody does, unless the application is
written to; the route then promises what never happens.

## Example
`route: [bedrock-fra/sonnet, azure-swe/gpt]` in a spec without `gateways`.

## Mend
Add a gateway, or drop the fallbacks and fail over in the application.

## Sources
https://docs.litellm.ai/docs/proxy/reliability
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        if endpoint.gateway is None and len(endpoint.targets) > 1:
            yield _finding(endpoint)


def _finding(endpoint: Endpoint) -> Diagnostic:
    primary, *fallbacks = endpoint.targets
    names = ", ".join(f"`{target.id}`" for target in fallbacks)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"`{endpoint.name}` has no gateway that would fall back on {names}",
        at=fallbacks[0].at,
        because=Fact(f"the application itself calls `{primary.id}`", primary.at),
        fixes=(Fix(f"add a gateway that serves `{endpoint.name}`"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=tuple(target.id for target in fallbacks),
    )


RULE = Rule("REL006", "fallbacks without a gateway", "0.1.0", judge)
