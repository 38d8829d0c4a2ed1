"""Location nobody states.

## What it checks
Protected data is processed or kept at a place that no source names: a host that the catalogue
doesn't know, a vendor that says nothing of where it keeps data, or one that leaves it open. It is
unproven, and fails like anything unproven. What a fallback reaches, SOV010 tells.

## Why it matters
What nobody states is not in the EU by default.

## Example
`stores: {traces: {kind: otel, host: https://otel.example.com}}` under `at_rest: [bloc:EU]`.

## Mend
Find out where it is and say so: `country` of a hosted store, `country` and `evidence` of an
`openai-compatible` provider.

## Sources
The catalogue's rows, of which none covers the place
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings, storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from processing_findings(case, RULE.code, Cause.UNKNOWN)
    yield from storage_findings(case, RULE.code, Cause.UNKNOWN)


RULE = Rule("SPC002", "location nobody states", "0.2.0", judge)
