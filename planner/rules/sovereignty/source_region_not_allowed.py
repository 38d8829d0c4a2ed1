"""Source region not allowed.

## What it checks
A Bedrock profile is called from a region whose own country is not allowed, while all its other
destinations are.

## Why it matters
The source region is a destination too, so the same profile reaches one country more than from
elsewhere: GB from London, CH from Zurich, IL from Tel Aviv.

## Example
`{kind: bedrock, region: eu-west-2, mode: geo, profile: eu, …}` under `processing: [bloc:EU]`.

## Mend
Call the profile from a source region in an allowed country.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.SOURCE_REGION)


RULE = Rule("SOV018", "source region not allowed", "0.2.0", judge)
