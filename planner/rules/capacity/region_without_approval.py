"""Region without approval.

## What it checks
That a project of OpenAI outside the US has what such a region takes: an agreement on zero retention
or modified abuse monitoring, or the approval of the region itself, which the United Arab Emirates
always ask for.

## Why it matters
OpenAI opens its regions to customers with such an amendment only. A plan that counts on one waits
for a signature that takes weeks.

## Example
`{kind: openai, region: eu, models: {gpt: gpt-5.1}}` without `agreements`.

## Mend
State the evidence: `agreements: {zero_retention: "amendment 7"}` or `region_approval`. Until then,
Azure and Bedrock serve the region without.

## Sources
OpenAI, your data
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Provider

_OPEN_TO_ALL = (None, "global", "us")
_ALWAYS_ASKED_FOR = "ae"


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        if provider.kind == "openai" and provider.location not in _OPEN_TO_ALL:
            yield from _finding(provider)


def _finding(provider: Provider) -> Iterator[Diagnostic]:
    own = provider.agreements
    amended = own.zero_retention if provider.location != _ALWAYS_ASKED_FOR else None
    if own.region_approval or amended:
        return
    about = next(iter(provider.models.values())).about
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"nothing shows that OpenAI approved region `{provider.location}` "
        f"for `{provider.id}`",
        at=provider.at,
        because=Fact("outside the US a project takes an amendment", about.row) if about else None,
        fixes=(Fix("state `agreements: {zero_retention: …}` or `{region_approval: …}`"),),
        path=(provider.id,),
        offending=(provider.location or "",),
        facts=(about.row,) if about else (),
    )


RULE = Rule("CAP006", "region without approval", "0.2.0", judge)
