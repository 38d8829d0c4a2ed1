"""Pool or gateway in a single zone.

## What it checks
That gateways of a production environment use at least two zones, and GPU pools too, unless every
route over the pool has a target elsewhere: a capacity reservation lies in a single zone, and some
machines are sold in no other.

## Why it matters
A zone is the unit that clouds lose.

## Example
`gpu_pools: {hot: {zones: [eu-central-1a], …}}` with `environment: prod`.

## Mend
Let the pool use every zone that offers the machine, or give the route a fallback.

## Sources
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Gateway, GpuPool, Topology

_PRODUCTION = ("prod", "production", "live")


def judge(case: Case) -> Iterator[Diagnostic]:
    if case.topology.environment not in _PRODUCTION:
        return
    for gateway in case.topology.gateways:
        if len(set(gateway.zones)) == 1:
            yield _finding(gateway, "use two zones")
    alone = _without_a_way_out(case.topology)
    for pool in case.topology.gpu_pools:
        if len(set(pool.zones)) == 1 and pool.id in alone:
            yield _finding(pool, _advice(pool))


def _without_a_way_out(topology: Topology) -> set[str]:
    """The pools on which some route stands with all its targets."""
    routes = [{target.site.id for target in e.targets} for e in topology.endpoints]
    return {site for sites in routes if len(sites) == 1 for site in sites}


def _advice(pool: GpuPool) -> str:
    fallback = "give its routes a fallback elsewhere"
    sold = pool.offering.zones if pool.offering else ()
    return f"use two zones of {', '.join(sold)}, or {fallback}" if len(sold) > 1 else fallback


def _finding(node: Gateway | GpuPool, advice: str) -> Diagnostic:
    zones = ", ".join(node.region.every_zone)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{node.id}` stands in the single zone {node.zones[0]}",
        at=node.at,
        because=Fact(f"{node.region.name} has zones {zones}", node.region.row),
        fixes=(Fix(advice),),
        path=(node.id,),
        offending=node.zones[:1],
    )


RULE = Rule("REL002", "pool or gateway in a single zone", "0.1.0", judge)
