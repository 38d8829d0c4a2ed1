"""Data class not stated.

## What it checks
That an endpoint which a policy constrains says what classes of data it carries. Without `data` it
is taken for personal.

## Why it matters
Personal data is what people type, and it is a fair guess; but health data, cards or goods under
export control have rules of their own, and none of them looks at an endpoint that doesn't say.

## Example
`endpoints: {chat: {route: [bedrock-fra/sonnet]}}` under `processing: [bloc:EU]`.

## Mend
Say it: `data: [personal]`, and what else there is.

## Sources
GDPR articles 9 and 30
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Policy


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        constraining = next(filter(_binds_data, endpoint.policies), None)
        if constraining is not None and not endpoint.data_is_stated:
            yield _finding(endpoint, constraining)


def _binds_data(policy: Policy) -> bool:
    """Whether a level constrains what becomes of protected data."""
    places = (policy.processing, policy.at_rest, policy.parents, policy.countries_denied)
    return any(places) or bool(policy.regimes)


def _finding(endpoint: Endpoint, policy: Policy) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        verdict=Verdict.UNPROVEN,
        message=f"`{endpoint.name}` doesn't say what data it carries: it is taken for personal",
        at=endpoint.at,
        because=Fact("a policy binds protected data", policy.at),
        fixes=(Fix("add `data: [personal]`, or what it carries"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=("data",),
    )


RULE = Rule("SPC004", "data class not stated", "0.2.0", judge)
