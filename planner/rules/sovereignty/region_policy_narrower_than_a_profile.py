"""Region policy narrower than a profile.

## What it checks
That `regions: {allow: […]}` allows every destination of a Bedrock profile, where it allows the
region that is called. Where it doesn't allow that one, REG007 says so; of a destination that is
denied by name, SOV019 does.

## Why it matters
A service control policy of the same shape doesn't narrow the profile: as soon as one destination is
refused, every request fails. It is an outage, on the day on which the policy is rolled out.

## Example
`regions: {allow: ["aws:eu-central-1", "aws:eu-west-1"]}` with `mode: geo` from `eu-central-1`,
which has six destinations.

## Mend
Allow all destinations of the profile, or call a model that is served in its own region.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.regions import narrower_than_a_profile, refusal
from planner.rules.rule import Case, Rule

_MEND = "allow every destination of the profile, or call a model in its own region"


def judge(case: Case) -> Iterator[Diagnostic]:
    for use, constraint in narrower_than_a_profile(case.topology):
        regions = constraint.regions
        refused = {
            name: why
            for name in use.regions
            if (why := regions.refuses(use.cloud, name)) and not regions.denies(use.cloud, name)
        }
        if refused:
            why = f"{next(iter(refused.values()))}, so that every call fails"
            yield refusal(RULE.code, use, constraint, refused, why, _MEND)


RULE = Rule("SOV020", "region policy narrower than a profile", "0.2.0", judge)
