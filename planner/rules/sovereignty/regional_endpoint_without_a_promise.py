"""Regional endpoint without a promise.

## What it checks
An API is called by a region or location, and no source promises that this very model runs in its
country: a location of Vertex without an in-country promise for the model, a regional deployment of
Azure in a geography of several countries, a regional host of OpenAI that only keeps data there.

## Why it matters
The name of a region reads like a place. Vendors promise less: Google promises a country for listed
models only, Microsoft's pages differ between region and geography.

## Example
`providers: {v: {kind: vertex, region: europe-west3, …}}` under `processing: [DE]`.

## Mend
Allow the whole of what is promised, such as `bloc:EU`; take a model with a promise for the country,
or a region that is the only country of its geography.

## Sources
https://docs.cloud.google.com/gemini-enterprise-agent-platform/resources/data-residency;
MicrosoftDocs, azure-ai-docs, data privacy; OpenAI, your data
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.REGIONAL)


RULE = Rule("SOV009", "regional endpoint without a promise", "0.2.0", judge)
