"""What GPU pools and their clusters cost: nodes, disks, load balancer, control plane."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost.bill import Line
from planner.cost.pricing import (
    hours,
    machine_line,
    priced,
    running_hours,
    service_line,
    unpriced,
)
from planner.cost.traffic import flow_of, mean_copies, peak_to_mean
from planner.layout import Network, PoolWork
from planner.topology import Endpoint
from planner.units import Range

SYSTEM_MACHINE = "m7i.large"
"""Machine of the nodes that run a cluster's own daemons; the default of modules/aws/gpu_cluster."""
SYSTEM_NODES = 2
SYSTEM_DISK_GIB = 50

_RESERVED = {
    "capacity_reservation": "on_demand",
    "capacity_block": "capacity_block",
    "on_demand": "on_demand",
    "spot": "spot",
}


def pool_lines(
    work: PoolWork, endpoints: tuple[Endpoint, ...], catalog: Catalog
) -> Iterator[Line]:
    """The bill of one pool; `endpoints` are those whose routes name it."""
    pool = work.pool
    nodes = mean_copies(pool.min_nodes, pool.max_nodes, peak_to_mean(endpoints))
    running = running_hours(pool.min_nodes, nodes, pool.max_nodes)
    yield _nodes(work, running, catalog)
    yield service_line(
        catalog,
        node=pool.id,
        item="disks",
        service="ebs_gp3_gb_month",
        region=pool.region.name,
        quantity=Range(Decimal(pool.min_nodes), nodes, Decimal(pool.max_nodes)) * pool.disk_gib,
        unit="GB-month",
    )
    yield service_line(
        catalog,
        node=pool.id,
        item="load-balancer",
        service="nlb_hour",
        region=pool.region.name,
        quantity=hours(1),
        unit="hour",
    )
    yield service_line(
        catalog,
        node=pool.id,
        item="load-balancer-capacity",
        service="nlb_lcu",
        region=pool.region.name,
        quantity=flow_of(endpoints).total_gb,
        unit="NLCU-hour",
        basis="usage",
        note="one NLCU-hour for each GB that passes",
    )


def _nodes(work: PoolWork, running: Range, catalog: Catalog) -> Line:
    pool = work.pool
    purchase = _RESERVED[pool.purchase]
    price = catalog.hourly("aws", pool.region.name, pool.machine.name, purchase)
    if price is None:
        why = f"no {purchase} price of {pool.machine.name} in {pool.region.name} in the catalogue"
        return unpriced(pool.id, "nodes", running, "node-hour", "fixed", why)
    note = "spot prices move daily: indicative" if pool.purchase == "spot" else ""
    return priced(
        pool.id, "nodes", price, running, "node-hour", "fixed", note=note, assumed=bool(note)
    )


def cluster_lines(network: Network, catalog: Catalog) -> Iterator[Line]:
    """The bill of an EKS cluster apart from its GPU pools."""
    region = network.region.name
    node = f"cluster.{region}"
    yield service_line(
        catalog,
        node=node,
        item="control-plane",
        service="eks_control_plane_standard",
        region=region,
        quantity=hours(1),
        unit="cluster-hour",
    )
    yield machine_line(
        catalog,
        node=node,
        item="system-nodes",
        machine=SYSTEM_MACHINE,
        region=region,
        quantity=hours(SYSTEM_NODES),
    )
    yield service_line(
        catalog,
        node=node,
        item="system-disks",
        service="ebs_gp3_gb_month",
        region=region,
        quantity=Range.exactly(SYSTEM_NODES * SYSTEM_DISK_GIB),
        unit="GB-month",
    )
