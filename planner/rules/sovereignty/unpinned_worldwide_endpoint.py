"""Unpinned worldwide endpoint.

## What it checks
An endpoint whose policy names countries calls an API by a host or mode that its vendor documents to
run anywhere: Vertex' `global`, Anthropic's `global`, OpenAI's global project, `api.mistral.ai`, the
serverless APIs of Nebius and Together, OpenRouter's default host.

## Why it matters
Nothing in such a call says where it may end, so nothing stops it from ending elsewhere: neither the
vendor's home nor the region of your own cloud.

## Example
`providers: {m: {kind: mistral, host: api.mistral.ai, …}}` under `processing: [bloc:EU]`.

## Mend
Call the vendor's regional host, location, project or dedicated deployment where there is one.
Anthropic's own API has none in the EU: Bedrock and Vertex serve the same models there.

## Sources
https://docs.cloud.google.com/gemini-enterprise-agent-platform/resources/data-residency;
https://docs.mistral.ai/inference/regional-inference;
https://platform.claude.com/docs/en/manage-claude/data-residency
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.UNPINNED)


RULE = Rule("SOV005", "unpinned worldwide endpoint", "0.2.0", judge)
