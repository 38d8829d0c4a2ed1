"""Where the proof of a spec went: all that a Terraform plan may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Region
from planner.inspecting import ByProof, Inspection, Kind, inspect
from planner.pipeline import Plan
from planner.planfile import PlannedTree
from planner.terraform.rights import granted_arns
from planner.topology import Topology


def inspect_against(plan: Plan, planned: PlannedTree) -> Inspection:
    """Every hop of anybody's Terraform plan, held against the proof of a spec."""
    return inspect(planned, covered_by(plan), plan.catalog)


def covered_by(plan: Plan) -> ByProof:
    """The regions, copies, models, deployments and hosts of the proof."""
    topology = plan.topology
    regions = {*plan.layout.regions, *_regions(topology)}
    known: Mapping[Kind, frozenset[str]] = {
        "region": frozenset(map(_named, regions)),
        "copy": frozenset(_copies(topology, plan)),
        "model": granted_arns(plan.layout) if plan.layout.regions else frozenset(),
        "deployment": frozenset(_deployments(topology)),
        "host": frozenset(_hosts(topology)),
    }
    return ByProof(known, topology.at)


def unknown_fails(topology: Topology) -> bool:
    """Whether what can't be judged stands against a plan: protected data, and a level that says."""
    bound = [each for each in topology.endpoints if each.is_protected and each.policies]
    stances = {policy.on_unproven for each in bound for policy in each.policies} - {None}
    return bool(bound) and stances != {"warn"}


def _named(region: Region) -> str:
    return f"{region.cloud}:{region.name}"


def _regions(topology: Topology) -> Iterator[Region]:
    yield from (gateway.region for gateway in topology.gateways)
    yield from (pool.region for pool in topology.gpu_pools)
    called = (provider.region for provider in topology.providers)
    keeping = (store.region for store in topology.stores)
    others = (*called, *keeping, topology.state.region, topology.hub)
    yield from (region for region in others if region is not None)


def _copies(topology: Topology, plan: Plan) -> Iterator[str]:
    rows = {copy.row for store in topology.stores for copy in store.replicas}
    clouds = {store.region.cloud for store in topology.stores if store.region}
    for cloud in clouds:
        yield from (_named(r) for r in plan.catalog.regions[cloud].values() if r.row in rows)


def _deployments(topology: Topology) -> Iterator[str]:
    for provider in topology.providers:
        if provider.cloud == "azure" and provider.region is not None:
            yield f"{provider.region.name} {provider.mode}"


def _hosts(topology: Topology) -> Iterator[str]:
    yield from (provider.host for provider in topology.providers if provider.host)
    yield from (store.host for store in topology.stores if store.host)
    yield from (pool.weights.host for pool in topology.gpu_pools)
