"""No way out.

## What it checks
That an endpoint calls more than one operator, or a gateway through which another could be called.

## Why it matters
An application that calls one vendor by that vendor's own SDK learns its names, errors and limits.
When prices rise, a model is withdrawn or a law changes, leaving takes months. It is cheap at first
and dear later.

## Example
An endpoint with one target and no gateway.

## Mend
Call through an interface that several vendors speak, and try the next one now and then.

## Sources
The ways of the catalogue: what else every rule admits.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.advising.advice import Advice, EndpointAdvice
from planner.advising.regretting import Regret
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.topology import Endpoint, Provider


def judge(advice: Advice) -> Iterator[Diagnostic]:
    for one in advice.endpoints:
        endpoint = one.choices.endpoint
        if endpoint.gateway is None and len(_operators(endpoint)) == 1:
            yield _finding(one, endpoint)


def _operators(endpoint: Endpoint) -> set[str]:
    """Who operates what an endpoint calls; pools and nobody's hosts are one's own."""
    sites = [target.site for target in endpoint.targets]
    return {
        site.operator.id if isinstance(site, Provider) and site.operator else "" for site in sites
    }


def _finding(one: EndpointAdvice, endpoint: Endpoint) -> Diagnostic:
    known = _operators(endpoint)
    others = sorted({api.operator for api in one.choices.apis if api.operator} - known)
    if others:
        found = f"{len(others)} other operators could answer: {', '.join(others[:3])}"
    else:
        found = "nobody else serves what it asks for where its data may go"
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.NOTE if others else Severity.WARNING,
        message=f"`{endpoint.name}` calls one operator by itself; {found}",
        at=endpoint.at,
        because=Fact("there is no gateway between it and its vendor", endpoint.at),
        fixes=(Fix("call through an interface that several vendors speak"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=(endpoint.id,),
    )


REGRET = Regret("ADV006", "no way out", "0.2.0", judge)
