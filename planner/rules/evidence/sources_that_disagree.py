"""Sources that disagree.

## What it checks
Sources contradict each other on where data is processed or kept, and the verdict hangs on which of
them is right: what they all agree on is allowed, what only some of them say isn't. Data Zones of
Azure and regional endpoints have rules of their own, SOV007 and SOV009.

## Why it matters
Whoever reads one page only believes that it is settled. Until the vendor says which page holds, it
is unproven.

## Example
`{kind: mistral, host: api.eu.mistral.ai, …}` under `processing: [bloc:EU]`: one page says EU, an
older one EU and EFTA.

## Mend
Ask the vendor, and have the answer in the contract; or allow what any of its pages says.

## Sources
The catalogue's rows: `processing` against `processing_undisputed`, `at_rest` likewise
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings, storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from processing_findings(case, RULE.code, Cause.CONFLICT)
    yield from storage_findings(case, RULE.code, Cause.CONFLICT)


RULE = Rule("EVD004", "sources that disagree", "0.2.0", judge)
