"""State outside allowed countries.

## What it checks
Terraform's state, and stores of role `backup`, rest in a region that `at_rest` does not allow.

## Why it matters
State holds names, addresses and configuration of everything that touches the data, and a backup
holds the data itself.

## Example
`state: {backend: s3, region: us-east-1}` under `at_rest: [bloc:EU]`.

## Mend
Keep state and backups in a region inside the allowed countries.

## Sources
https://developer.hashicorp.com/terraform/language/state/sensitive-data
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from storage_findings(case, RULE.code, Cause.STATE)
    yield from storage_findings(case, RULE.code, Cause.BACKUP)


RULE = Rule("OPS002", "state outside allowed countries", "0.1.0", judge)
