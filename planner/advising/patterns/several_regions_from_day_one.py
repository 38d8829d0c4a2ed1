"""Several regions from day one.

## What it checks
That gateways and pools stand in one region, as long as the data of every endpoint may be processed
in one of those that are used, it sells the machines, and no endpoint asks for more availability.

## Why it matters
Each further region has a network, endpoints and on-call of its own, and calls between regions cost
money and time. A second one is worth it for users far away, for a law, or for an availability that
one region can't keep.

## Example
A gateway in `eu-central-1` and one in `eu-west-1`, for endpoints that either may serve.

## Mend
Start in one region. State `needs.availability` or `users` where one isn't enough.

## Sources
The round trips and prices of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.advising.advice import Advice
from planner.advising.regretting import Regret
from planner.catalog import Catalog, Region
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules import permitted
from planner.topology import Endpoint, Gateway, GpuPool, Topology


def judge(advice: Advice) -> Iterator[Diagnostic]:
    topology = advice.plan.topology
    nodes: list[Gateway | GpuPool] = [*topology.gateways, *topology.gpu_pools]
    regions = list(dict.fromkeys(node.region for node in nodes))
    if len(regions) > 1 and not any(map(_has_reason, topology.endpoints)):
        enough = next((one for one in regions if _serves_all(one, topology, advice)), None)
        if enough is not None:
            yield from (_finding(node, enough) for node in nodes if node.region != enough)


def _has_reason(endpoint: Endpoint) -> bool:
    return endpoint.needs.availability is not None or endpoint.users is not None


def _serves_all(region: Region, topology: Topology, advice: Advice) -> bool:
    """Whether everything could stand in a region."""
    catalog = advice.plan.catalog
    return all(permitted(one, region, "processing") for one in topology.endpoints) and all(
        _sells(region, pool, catalog) for pool in topology.gpu_pools
    )


def _sells(region: Region, pool: GpuPool, catalog: Catalog) -> bool:
    offered = catalog.offering(region.cloud, region.name, pool.machine.name)
    return region.cloud == pool.region.cloud and offered is not None


def _finding(node: Gateway | GpuPool, enough: Region) -> Diagnostic:
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.WARNING,
        message=f"`{node.name}` stands in {node.region.name}, and {enough.name} could serve all",
        at=node.at,
        because=Fact("no endpoint states users elsewhere or an availability", node.at),
        fixes=(
            Fix(f"put it in {enough.name}"),
            Fix("or say why: `needs: {availability: 99.95%}`, or the `users` of an endpoint"),
        ),
        path=(node.id,),
        offending=(node.region.name,),
    )


REGRET = Regret("ADV003", "several regions from day one", "0.2.0", judge)
