"""Processing outside allowed countries.

## What it checks
The primary target of an endpoint, or a node on the way to it, processes prompts in a country that
a level of the policy does not allow. Facts have two bounds: what every source agrees on, and what
any source says. Outside the first is a violation, outside only the second is unproven.

## Why it matters
The place in a resource's name is not where inference runs. Contracts and regulators ask for the
latter.

## Example
`policy: {processing: [bloc:EU]}` with `providers: {oa: {kind: openai, region: global}}`.

## Mend
Take a mode, host or provider whose countries lie inside the allowed ones, or let counsel widen
them.

## Sources
GDPR chapter V; the processing rows of the catalogue, each with its vendor page and date.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import processing_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return processing_findings(case, RULE.code, Cause.PROCESSING)


RULE = Rule("SOV001", "processing outside allowed countries", "0.1.0", judge)
