"""Global profile on a residency-bound endpoint.

## What it checks
An endpoint whose policy names countries calls a Bedrock model through its `global.` profile.

## Why it matters
A global profile may run the call in any commercial region, and the list grows without notice. It
is about a tenth cheaper, so it is what a cost optimiser picks.

## Example
`providers: {b: {kind: bedrock, region: eu-central-1, mode: global, …}}` under `processing:
[bloc:EU]`.

## Mend
Use `mode: geo` or `mode: regional`.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.GLOBAL_PROFILE)


RULE = Rule("SOV004", "global profile on a residency-bound endpoint", "0.1.0", judge)
