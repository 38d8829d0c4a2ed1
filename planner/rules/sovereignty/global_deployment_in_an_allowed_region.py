"""Global deployment in an allowed region.

## What it checks
An endpoint whose policy names countries calls a deployment of Azure whose type is global:
`GlobalStandard`, `GlobalProvisionedManaged`, `GlobalBatch` or `DeveloperTier`.

## Why it matters
The region of an Azure resource says where data rests. Where a global deployment runs, it doesn't
say: any Azure region may answer.

## Example
`providers: {az: {kind: azure-openai, region: swedencentral, mode: GlobalStandard, …}}` under
`processing: [bloc:EU]`.

## Mend
Deploy it as `DataZoneStandard` if the zone lies inside what is allowed, else as `Standard` or
`ProvisionedManaged` in a region that has the model.

## Sources
MicrosoftDocs, azure-ai-docs, deployment types
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.GLOBAL_DEPLOYMENT)


RULE = Rule("SOV006", "global deployment in an allowed region", "0.2.0", judge)
