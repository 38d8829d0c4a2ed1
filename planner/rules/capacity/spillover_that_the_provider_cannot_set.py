"""Spillover that the provider can't set.

## What it checks
That a tree for the major of `azurerm` that the spec names can say what takes over when provisioned
throughput is used up, `side: {spillover: …}`, of an account that topoplan makes. Version 4 of the
provider has no argument for it.

## Why it matters
The proof and the bill count on a target that nothing sends requests to: those beyond the rented
throughput are turned away.

## Example
`terraform: {providers: {azurerm: 4}}`, and a `ProvisionedManaged` provider without an `endpoint`
whose endpoint spills over to a `Standard` one.

## Mend
Name the target in the route behind the first: the gateway takes it where that turns requests away.
Or move to azurerm 5: both deployments into one account, and in the tree the `spillover` of the
module `openai_account`, an edit that `topoplan plan --adopt` keeps. Or let the caller name the
deployment with each request, in the header `x-ms-spillover-deployment`.

## Sources
The provider's schema, 4.81.0 and 5.10.0: azurerm_cognitive_deployment
https://learn.microsoft.com/azure/ai-foundry/openai/how-to/spillover-traffic-management
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Provider, Side, Target

_WITHOUT = 4
"""The major of azurerm whose deployments can't say what they spill into."""


def judge(case: Case) -> Iterator[Diagnostic]:
    if case.topology.majors.get("azurerm") != _WITHOUT:
        return
    for endpoint in case.topology.endpoints:
        for side in endpoint.sides:
            if side.call == "spillover" and _is_ours(endpoint):
                yield _finding(case, endpoint, side)


def _is_ours(endpoint: Endpoint) -> bool:
    """Whether topoplan makes the account of the deployment that is relieved."""
    site = endpoint.targets[0].site
    return isinstance(site, Provider) and site.account is not None


def _finding(case: Case, endpoint: Endpoint, side: Side) -> Diagnostic:
    (primary, *fallbacks), topology = endpoint.targets, case.topology
    called: tuple[Target | Side, ...] = (primary, side, *fallbacks)
    route = ", ".join(dict.fromkeys(f"{one.site.name}/{one.model.key}" for one in called))
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"azurerm {_WITHOUT} can't set that `{primary.id}` spills over to `{side.id}`",
        at=side.at,
        because=Fact(
            f"the tree is for azurerm {_WITHOUT}, whose deployments have no argument for it",
            topology.majors_at or topology.at,
        ),
        fixes=(
            Fix(f"name it behind the first, `route: [{route}]`: the gateway falls back on it"),
            Fix("move to azurerm 5, whose module `openai_account` takes a `spillover`"),
        ),
        endpoint=endpoint.name,
        path=(endpoint.id, side.id),
        offending=(side.id,),
    )


RULE = Rule("CAP018", "spillover that the provider can't set", "0.2.0", judge)
