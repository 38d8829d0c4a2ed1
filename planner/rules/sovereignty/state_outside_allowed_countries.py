"""State outside allowed countries.

## What it checks
Terraform's state rests in a region that `at_rest` does not allow.

## Why it matters
State holds names, addresses and configuration of everything that touches the data.

## Example
`state: {backend: s3, region: us-east-1}` under `at_rest: [bloc:EU]`.

## Mend
Keep the state in a region inside the allowed countries.

## Sources
https://developer.hashicorp.com/terraform/language/state/sensitive-data
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.residency import Cause, storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return storage_findings(case, RULE.code, Cause.STATE)


RULE = Rule("OPS002", "state outside allowed countries", "0.1.0", judge)
