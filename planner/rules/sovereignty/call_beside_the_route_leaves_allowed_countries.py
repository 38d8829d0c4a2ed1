"""Call beside the route leaves the allowed countries.

## What it checks
What is called with an endpoint's data beside its route, for `guardrail`, `moderation`, `router`,
`rerank`, `judge`, `eval`, `translate`, `ocr`, `tool`, `web_search` or `grounding`, processes it in
a country that a level of the policy does not allow. A guardrail profile of Bedrock has
destinations of its own: `models: {guard: guardrail}`.

## Why it matters
The careful choice of a model's region is worth nothing if a filter before it reads every prompt
elsewhere. Guardrails route by themselves: the prompt crosses regions even where the model's call
does not.

## Example
`side: {guardrail: [g/guard]}` with the `eu` profile called from Tel Aviv, under `processing:
[bloc:EU]`.

## Mend
Call it in its own region or through a narrower profile, or run a small classifier of your own.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-cross-region-support.html; the
catalogue's `bedrock_profiles.csv` and `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.SIDE_CALL)


RULE = Rule("SOV013", "call beside the route leaves the allowed countries", "0.2.0", judge)
