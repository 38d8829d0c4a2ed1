"""GPU machine not offered in the region or zone.

## What it checks
That a dated offering list says that the pool's machine is sold in its region, and in each zone that
the pool names.

## Why it matters
Terraform finds out after twenty minutes, when the node group fails to launch. H100 machines are sold
in one AWS region of the EU.

## Example
`gpu_pools: {hot: {cloud: aws, region: eu-central-1, accelerator: H100, machine: p5.4xlarge, …}}`.

## Mend
Take a region or zone that the finding names.

## Sources
EC2 DescribeInstanceTypeOfferings, as drawn into the catalogue with its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        if pool.offering is None:
            yield _not_in_region(pool, case)
        elif missing := set(pool.zones) - set(pool.offering.zones):
            yield _not_in_zones(pool, tuple(sorted(missing)))


def _not_in_region(pool: GpuPool, case: Case) -> Diagnostic:
    offering = case.catalog.regions_offering(pool.region.cloud, pool.machine.name)
    elsewhere = ", ".join(offering) or "no region that the catalogue knows"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{pool.machine.name} ({pool.machine.accelerator}) is not offered in "
        f"{pool.region.name}",
        at=pool.at,
        because=Step(
            f"no offering row names {pool.machine.name} in {pool.region.name}",
            "and a pool needs a region that sells its machine",
            (
                Fact(f"{pool.machine.name} has {pool.machine.gpus} {pool.machine.accelerator}", pool.machine.row),
                Fact(f"{pool.region.name} is in {pool.region.country}", pool.region.row),
            ),
        ),
        fixes=(Fix(f"it is offered in {elsewhere}"),),
        path=(pool.id,),
        offending=(pool.region.name,),
        facts=(pool.machine.row,),
    )


def _not_in_zones(pool: GpuPool, missing: tuple[str, ...]) -> Diagnostic:
    assert pool.offering is not None  # judge() looks first  # noqa: S101 narrows for the type checker
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{pool.machine.name} is not offered in zone {', '.join(missing)}",
        at=pool.at,
        because=Fact(
            f"zones that offer it: {', '.join(pool.offering.zones)}", pool.offering.row
        ),
        fixes=(Fix(f"take {', '.join(pool.offering.zones)}, or leave `zones` out"),),
        path=(pool.id,),
        offending=missing,
        facts=(pool.offering.row,),
    )


RULE = Rule("CAP002", "GPU machine not offered in the region or zone", "0.1.0", judge)
