"""Ingress of a router not pinned although inference is.

## What it checks
A router of other vendors' models with a `region` for inference, whose host doesn't pin where the
request itself arrives.

## Why it matters
The router reads the prompt before it sends it on. A bound for inference leaves open in which
country that happens; the host binds it.

## Example
`vercel-ai-gateway` with `region: eu` on `ai-gateway.vercel.sh`.

## Mend
Call the regional host too: `eu.ai-gateway.vercel.sh`, `eu.openrouter.ai`.

## Sources
https://vercel.com/docs/ai-gateway/security-and-compliance/regional-inference;
https://www.openrouter.ai/docs/guides/features/sovereign-ai.md; the catalogue's `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.UNPINNED_INGRESS)


RULE = Rule("SOV027", "ingress of a router not pinned although inference is", "0.2.0", judge)
