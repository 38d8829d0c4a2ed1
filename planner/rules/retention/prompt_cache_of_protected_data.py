"""Prompt cache of protected data.

## What it checks
A provider's prompt cache that is on by default, where a level of the policy allows nobody to keep
prompts (`retention_days: 0`) and nothing says that it is switched off.

## Why it matters
Zero retention counts what is written to disk. A cache in memory holds prompts for hours all the
same, and is a setting of the project that nobody sees in a request.

## Example
`policy: {retention_days: 0}` with Gemini on Vertex AI, which caches for up to 24 hours.

## Mend
Switch the cache off and name that in `agreements: {cache_off: …}`.

## Sources
The catalogue's `handling.csv`; Google's page on zero data retention.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import demanded, finding
from planner.rules.rule import Case, Rule

_LAW = "nothing may be kept, in memory neither"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        demand = demanded(endpoint, _LAW, lambda policy: policy.retention_days == 0)
        if demand is not None and handling.cached.does:
            yield finding(
                RULE.code,
                Verdict.VIOLATED,
                demand,
                endpoint,
                path,
                says="its prompt cache holds them for hours",
                facts=((f"a prompt cache: {handling.cached.says}", handling.cached.ground),),
                fixes=("switch it off, and say so in `agreements: {cache_off: …}`",),
                weight=Severity.WARNING,
            )


RULE = Rule("RET004", "prompt cache of protected data", "0.2.0", judge)
