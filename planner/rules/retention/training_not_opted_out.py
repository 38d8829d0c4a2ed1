"""Training not opted out.

## What it checks
Whether whoever receives prompts trains models on them, where the policy says `training: deny`:
what the vendor does by default, unless `agreements: {no_training: …}` says otherwise.

## Why it matters
What a model has learnt can't be deleted, and can be drawn out of it by somebody else.

## Example
`policy: {training: deny}` with DeepSeek's own API.

## Mend
Name the contract or the paid tier that excludes it, or run the open weights yourself.

## Sources
The catalogue's `handling.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from planner.diagnostics import Diagnostic
from planner.rules.demands import denied_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return denied_findings(
        case,
        RULE.code,
        "training",
        "nobody may train on them",
        answer=attrgetter("training"),
        does="its operator trains models on prompts",
        may="its operator may train models on prompts",
        about="training",
        fixes=(
            "name what excludes it in `agreements: {no_training: …}`",
            "call a provider that trains on none, or run open weights yourself",
        ),
    )


RULE = Rule("RET006", "training not opted out", "0.2.0", judge)
