"""Reservation without its one zone.

## What it checks
That a pool that is bought as `capacity_reservation` or `capacity_block` uses exactly one zone.

## Why it matters
Reserved capacity lies in one zone. Nodes that start in another one don't find it: they fail, or
they are billed on demand while the reservation is paid for and idle.

## Example
`{purchase: capacity_reservation, reservation: cr-0123456789abcdef0, …}` without `zones`.

## Mend
Name the zone of the reservation, such as `zones: [eu-central-1a]`.

## Sources
https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool

_RESERVED = ("capacity_reservation", "capacity_block")


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        if pool.purchase in _RESERVED and len(set(pool.zones)) != 1:
            yield _finding(pool)


def _finding(pool: GpuPool) -> Diagnostic:
    zones = ", ".join(pool.zones)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{pool.id}` would spread over {zones}, and its reservation lies in one zone",
        at=pool.at,
        because=Fact(f"`{pool.reservation}` is bought as {pool.purchase}", pool.at),
        fixes=(Fix(f"name the zone of the reservation, such as `zones: [{pool.zones[0]}]`"),),
        path=(pool.id,),
        offending=pool.zones,
    )


RULE = Rule("REL007", "reservation without its one zone", "0.1.0", judge)
