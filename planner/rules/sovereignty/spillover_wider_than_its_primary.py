"""Spillover wider than its primary.

## What it checks
What takes over when provisioned throughput is used up, `side: {spillover: …}`, is held to the same
constraint as the deployment it relieves.

## Why it matters
Spillover is a setting of the deployment, or a header of the request: the caller sees the same
address and the same answer, from a scope that nobody asked for.

## Example
`ProvisionedManaged` in francecentral that spills to a `GlobalStandard` deployment.

## Mend
Spill to a deployment of the same scope, or let requests wait.

## Sources
MicrosoftDocs/azure-ai-docs, spillover and deployment types; the catalogue's `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.SPILLOVER)


RULE = Rule("SOV016", "spillover wider than its primary", "0.2.0", judge)
