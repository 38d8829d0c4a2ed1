"""Purchase that the cloud does not sell.

## What it checks
That the cloud sells machines to node pools in the way that `purchase` names, and sells the pool's
own machine in it: some small machines of Google with H100 are sold as spot and by the Dynamic
Workload Scheduler only.

## Why it matters
The words are one language for all clouds, and what they sell is not. Terraform finds out when the
node pool is made, or when no node ever starts.

## Example
`{cloud: azure, purchase: capacity_block, …}`, or `{cloud: gcp, machine: a3-highgpu-1g, …}` bought
on demand.

## Mend
Take a purchase or a machine that the finding names.

## Sources
https://docs.cloud.google.com/compute/docs/accelerator-optimized-machines;
https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dws;
https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html;
https://learn.microsoft.com/azure/aks/use-capacity-reservation-groups
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Sold, building
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool


def judge(case: Case) -> Iterator[Diagnostic]:
    for pool in case.topology.gpu_pools:
        cloud = pool.region.cloud
        sold = case.catalog.sold(cloud, pool.machine.name)
        if pool.purchase not in building(cloud).purchases:
            yield _not_on_cloud(pool)
        elif sold and pool.purchase not in sold.purchases:
            yield _not_of_machine(pool, sold, case.catalog)


def _not_on_cloud(pool: GpuPool) -> Diagnostic:
    cloud = pool.region.cloud
    ways = _listed(building(cloud).purchases)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{cloud} sells no machines as `{pool.purchase}`",
        at=pool.at,
        because=Fact(f"`{pool.id}` is to be bought as `{pool.purchase}`", pool.at),
        fixes=(Fix(f"{cloud} sells machines to node pools as {ways}"),),
        path=(pool.id,),
        offending=(pool.purchase,),
    )


def _not_of_machine(pool: GpuPool, sold: Sold, catalog: Catalog) -> Diagnostic:
    machine = pool.machine.name
    ways = _listed(sold.purchases)
    others = _sold_alike(pool, catalog)
    beside = (Fix(f"take {', '.join(others)}, sold as `{pool.purchase}` too"),) if others else ()
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{machine} is not sold as `{pool.purchase}`",
        at=pool.at,
        because=Fact(f"{machine} is sold as {ways} only", sold.row),
        fixes=(Fix(f"buy it as {ways}"), *beside),
        path=(pool.id,),
        offending=(machine, pool.purchase),
        facts=(sold.row,),
    )


def _sold_alike(pool: GpuPool, catalog: Catalog) -> tuple[str, ...]:
    """Machines with the accelerator that the region sells in the way that the pool asks for."""
    cloud, region = pool.region.cloud, pool.region.name
    return tuple(
        machine.name
        for machine in catalog.machines_with(cloud, pool.machine.accelerator)
        if catalog.offering(cloud, region, machine.name)
        and ((sold := catalog.sold(cloud, machine.name)) is None or pool.purchase in sold.purchases)
    )


def _listed(purchases: tuple[str, ...]) -> str:
    *first, last = (f"`{one}`" for one in purchases)
    return f"{', '.join(first)} or {last}" if first else last


RULE = Rule("CAP013", "purchase that the cloud does not sell", "0.2.0", judge)
