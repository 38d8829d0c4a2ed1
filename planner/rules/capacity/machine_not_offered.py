"""GPU machine not offered in the region or zone.

## What it checks
That a dated offering list says that the pool's machine is sold in its region, and in each zone
that the pool names; and that these are zones of the region. Where no list names zones, that part
is unproven and only warns.

## Why it matters
Terraform finds out after twenty minutes, when the node group fails to launch. H100 machines are
sold in one AWS region of the EU.

## Example
`gpu_pools: {hot: {cloud: aws, region: eu-central-1, accelerator: H100, machine: p5.4xlarge, …}}`.

## Mend
Take a region or zone that the finding names, another accelerator that the region sells, or another
cloud that sells this one there.

## Sources
EC2 DescribeInstanceTypeOfferings, as drawn into the catalogue with its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Offering, building
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, instead, listed, nearest


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        if strange := _strange(pool, case.catalog):
            yield _not_of_region(pool, strange, case)
        if pool.offering is None:
            yield _not_in_region(pool, case)
        elif not pool.offering.zones and not strange:
            yield _zones_not_known(pool, pool.offering)
        elif missing := set(pool.zones) - set(pool.offering.zones) - set(strange):
            yield _not_in_zones(pool, pool.offering, tuple(sorted(missing)))


def _strange(pool: GpuPool, catalog: Catalog) -> tuple[str, ...]:
    """The zones that a pool names and its region doesn't have, as far as anybody lists them."""
    region, known = pool.region, catalog.zones(pool.region)
    named = [building(region.cloud).is_zone(zone, region.name) for zone in known]
    is_complete = bool(region.zones) or (all(named) and len(known) == region.zone_count)
    return tuple(
        zone
        for zone in pool.zones
        if zone not in known
        and (is_complete or not building(region.cloud).is_zone(zone, region.name))
    )


def _not_of_region(pool: GpuPool, strange: tuple[str, ...], case: Case) -> Diagnostic:
    region = pool.region
    zones = ", ".join(case.catalog.zones(region))
    named = ", ".join(strange)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{region.name} of {region.cloud} has no zone {named}",
        at=pool.at,
        because=Fact(f"zones of {region.name}: {zones}", region.row),
        fixes=(Fix(f"take {zones}, or leave `zones` out"),),
        path=(pool.id,),
        offending=strange,
        facts=(region.row,),
    )


def _not_in_region(pool: GpuPool, case: Case) -> Diagnostic:
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
        fixes=tuple(_elsewhere(pool, case)),
        path=(pool.id,),
        offending=(pool.region.name,),
        facts=(pool.machine.row,),
    )


def _elsewhere(pool: GpuPool, case: Case) -> Iterator[Fix]:
    """Regions that sell the machine; then what else there is, unless it is the same regions."""
    cloud = pool.region.cloud
    known = case.catalog.regions[cloud]
    names = case.catalog.regions_offering(cloud, pool.machine.name)
    found = nearest((known[name] for name in names), pool.region.country, case.catalog)
    regions = listed(found) or "no region that the catalogue knows"
    yield Fix(f"it is offered in {regions}")
    for fix in instead(cloud, pool.region, pool.machine.accelerator, case.catalog):
        if not fix.title.endswith(f" in {regions}"):
            yield fix


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
