"""GPU machine not offered in the region or zone.

## What it checks
That a dated offering list says that the pool's machine is sold in its region, and in each zone
that the pool names. Where no list names zones, that part is unproven and only warns.

## Why it matters
Terraform finds out after twenty minutes, when the node group fails to launch. H100 machines are
sold in one AWS region of the EU.

## Example
`gpu_pools: {hot: {cloud: aws, region: eu-central-1, accelerator: H100, machine: p5.4xlarge, …}}`.

## Mend
Take a region or zone that the finding names.

## Sources
EC2 DescribeInstanceTypeOfferings, as drawn into the catalogue with its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Offering
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        if pool.offering is None:
            yield _not_in_region(pool, case)
        elif not pool.offering.zones:
            yield _zones_not_known(pool, pool.offering)
        elif missing := set(pool.zones) - set(pool.offering.zones):
            yield _not_in_zones(pool, pool.offering, tuple(sorted(missing)))


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
                Fact(
                    f"{pool.machine.name} has {pool.machine.gpus} {pool.machine.accelerator}",
                    pool.machine.row,
                ),
                Fact(f"{pool.region.name} is in {pool.region.country}", pool.region.row),
            ),
        ),
        fixes=(Fix(f"it is offered in {elsewhere}"),),
        path=(pool.id,),
        offending=(pool.region.name,),
        facts=(pool.machine.row,),
    )


def _zones_not_known(pool: GpuPool, offering: Offering) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"no source says which zones of {pool.region.name} offer {pool.machine.name}",
        at=pool.at,
        because=Fact(_known_by(offering), offering.row),
        fixes=(Fix("ask the cloud which zones offer it, and name them as `zones`"),),
        path=(pool.id,),
        offending=(pool.region.name,),
        facts=(offering.row,),
    )


def _known_by(offering: Offering) -> str:
    if offering.availability == "priced_only":
        return "the region has a price for it, and no list says that it is sold there"
    return f"the region is known to sell it: {offering.availability}"


def _not_in_zones(pool: GpuPool, offering: Offering, missing: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{pool.machine.name} is not offered in zone {', '.join(missing)}",
        at=pool.at,
        because=Fact(f"zones that offer it: {', '.join(offering.zones)}", offering.row),
        fixes=(Fix(f"take {', '.join(offering.zones)}, or leave `zones` out"),),
        path=(pool.id,),
        offending=missing,
        facts=(offering.row,),
    )


RULE = Rule("CAP002", "GPU machine not offered in the region or zone", "0.1.0", judge)
