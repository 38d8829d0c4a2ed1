"""Prompts read by people.

## What it checks
Whether the people of whoever receives prompts may read them, where the policy says `human_review:
deny`: what the vendor does by default, unless `agreements: {no_review: …}` says otherwise. Zero
retention alone doesn't say so.

## Why it matters
Staff, and sub-processors on other continents, read what a classifier flags or a sample picks. A
duty of confidence doesn't stop at a machine.

## Example
`policy: {human_review: deny}` with Azure OpenAI, whose abuse monitoring picks samples for review.

## Mend
Have review switched off (on Azure: modified abuse monitoring) and name the approval, or take a
provider that has none.

## Sources
The catalogue's `handling.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import answered, denied, finding
from planner.rules.rule import Case, Rule

_LAW = "nobody of its operator may read them"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        demand = denied(endpoint, _LAW, "human_review")
        verdict = answered(handling.review)
        if demand is not None and verdict is not Verdict.PROVEN:
            read = "people read" if verdict is Verdict.VIOLATED else "people may read"
            yield finding(
                RULE.code,
                verdict,
                demand,
                endpoint,
                path,
                says=f"its operator's {read} prompts",
                facts=((f"review by people: {handling.review.says}", handling.review.ground),),
                fixes=(
                    "have it switched off, and name the approval in `agreements: {no_review: …}`",
                    "call a provider whose people read none",
                ),
            )


RULE = Rule("RET002", "prompts read by people", "0.2.0", judge)
