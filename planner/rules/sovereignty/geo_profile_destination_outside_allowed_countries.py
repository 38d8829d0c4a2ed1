"""Geo profile destination outside allowed countries.

## What it checks
A Bedrock inference profile with a geography (`eu.`, `us.`, `apac.` …) may run the call in any of
its destination regions. The set depends on the profile, the model and the source region; the rule
takes all three from the catalogue.

## Why it matters
AWS: "Don't rely on the geographic prefix alone". The same `eu.` profile reaches GB when called
from London and CH from Zurich.

## Example
`mode: geo` from `eu-central-1` with `processing: [DE, FR]`: the profile also reaches ES, IE, IT
and SE.

## Mend
Widen the policy to the printed countries, call a model served in its own region, or move the
source region.

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
    return processing_findings(case, RULE.code, Cause.GEO_PROFILE)


RULE = Rule("SOV003", "geo profile destination outside allowed countries", "0.1.0", judge)
