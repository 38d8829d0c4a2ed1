"""Ingress answers near the caller.

## What it checks
An accelerator or a geographic DNS before a gateway, `ingress`, takes connections at whatever place
is nearest to the caller, also outside the countries that the policy allows.

## Why it matters
Anycast has no region. A traveller's call enters the vendor's network where the traveller is, not
where the gateway stands.

## Example
`ingress: {kind: accelerator, operator: aws}` under `processing: [bloc:EU]`.

## Mend
Let callers reach the load balancer of the region, or write the `countries` that it is bound to.

## Sources
The spec's own words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.ANYCAST)


RULE = Rule("OPS005", "ingress answers near the caller", "0.2.0", judge)
