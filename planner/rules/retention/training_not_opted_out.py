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

from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import answered, denied, finding
from planner.rules.rule import Case, Rule

_LAW = "nobody may train on them"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        demand = denied(endpoint, _LAW, "training")
        verdict = answered(handling.training)
        if demand is not None and verdict is not Verdict.PROVEN:
            trains = "trains" if verdict is Verdict.VIOLATED else "may train"
            yield finding(
                RULE.code,
                verdict,
                demand,
                endpoint,
                path,
                says=f"its operator {trains} models on prompts",
                facts=((f"training: {handling.training.says}", handling.training.ground),),
                fixes=(
                    "name what excludes it in `agreements: {no_training: …}`",
                    "call a provider that trains on none, or run open weights yourself",
                ),
            )


RULE = Rule("RET006", "training not opted out", "0.2.0", judge)
