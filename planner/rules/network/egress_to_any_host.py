"""Egress to any host.

## What it checks
A gateway that may open connections to any host, `egress: https`, while it serves an endpoint with
health data, other special categories, card data or export-controlled data that may be processed
only in some countries.

It warns: the routes that the gateway has been given are proven one by one.

## Why it matters
The proof is of the routes in the configuration. A gateway that can reach any host needs only one
more line, a passed-through header or a hole in its software to send the same data elsewhere.

## Example
`gateways: {main: {region: eu-central-1}}` for `data: [phi]` under `processing: [bloc:EU]`.

## Mend
`egress: listed` lets it reach the hosts of its targets and nothing else.

## Sources
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html; OWASP, egress
filtering
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Step, Verdict
from planner.rules.levels import processing_levels
from planner.rules.reached import GUARDED
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Gateway


def judge(case: Case) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for endpoint in case.topology.endpoints:
        gateway = endpoint.gateway
        if gateway is None or gateway.egress == "listed" or gateway.name in seen:
            continue
        if endpoint.data & GUARDED and processing_levels(endpoint):
            seen.add(gateway.name)
            yield _finding(endpoint, gateway)


def _finding(endpoint: Endpoint, gateway: Gateway) -> Diagnostic:
    classes = " and ".join(f"`{name}`" for name in sorted(endpoint.data & GUARDED))
    levels = processing_levels(endpoint)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"`{gateway.id}` may send {classes} of `{endpoint.name}` to any host over HTTPS",
        at=gateway.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step(
            "only the gateway's configuration keeps it to the targets that are proven",
            "and data may be processed only where every level of the policy allows",
            tuple(Fact(f"allowed: {level}", level.at) for level in levels),
        ),
        fixes=(Fix("let it reach the hosts of its targets only: `egress: listed`"),),
        endpoint=endpoint.name,
        path=(endpoint.id, "-call->", gateway.id),
    )


RULE = Rule("NET001", "egress to any host", "0.2.0", judge)
