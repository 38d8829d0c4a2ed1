"""Fallbacks share the capacity of their primary.

## What it checks
That of a route's fallbacks at least one draws on other capacity than the primary. A Bedrock profile
of one geography, a Data Zone and the global deployments of Azure each are one pool of capacity,
from whatever region or account they are called. Fallbacks in the very region of the primary are
REL005's.

## Why it matters
When the pool is short, all its doors answer 429 at once: the retries of the fallback only add to
the storm.

## Example
`route: [bedrock-fra/sonnet, bedrock-dub/sonnet]`, both by the `eu.` profile.

## Mend
Let another operator's target, or one in its own region, be among the fallbacks.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.failing_together import failure_domain
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Provider, ServedModel, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        primary, *fallbacks = endpoint.targets
        pool = _capacity(primary)
        if pool is None or any(_capacity(target) != pool for target in fallbacks):
            continue
        elsewhere = [t for t in fallbacks if failure_domain(t) != failure_domain(primary)]
        if elsewhere:
            yield _finding(endpoint, primary, elsewhere, pool)


def _capacity(target: Target) -> str | None:
    """The pool that a target shares with others of its kind in other regions; None: none known."""
    match target.site, target.model:
        case Provider(profile=str(geography)), _:
            return f"the `{geography}.` profiles of Bedrock"
        case Provider(kind="azure-openai", mode=str(mode)), ServedModel() as model:
            return _zone(mode, model)
    return None


def _zone(mode: str, model: ServedModel) -> str | None:
    if mode.startswith("Global"):
        return "Azure's global deployments"
    if mode.startswith("DataZone"):
        return f"Azure's Data Zone of {', '.join(sorted(model.processing.possible))}"
    return None


def _finding(endpoint: Endpoint, primary: Target, fallbacks: list[Target], pool: str) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        verdict=Verdict.VIOLATED,
        message=f"every fallback of `{endpoint.name}` draws on the capacity of its primary: {pool}",
        at=fallbacks[0].at,
        because=Fact(f"`{primary.id}` draws on it too", primary.at),
        fixes=(Fix("add a fallback of another operator, or in a region of its own"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=tuple(target.id for target in fallbacks),
    )


RULE = Rule("REL004", "fallbacks share the capacity of their primary", "0.2.0", judge)
