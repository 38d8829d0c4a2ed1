"""Profile reaches a denied region.

## What it checks
That no destination of a Bedrock profile is a region that `regions: {deny: […]}` denies. Where the
very region that is called is denied, REG007 says so.

## Why it matters
A profile may run the call in regions that the account never opted into: that a region is switched
off, or merely unwanted, doesn't keep prompts out of it. A service control policy does, and then the
call fails.

## Example
`regions: {deny: ["aws:eu-south-2"]}` with `mode: geo` from `eu-central-1`: Spain is a destination.

## Mend
Don't count on the denial: take a profile or mode without that destination, or a source region
whose set is smaller.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.regions import narrower_than_a_profile, refusal
from planner.rules.rule import Case, Rule

_MEND = "take a profile, mode or source region without this destination"


def judge(case: Case) -> Iterator[Diagnostic]:
    for use, constraint in narrower_than_a_profile(case.topology):
        denied = {name: constraint.regions.denies(use.cloud, name) for name in use.regions}
        reached = {name: pattern for name, pattern in denied.items() if pattern}
        if reached:
            why = f"denied by `{next(iter(reached.values()))}`, and the profile doesn't know it"
            yield refusal(RULE.code, use, constraint, reached, why, _MEND)


RULE = Rule("SOV019", "profile reaches a denied region", "0.2.0", judge)
