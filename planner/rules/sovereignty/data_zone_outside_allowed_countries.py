"""Data zone outside allowed countries.

## What it checks
A Data Zone deployment of Azure may run in any country of its zone. The zone of the EU is not the
EU: one page of Microsoft's lists Switzerland and Norway among its places, others speak of member
nations only. Those two alone are therefore unproven, any other country of the zone that isn't
allowed is a violation.

## Why it matters
"EU Data Zone" reads like a promise about the EU. Microsoft also adds regions to a zone without
notice.

## Example
`providers: {az: {kind: azure-openai, region: swedencentral, mode: DataZoneStandard, …}}` under
`processing: [bloc:EU]`.

## Mend
Let counsel allow Norway and Switzerland too, or deploy it as `Standard` or `ProvisionedManaged`.

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
    return processing_findings(case, RULE.code, Cause.DATA_ZONE)


RULE = Rule("SOV007", "data zone outside allowed countries", "0.2.0", judge)
