"""Availability out of reach.

## What it checks
The share of requests that `needs.availability` asks for, against the route as a whole. Targets that
fail together count once; of domains that fail independently one has to stand, and their gateway
before them: A = A(gateway) x (1 - product of (1 - A(domain))). Without a gateway only the primary
counts. Two sums are made: one of what is promised to everybody, and one of the best that anybody
promises or saw, where a part that nobody speaks of never fails. If the promises suffice the need is
proven; if even the best misses it, it is violated; between them it is unproven, and one note tells
of all of these.

It warns and is no error: shares of time are statistics, and an SLA is a promise of credits.

## Why it matters
A single API with 99.9 % is down for 44 minutes a month within its SLA. Only a second one that fails
on its own buys another nine, and the gateway's own zones bound what it buys.

## Example
`needs: {availability: 99.95%}` with one Bedrock region, which promises 99.9 %.

## Mend
Add a fallback of another provider or region behind the gateway, spread the gateway over zones, or
ask for what can be had.

## Sources
The catalogue's `availability.csv`. AWS, Availability and Beyond:
https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience/calculating-availability.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.diagnostics import Diagnostic, Fix, Severity, Step, Verdict
from planner.rules.composing import Composed, composed, percent
from planner.rules.rule import Case, Rule
from planner.rules.unproven import Open, unproven
from planner.topology import Endpoint

_LAW = "as one of its failure domains has to stand, and its gateway before them"


def judge(case: Case) -> Iterator[Diagnostic]:
    open_ = []
    for endpoint in case.topology.endpoints:
        asked = endpoint.needs.availability
        if asked is None:
            continue
        route = composed(endpoint, case.catalog)
        verdict = route.verdict(asked)
        if verdict is Verdict.VIOLATED:
            yield _finding(endpoint, asked, route)
        elif verdict is Verdict.UNPROVEN:
            open_.append(_open(endpoint, asked, route))
    wanted = Fix("add a fallback that is promised, or a contract that promises more")
    yield from unproven(RULE.code, open_, wanted)


def _open(endpoint: Endpoint, asked: Decimal, route: Composed) -> Open:
    promised = percent(route.promised) if route.promised else "nothing"
    silent = f", and nobody speaks of {', '.join(route.silent)}" if route.silent else ""
    says = f"it asks for {percent(asked)}, and {promised} is promised{silent}"
    return Open(
        endpoint=endpoint,
        need="availability",
        subject=endpoint.id,
        at=endpoint.at,
        says=says,
        of="",
        because=_proof(route),
    )


def _finding(endpoint: Endpoint, asked: Decimal, route: Composed) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` needs an availability of {percent(asked)}, and nobody promises "
        f"or saw more than {percent(route.best)} of its route",
        at=endpoint.at,
        because=_proof(route),
        fixes=tuple(map(Fix, _ways(endpoint))),
        endpoint=endpoint.name,
        path=(endpoint.id, *(target.id for target in endpoint.targets)),
        offending=(endpoint.id,),
    )


def _proof(route: Composed) -> Step:
    facts = tuple(fact for part in route.parts for fact in part.facts)
    return Step(
        f"the route answers {percent(route.best)} if each part is as good as anybody says",
        _LAW,
        facts,
    )


def _ways(endpoint: Endpoint) -> Iterator[str]:
    if endpoint.gateway is None and len(endpoint.targets) > 1:
        yield "put a gateway before it: without one nothing falls back"
    elif endpoint.gateway is not None and min(_spread(endpoint)) < 2:  # noqa: PLR2004 - one alone
        yield "spread its gateway over two zones, with two replicas at least"
    yield "add a fallback of another provider or region"


def _spread(endpoint: Endpoint) -> tuple[int, int]:
    """Zones and replicas of the gateway."""
    gateway = endpoint.gateway
    return (len(gateway.zones), gateway.min_replicas) if gateway else (0, 0)


RULE = Rule("REL008", "availability out of reach", "0.2.0", judge)
