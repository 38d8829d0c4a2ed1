"""What GPU pools and their clusters cost: nodes, disks, load balancer, downloads, control plane."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, assumptions
from planner.cost.bill import Line, Use
from planner.cost.pricing import (
    cross_zone_line,
    hours,
    log_lines,
    machine_line,
    priced,
    running_hours,
    scaled,
    service_line,
    unpriced,
)
from planner.cost.traffic import flow_to, mean_copies, peak_to_mean, starts
from planner.layout import Network, PoolWork, fetched_gb, serving
from planner.topology import Endpoint, GpuPool
from planner.units import Range

SYSTEM_MACHINE = "m7i.large"
"""Machine of the nodes that run a cluster's own daemons; the default of modules/aws/gpu_cluster."""
SYSTEM_NODES = 2
SYSTEM_DISK_GIB = 50

_DETAILED_METRICS = 7
"""Metrics of an instance under detailed monitoring, each billed as a custom metric."""

_PRICED_AS = {
    "capacity_reservation": "on_demand",
    "capacity_block": "capacity_block",
    "on_demand": "on_demand",
    "spot": "spot",
}


def pool_lines(work: PoolWork, endpoints: tuple[Endpoint, ...], catalog: Catalog) -> Iterator[Line]:
    """The bill of one pool; `endpoints` are all of the topology."""
    pool, region = work.pool, work.pool.region.name
    peak = peak_to_mean(e for e in endpoints if e.targets and e.targets[0].site is pool)
    nodes, why = _standing(pool, peak)
    yield _nodes(pool, nodes, why, catalog)
    yield service_line(
        catalog,
        node=pool.id,
        item="disks",
        service="ebs_gp3_gb_month",
        region=region,
        quantity=nodes * pool.disk_gib,
        unit="GB-month",
        note=why,
    )
    yield service_line(
        catalog,
        node=pool.id,
        item="detailed-monitoring",
        service="cloudwatch_custom_metric_month",
        region=region,
        quantity=nodes * _DETAILED_METRICS,
        unit="metric-month",
        note=why,
    )
    yield _downloads(pool, catalog)
    yield from _load_balancer(work, endpoints, catalog)


def _standing(pool: GpuPool, peak: Decimal) -> tuple[Range, str]:
    """Nodes that are paid for, and what their number rests on."""
    if pool.purchase == "capacity_reservation":
        why = "a reservation is paid whether used or not, and taken to hold the most nodes"
        return Range.exactly(pool.max_nodes), why if pool.min_nodes < pool.max_nodes else ""
    nodes = mean_copies(pool.min_nodes, pool.max_nodes, peak)
    return nodes, scaled(nodes, peak, "nodes")


def _nodes(pool: GpuPool, nodes: Range, why: str, catalog: Catalog) -> Line:
    purchase, running = _PRICED_AS[pool.purchase], running_hours(nodes)
    price = catalog.hourly("aws", pool.region.name, pool.machine.name, purchase)
    use = Use(pool.id, "nodes", pool.region.cloud, running, "node-hour", "fixed")
    if price is None:
        missing = f"no {purchase} price of {pool.machine.name} in {pool.region.name}"
        return unpriced(use, f"{missing} in the catalogue")
    indicative = "spot prices move daily: indicative" if purchase == "spot" else ""
    return priced(use, price, "; ".join(filter(None, (indicative, why))))


def _downloads(pool: GpuPool, catalog: Catalog) -> Line:
    """Image and weights through NAT for each node that starts; a replica has its own weights."""
    laid, image = serving(pool), assumptions()["serving_image_gb"]
    weights = fetched_gb(laid.model)
    if weights is None:
        why = f"nobody says what {laid.model.id} weighs"
        use = Use(pool.id, "downloads", pool.region.cloud, None, "GB", "usage")
        return unpriced(use, why)
    each = image.value + weights * laid.replicas_per_node
    return service_line(
        catalog,
        node=pool.id,
        item="downloads",
        service="nat_gateway_gb",
        region=pool.region.name,
        quantity=starts(pool.min_nodes, pool.max_nodes) * each,
        unit="GB",
        basis="usage",
        note=f"{image.value} GB of image and {laid.replicas_per_node} x {weights} GB of weights "
        "for each node that starts; nodes above the fewest start once a day",
    )


def _load_balancer(
    work: PoolWork, endpoints: tuple[Endpoint, ...], catalog: Catalog
) -> Iterator[Line]:
    pool, region = work.pool, work.pool.region.name
    flow = flow_to(endpoints, lambda target: target.site is pool, catalog)
    yield service_line(
        catalog,
        node=pool.id,
        item="load-balancer",
        service="nlb_hour",
        region=region,
        quantity=hours(1),
        unit="hour",
    )
    # one NLCU covers 1 GB of TCP an hour; https://aws.amazon.com/elasticloadbalancing/pricing/
    yield service_line(
        catalog,
        node=pool.id,
        item="load-balancer-capacity",
        service="nlb_lcu",
        region=region,
        quantity=flow.total_gb,
        unit="NLCU-hour",
        basis="usage",
        note="one for each GB that passes",
    )
    zones = len(work.network.zones)
    # into the load balancer, and out of it to a node: it spreads over all zones
    yield cross_zone_line(catalog, pool.id, region, flow.total_gb, zones, hops=2)


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
    logged = assumptions()["cluster_log_gb"]
    quantity = Range.exactly(logged.value)
    yield from log_lines(catalog, node, region, quantity, "fixed", logged.why)
