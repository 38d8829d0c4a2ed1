"""Fallback leaves the allowed countries.

## What it checks
Every fallback of a route is held to the same constraint as its primary: also the target that is
only called when something else fails. So is what is called instead or along with it, `side: {retry:
…, shadow: …, canary: …}`.

## Why it matters
A fallback is cheap insurance until it is the one hop that breaks the promise, during the outage
when nobody is looking.

## Example
`route: [bedrock-fra/sonnet, bedrock-us/sonnet]` under `processing: [bloc:EU]`.

## Mend
Choose a second provider or profile that stays inside.

## Sources
https://docs.litellm.ai/docs/proxy/reliability (fallbacks are not filtered by region); the
catalogue's rows
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.FALLBACK)


RULE = Rule("SOV010", "fallback leaves the allowed countries", "0.1.0", judge)
