"""Data at rest outside allowed countries.

## What it checks
A provider or store on an endpoint's path keeps prompts, completions or copies of them in a
country that `at_rest` does not allow.

## Why it matters
Abuse monitoring, batch files and caches keep copies that nobody writes down, often elsewhere than
where inference runs.

## Example
`policy: {at_rest: [DE]}` with a provider that keeps logs for abuse monitoring in the US.

## Mend
Take a provider that keeps nothing or keeps it inside, or agree on zero retention and show the
evidence.

## Sources
GDPR chapter V; the vendors' pages on data retention named in each row.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return storage_findings(case, RULE.code, Cause.STORAGE)


RULE = Rule("SOV002", "data at rest outside allowed countries", "0.1.0", judge)
