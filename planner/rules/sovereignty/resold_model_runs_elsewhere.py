"""Resold model runs elsewhere.

## What it checks
A model that one company sells in its regions and another runs, such as Claude on Anthropic's
platform through AWS or in Microsoft Foundry: where inference runs, by the row of that offer,
against the allowed countries. The region that is called proves nothing of it.

## Why it matters
The bill, the console and the region are those of a cloud that has a data centre around the corner;
the prompt goes to somebody else's.

## Example
`claude-platform-on-aws` in eu-west-1, whose inference runs in the US or anywhere.

## Mend
Call the same model where the cloud itself runs it, such as Bedrock or Vertex, or host open weights.

## Sources
https://platform.claude.com/docs/en/manage-claude/data-residency; Microsoft's comparison of hosting
of Claude models; the catalogue's `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.RESOLD)


RULE = Rule("SOV026", "resold model runs elsewhere", "0.2.0", judge)
