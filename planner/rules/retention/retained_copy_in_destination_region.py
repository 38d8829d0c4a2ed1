"""Retained copy in destination region.

## What it checks
Bedrock models whose prompts are retained, called through an inference profile: the copy lies in
the region that ran the call. Every destination of the profile is held against `at_rest`, unless
the account's `retention_mode` is `none` or zero retention is agreed.

## Why it matters
Everything else that Bedrock keeps stays in the region that is called, so a check of that region
passes, and what a classifier flagged lies in another country for a month.

## Example
`policy: {at_rest: [CA]}` with GPT-5.5 through the profile `us` from Montreal.

## Mend
Call the model in its own region, take one that keeps nothing, or set the account's mode to `none`.

## Sources
docs.aws.amazon.com/bedrock/latest/userguide/abuse-detection.html and data-retention.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return storage_findings(case, RULE.code, Cause.RETAINED)


RULE = Rule("RET005", "retained copy in destination region", "0.2.0", judge)
