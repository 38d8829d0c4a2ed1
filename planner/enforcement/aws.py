"""The controls of AWS: service control policies, rights, private endpoints, names."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.enforcement.bound import bound, called, names
from planner.enforcement.controls import Control, LeftOut
from planner.enforcement.documents import (
    global_routing,
    in_region_only,
    outside_regions,
    retention_locked,
)
from planner.enforcement.requests import ACCOUNT, UNSPECIFIED
from planner.layout import Layout, grants_of, module_name
from planner.topology import Topology

ORGANIZATION = "guardrails/policies/organization.json"
"""Where the service control policy stands."""


def controls(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Control | LeftOut]:
    """The controls of AWS, and those that are left out; none where nothing stands or is called."""
    if bound(topology) and allowed_regions(topology, layout):
        yield from _of_the_organization(topology, layout, catalog)
    yield from _of_the_root(topology, layout, catalog)


def allowed_regions(topology: Topology, layout: Layout) -> tuple[str, ...]:
    """Every region that the topology builds in, keeps data in or calls, sorted.

    A list without one destination of a profile would stop the whole profile. `unspecified` is the
    region of what a global profile serves.
    """
    stores = [r for s in topology.stores for r in (s.region, *s.copies)]
    providers = [p.region for e in topology.endpoints for p in called(e)]
    stands = [*layout.regions, *stores, *providers, topology.state.region, topology.hub]
    grants = grants_of(topology.endpoints)
    return tuple(
        sorted(
            {
                *(region.name for region in stands if region and region.cloud == "aws"),
                *(r for g in grants if g.provider.profile != "global" for r in g.regions),
                *(UNSPECIFIED for g in grants if g.provider.profile == "global"),
            }
        )
    )


def retention_modes(topology: Topology) -> tuple[str, ...]:
    """The modes that Bedrock's accounts are proven in, sorted; none where the spec doesn't say."""
    providers = [p for e in topology.endpoints for p in called(e) if p.kind == "bedrock"]
    stated = {p.retention_mode for p in providers if p.retention_mode}
    days = {policy.retention_days for e in bound(topology) for policy in e.policies}
    if not stated and 0 in days and providers:
        return ("none",)
    return tuple(sorted(stated))


def _of_the_organization(
    topology: Topology, layout: Layout, catalog: Catalog
) -> Iterator[Control | LeftOut]:
    grants = grants_of(topology.endpoints)
    partition = layout.partition
    profiles = tuple(sorted({grant.profile for grant in grants if grant.profile}))
    bedrock = tuple(e.name for e in bound(topology) if grants_of([e]))
    known, everyone = catalog.controls, names(bound(topology))
    regions = allowed_regions(topology, layout)
    exempt = catalog.global_actions("aws")
    yield Control(known["AWS01"], everyone, regions, ORGANIZATION, outside_regions(regions, exempt))
    worldwide = tuple(p for p in profiles if p.startswith("global."))
    yield Control(
        known["AWS02"], everyone, worldwide, ORGANIZATION, global_routing(grants, partition)
    )
    if profiles:
        named = ", ".join(f"`{profile}`" for profile in profiles)
        why = f"{len(profiles)} profile(s) are called: {named}"
        yield LeftOut(known["AWS04"], why)
    else:
        yield Control(known["AWS04"], everyone, (), ORGANIZATION, in_region_only())
    if modes := retention_modes(topology):
        yield Control(known["AWS05"], bedrock, modes, ORGANIZATION, retention_locked(modes))
    elif bedrock:
        why = "the spec names no `retention_mode`, and asks for no retention of 0 days"
        yield LeftOut(known["AWS05"], why)


def _of_the_root(
    topology: Topology, layout: Layout, catalog: Catalog
) -> Iterator[Control | LeftOut]:
    """Controls that the topology's own modules apply."""
    known = catalog.controls
    for work in layout.gateways:
        if work.grants:
            arns = {arn for g in work.grants for arn in g.arns(layout.partition, ACCOUNT)}
            module = f"module.{module_name('gateway', work.key)}"
            served = tuple(e.name for e in work.endpoints if grants_of([e]))
            yield Control(known["AWS03"], served, tuple(sorted(arns)), f"infra: {module}")
    for endpoint, grants in layout.direct.items():
        arns = {arn for g in grants for arn in g.arns(layout.partition, ACCOUNT)}
        output = f"infra: the policy of {endpoint}"
        yield Control(known["AWS03"], (endpoint,), tuple(sorted(arns)), output)
    for network in layout.networks:
        module = f"infra: module.{module_name('network', network.key)}"
        if network.grants:
            arns = {arn for g in network.grants for arn in g.arns(layout.partition, ACCOUNT)}
            keys = {grant.key for grant in network.grants}
            users = [e for e in topology.endpoints if keys & {g.key for g in grants_of([e])}]
            yield Control(known["AWS07"], names(tuple(users)), tuple(sorted(arns)), module)
        served = tuple(e.name for w in layout.gateways if w.network is network for e in w.endpoints)
        if network.names is not None:
            yield Control(known["AWS13"], served, network.names, module)
        elif served and network.region.cloud == "aws":
            why = f"gateways in {network.region.name} may reach any host (`egress: https`)"
            yield LeftOut(known["AWS13"], why)
