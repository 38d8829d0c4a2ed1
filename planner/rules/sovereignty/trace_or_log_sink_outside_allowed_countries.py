"""Log or trace sink outside allowed countries.

## What it checks
Logs, traces, feedback and evaluations that hold prompts rest in a country that `at_rest` does not
allow. A store with `payload: metadata` holds none.

## Why it matters
The careful choice of a model's region is worth nothing if the observability tool copies each
prompt to another continent.

## Example
`stores: {traces: {kind: langfuse, host: https://us.cloud.langfuse.com}}` under `at_rest:
[bloc:EU]`.

## Mend
Use the vendor's host inside the allowed countries, run it yourself, or stop sending prompts to
it.

## Sources
The telemetry rows of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return storage_findings(case, RULE.code, Cause.SINK)


RULE = Rule("OPS001", "log or trace sink outside allowed countries", "0.1.0", judge)
