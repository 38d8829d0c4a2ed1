"""Target out of reach.

## What it checks
That what calls a target can reach it: a GPU pool has no public address, so its callers need a
gateway in the pool's own network, or in one that can be linked to it: by peering within a cloud, by
VPN between clouds.

## Why it matters
The tree would apply without an error, and every call would time out.

## Example
A gateway on AWS whose route names a pool on Scaleway, to which topoplan builds no VPN, or an
endpoint without a gateway that names a pool.

## Mend
Put gateway and pool into one region or on clouds that can be linked, or serve the endpoint through
a gateway.

## Sources
modules/aws/gpu_pool: its load balancer is internal and admits gateways only. What can be linked:
planner/data/clouds/<cloud>/building.toml, `links`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.layout import link_kind, why_apart
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, GpuPool, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        for target in endpoint.targets:
            if isinstance(target.site, GpuPool) and (why := _obstacle(endpoint, target.site)):
                yield _finding(endpoint, target, target.site, why)


def _obstacle(endpoint: Endpoint, pool: GpuPool) -> str | None:
    if endpoint.gateway is None:
        return "the pool is private and no gateway serves the endpoint"
    here, there = endpoint.gateway.region, pool.region
    if here != there and link_kind(here, there) is None:
        apart = f"its gateway stands in {here.name}, the pool in {there.name}"
        return f"{apart}, and {why_apart(here, there) or 'their networks cannot be linked'}"
    return None


def _finding(endpoint: Endpoint, target: Target, pool: GpuPool, why: str) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` can't reach `{target.id}`: {why}",
        at=target.at,
        because=Fact(f"`{pool.id}` has only an address inside its network", pool.at),
        fixes=(Fix(f"serve `{endpoint.name}` through a gateway in {pool.region.name}"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
    )


RULE = Rule("CAP008", "target out of reach", "0.1.0", judge)
