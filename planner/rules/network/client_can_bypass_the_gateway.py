"""Client can bypass the gateway.

## What it checks
An endpoint whose policy bounds places or operators, and whose application could reach a target past
its gateway, `bypass: open`. Where the spec says nothing of it, nothing is found.

It warns: what the spec draws is proven, what goes around it is not.

## Why it matters
The proof is of what passes the gateway. An application that still holds the vendor's key calls
whatever it likes, with the same data.

## Example
`endpoints: {chat: {bypass: open, …}}` behind `gateways: {main: …}` under `processing: [bloc:EU]`.

## Mend
Give the keys to the gateway alone, and close the application's own way out.

## Sources
The spec's own words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.levels import processing_levels, storage_levels
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        if endpoint.bypass == "open" and endpoint.gateway and _is_bound(endpoint):
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.WARNING,
                verdict=Verdict.UNPROVEN,
                message=f"`{endpoint.name}` can reach its targets past `{endpoint.gateway.id}`, "
                "and nothing is proven of such calls",
                at=endpoint.at,
                fixes=(Fix("give the keys to the gateway alone: `bypass: closed`"),),
                endpoint=endpoint.name,
                path=(endpoint.id, "-call->", endpoint.gateway.id),
            )


def _is_bound(endpoint: Endpoint) -> bool:
    if not endpoint.is_protected:
        return False
    of_operators = any(p.parents or p.homes or p.operators_denied for p in endpoint.policies)
    return bool(processing_levels(endpoint) or storage_levels(endpoint)) or of_operators


RULE = Rule("NET005", "client can bypass the gateway", "0.2.0", judge)
