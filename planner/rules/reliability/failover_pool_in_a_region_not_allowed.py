"""Failover pool in a region not allowed.

## What it checks
A GPU pool that takes over when the primary target fails stands in a country that the policy doesn't
allow.

## Why it matters
A pilot light abroad is planned for the day on which nobody reads policies.

## Example
`route: [hot/llama, cold/llama]` under `processing: [bloc:EU]`, with the pool `cold` in `us-east-1`.

## Mend
Keep the second pool in another region inside the allowed countries.

## Sources
The catalogue's regions
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.FAILOVER)


RULE = Rule("REL003", "failover pool in a region not allowed", "0.2.0", judge)
