"""Region refused by policy.

## What it checks
Every cloud region that a node names against `regions: {allow: […], deny: […]}`, and the
destination regions of Bedrock profiles too. An endpoint's own policy binds every node that its
data reaches.

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

from collections.abc import Iterator, Mapping

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Span, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Gateway, GpuPool, Provider, Regions, Topology
from planner.values import value


@value
class _Use:
    """The regions that one node names, or that one profile may send a call to."""

    owner: str
    title: str
    cloud: str
    regions: tuple[str, ...]
    at: Span


@value
class _Constraint:
    """What one level says of regions."""

    regions: Regions
    endpoint: Endpoint | None = None
    """None: it binds the whole topology."""


def judge(case: Case) -> Iterator[Diagnostic]:
    shared = [_Constraint(policy.regions) for policy in case.topology.policies if policy.regions]
    own = _own_constraints(case.topology)
    for use in _uses(case.topology):
        for constraint in (*shared, *own.get(use.owner, ())):
            yield from _finding(use, constraint)


def _uses(topology: Topology) -> Iterator[_Use]:
    sites: tuple[Gateway | GpuPool, ...] = (*topology.gateways, *topology.gpu_pools)
    for site in sites:
        yield _Use(site.id, f"`{site.id}`", site.region.cloud, (site.region.name,), site.at)
    for store in topology.stores:
        if store.region is not None:
            here = store.region
            yield _Use(store.id, f"`{store.id}`", here.cloud, (here.name,), store.at)
    for provider in topology.providers:
        yield from _uses_of(provider)
    if topology.state.region is not None:
        here = topology.state.region
        yield _Use("state", "the state", here.cloud, (here.name,), topology.state.at)


def _uses_of(provider: Provider) -> Iterator[_Use]:
    if provider.region is None:
        return
    cloud, source = provider.region.cloud, provider.region.name
    yield _Use(provider.id, f"`{provider.id}`", cloud, (source,), provider.at)
    for model in provider.models.values():
        elsewhere = tuple(name for name in model.destinations if name != source)
        title = f"`{model.wire_id}` called from {source}"
        yield _Use(provider.id, title, cloud, elsewhere, model.at)


def _own_constraints(topology: Topology) -> Mapping[str, list[_Constraint]]:
    """What the policies of endpoints themselves say, by the nodes that their data reaches."""
    found: dict[str, list[_Constraint]] = {}
    for endpoint in topology.endpoints:
        own = endpoint.policies[len(topology.policies) :]
        constraints = [_Constraint(p.regions, endpoint) for p in own if p.regions]
        for node in _reached(endpoint, topology) if constraints else ():
            found.setdefault(node, []).extend(constraints)
    return found


def _reached(endpoint: Endpoint, topology: Topology) -> set[str]:
    return {path.stop.id.split("/")[0] for path in topology.graph.paths(endpoint.id)}


def _finding(use: _Use, constraint: _Constraint) -> Iterator[Diagnostic]:
    regions, endpoint = constraint.regions, constraint.endpoint
    reasons = {name: regions.refuses(use.cloud, name) for name in use.regions}
    refused = {f"{use.cloud}:{name}": why for name, why in reasons.items() if why}
    if not refused:
        return
    names, why = ", ".join(refused), next(iter(refused.values()))
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{use.title} uses {names}: {why}",
        at=use.at,
        also=(Label(regions.at, "the constraint"),),
        because=Step(f"{names}: refused", f"as {why}", (Fact(use.title, use.at),)),
        fixes=(Fix("move it to an allowed region, or allow what it uses"),),
        endpoint=endpoint.name if endpoint else None,
        path=(endpoint.id, use.owner) if endpoint else (use.owner,),
        offending=tuple(refused),
    )


RULE = Rule("REG007", "region refused by policy", "0.1.0", judge)
