"""Batch path leaves the allowed countries.

## What it checks
Batches have a path of their own: the target of `side: {batch: …}`, where it keeps what it reads and
writes, and the stores of role `batch` of an endpoint that runs batches.

## Why it matters
The nightly job is often another deployment type, and the cheap one is global. What is proven of the
online path says nothing of it.

## Example
`route: [azure/gpt]` as `DataZoneStandard`, `side: {batch: [night/gpt]}` as `GlobalBatch`.

## Mend
Use `DataZoneBatch`, or a batch of Bedrock through a geographic profile with buckets in the region.

## Sources
MicrosoftDocs/azure-ai-docs, deployment types; the catalogue's `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings, storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from processing_findings(case, RULE.code, Cause.BATCH)
    yield from storage_findings(case, RULE.code, Cause.BATCH)


RULE = Rule("SOV015", "batch path leaves the allowed countries", "0.2.0", judge)
