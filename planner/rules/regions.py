"""Which cloud regions a topology uses, and what the levels of its policies say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Span, Step, Verdict
from planner.topology import Endpoint, Gateway, GpuPool, Provider, Regions, Topology
from planner.values import value


@value
class Use:
    """The regions that one node names, or that one profile may send a call to."""

    owner: str
    title: str
    cloud: str
    regions: tuple[str, ...]
    at: Span


@value
class Constraint:
    """What one level says of regions."""

    regions: Regions
    endpoint: Endpoint | None = None
    """None: it binds the whole topology."""


def nodes(topology: Topology) -> Iterator[Use]:
    """The region that each node names."""
    sites: tuple[Gateway | GpuPool, ...] = (*topology.gateways, *topology.gpu_pools)
    for site in sites:
        yield Use(site.id, f"`{site.id}`", site.region.cloud, (site.region.name,), site.at)
    for store in topology.stores:
        if store.region is not None:
            here = store.region
            yield Use(store.id, f"`{store.id}`", here.cloud, (here.name,), store.at)
    for provider in topology.providers:
        if provider.region is not None:
            here = provider.region
            yield Use(provider.id, f"`{provider.id}`", here.cloud, (here.name,), provider.at)
    if topology.state.region is not None:
        here = topology.state.region
        yield Use("state", "the state", here.cloud, (here.name,), topology.state.at)


def destinations(provider: Provider) -> Iterator[Use]:
    """Where each profile of a provider may send a call, but for the region that is called."""
    if provider.region is None:
        return
    cloud, source = provider.region.cloud, provider.region.name
    for model in provider.models.values():
        elsewhere = tuple(name for name in model.destinations if name != source)
        title = f"`{model.wire_id}` called from {source}"
        yield Use(provider.id, title, cloud, elsewhere, model.at)


def constraints(topology: Topology) -> Mapping[str, tuple[Constraint, ...]]:
    """What binds each node that some level binds: the topology's levels, then endpoints' own."""
    shared = tuple(Constraint(policy.regions) for policy in topology.policies if policy.regions)
    own = _own(topology)
    owners = {use.owner for use in nodes(topology)}
    return {owner: (*shared, *own.get(owner, ())) for owner in owners}


def _own(topology: Topology) -> Mapping[str, list[Constraint]]:
    """What the policies of endpoints themselves say, by the nodes that their data reaches."""
    found: dict[str, list[Constraint]] = {}
    for endpoint in topology.endpoints:
        own = endpoint.policies[len(topology.policies) :]
        stated = [Constraint(p.regions, endpoint) for p in own if p.regions]
        for node in _reached(endpoint, topology) if stated else ():
            found.setdefault(node, []).extend(stated)
    return found


def _reached(endpoint: Endpoint, topology: Topology) -> set[str]:
    return {path.stop.id.split("/")[0] for path in topology.graph.paths(endpoint.id)}


def narrower_than_a_profile(topology: Topology) -> Iterator[tuple[Use, Constraint]]:
    """Each profile that may be called under a level of regions, with that level.

    Where the level refuses the very region that is called, the profile is out of the question.
    """
    binding = constraints(topology)
    for provider in topology.providers:
        for constraint in binding.get(provider.id, ()):
            here = provider.region
            if here and constraint.regions.refuses(here.cloud, here.name) is None:
                yield from ((use, constraint) for use in destinations(provider))


def refusal(
    code: str, use: Use, constraint: Constraint, refused: Iterable[str], why: str, mend: str
) -> Diagnostic:
    """A finding on regions that a level refuses; `why` and `mend` are words."""
    regions, endpoint = constraint.regions, constraint.endpoint
    names = tuple(f"{use.cloud}:{name}" for name in refused)
    listed = ", ".join(names)
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{use.title} uses {listed}: {why}",
        at=use.at,
        also=(Label(regions.at, "the constraint"),),
        because=Step(f"{listed}: refused", f"as {why}", (Fact(use.title, use.at),)),
        fixes=(Fix(mend),),
        endpoint=endpoint.name if endpoint else None,
        path=(endpoint.id, use.owner) if endpoint else (use.owner,),
        offending=names,
    )
