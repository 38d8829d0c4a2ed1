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
from operator import attrgetter

from planner.diagnostics import Diagnostic
from planner.rules.demands import denied_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return denied_findings(
        case,
        RULE.code,
        "human_review",
        "nobody of its operator may read them",
        answer=attrgetter("review"),
        does="its operator's people read prompts",
        may="its operator's people may read prompts",
        about="review by people",
        fixes=(
            "have it switched off, and name the approval in `agreements: {no_review: …}`",
            "call a provider whose people read none",
        ),
    )


RULE = Rule("RET002", "prompts read by people", "0.2.0", judge)
