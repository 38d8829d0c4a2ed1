"""Transit outside the allowed countries.

## What it checks
The network that lies between the topology's own, `network: {hub: …}`: calls of a gateway to a pool
of another region, or to a provider with `access: private` in one, pass the hub's country.

## Why it matters
A hub is where traffic is inspected, mirrored and logged. Inside the private network a gateway
speaks plain HTTP to a pool.

## Example
`network: {hub: {region: eu-west-2}}` with a gateway in Stockholm and a pool in Frankfurt, under
`processing: [bloc:EU]`.

## Mend
Put the hub into an allowed country, or the gateway into the pool's region.

## Sources
The catalogue's `regions.csv`; the spec's own words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.TRANSIT)


RULE = Rule("NET003", "transit outside the allowed countries", "0.2.0", judge)
