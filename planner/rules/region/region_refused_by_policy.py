"""Region refused by policy.

## What it checks
Every cloud region that a node names against `regions: {allow: […], deny: […]}`, and the destination
regions of Bedrock profiles too.

## Why it matters
Platform teams allow regions that their landing zone covers. A service control policy of the same
shape makes a call through a profile fail as a whole if a single destination is denied.

## Example
`regions: {allow: ["aws:eu-*"]}` with a gateway in `us-east-1`.

## Mend
Move the node, or allow the region.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Span, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Policy, Topology


def judge(case: Case) -> Iterator[Diagnostic]:
    for owner, title, at, cloud, region in _regions(case.topology):
        for policy in _policies(case.topology, owner):
            why = policy.regions.refuses(cloud, region) if policy.regions else None
            if why and policy.regions:
                yield Diagnostic(
                    code=RULE.code,
                    severity=Severity.ERROR,
                    verdict=Verdict.VIOLATED,
                    message=f"{title} uses {cloud}:{region}: {why}",
                    at=at,
                    also=(Label(policy.regions.at, "the constraint"),),
                    because=Step(
                        f"{cloud}:{region} is refused", why, (Fact(title, at),)
                    ),
                    fixes=(Fix("move it to an allowed region, or allow this one"),),
                    path=(owner,),
                    offending=(f"{cloud}:{region}",),
                )


def _regions(topology: Topology) -> Iterator[tuple[str, str, Span, str, str]]:
    """Owner, words, place and region of everything that names a region."""
    for node in (*topology.gateways, *topology.gpu_pools, *topology.providers, *topology.stores):
        if node.region is not None:
            yield node.id, f"`{node.id}`", node.at, node.region.cloud, node.region.name
    for provider in topology.providers:
        for model in provider.models.values():
            for name in model.destinations:
                if provider.region and name != provider.region.name:
                    title = f"`{model.wire_id}` from {provider.region.name}"
                    yield provider.id, title, model.at, provider.region.cloud, name
    if topology.state.region is not None:
        region = topology.state.region
        yield "state", "the state", topology.state.at, region.cloud, region.name


def _policies(topology: Topology, owner: str) -> tuple[Policy, ...]:
    """The topology's policies, and those of the endpoints that call a provider or pool."""
    own = [
        policy
        for endpoint in topology.endpoints
        if any(target.site.id == owner for target in endpoint.targets)
        for policy in endpoint.policies
        if policy not in topology.policies
    ]
    return (*topology.policies, *own)


RULE = Rule("REG007", "region refused by policy", "0.1.0", judge)
