"""What GPU pools and their clusters cost: nodes, disks, load balancer, downloads, control plane."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, assumptions, building
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.pricing import (
    cross_zone_lines,
    disk_lines,
    hours,
    log_lines,
    machine_line,
    part_lines,
    unpriced,
)
from planner.cost.purchases import node_lines, node_starts, standing
from planner.cost.traffic import flow_to, peak_to_mean
from planner.layout import LOG_RETENTION_DAYS, Network, PoolWork, fetched_gb, serving
from planner.topology import Endpoint, GpuPool
from planner.units import Range

SYSTEM_NODES = 2
"""Nodes that run a cluster's own daemons."""


def pool_lines(work: PoolWork, endpoints: tuple[Endpoint, ...], catalog: Catalog) -> Iterator[Line]:
    """The bill of one pool; `endpoints` are all of the topology."""
    pool, region = work.pool, work.pool.region
    peak = peak_to_mean(e for e in endpoints if e.targets and e.targets[0].site is pool)
    stands = standing(pool, peak)
    nodes, why = stands.mean, stands.why
    yield from node_lines(pool, stands, catalog)
    if pool.disk_gib > building(region.cloud).local_disks.get(pool.machine.name, 0):
        yield from disk_lines(
            catalog,
            "pool-disk",
            region,
            node=pool.id,
            count=nodes,
            gib=pool.disk_gib,
            note=why,
            what="nodes",
        )
    yield from part_lines(
        catalog,
        "pool-metrics",
        region,
        node=pool.id,
        quantity=nodes,
        note=why,
        formula=f"{formulas.figure(nodes.expected)} nodes",
    )
    yield from _downloads(pool, catalog)
    yield from _load_balancer(work, endpoints, catalog)


def _downloads(pool: GpuPool, catalog: Catalog) -> Iterator[Line]:
    """Image and weights through NAT for each node that starts; a replica has its own weights."""
    laid, image = serving(pool), assumptions()["serving_image_gb"]
    weights = fetched_gb(laid.model)
    if weights is None:
        why = f"nobody says what {laid.model.id} weighs"
        use = Use(pool.id, "downloads", pool.region.cloud, None, "GB", "usage")
        yield unpriced(use, why)
        return
    each = image.value + weights * laid.replicas_per_node
    started = node_starts(pool)
    yield from part_lines(
        catalog,
        "pool-download",
        pool.region,
        node=pool.id,
        quantity=started * each,
        basis="usage",
        note=f"{image.value} GB of image and {laid.replicas_per_node} x {weights} GB of weights "
        "for each node that starts; nodes above the fewest start once a day",
        formula=formulas.downloads(
            started,
            f"{image.value} GB of image",
            f"{laid.replicas_per_node} replicas x {weights} GB of weights",
        ),
    )


def _load_balancer(
    work: PoolWork, endpoints: tuple[Endpoint, ...], catalog: Catalog
) -> Iterator[Line]:
    pool, region = work.pool, work.pool.region
    flow = flow_to(endpoints, lambda target: target.site is pool, catalog)
    yield from part_lines(
        catalog,
        "pool-load-balancer-hour",
        region,
        node=pool.id,
        quantity=hours(1),
        formula=formulas.standing(1, "load balancer"),
    )
    yield from part_lines(
        catalog,
        "pool-load-balancer-data",
        region,
        node=pool.id,
        quantity=flow.total_gb,
        basis="usage",
        formula=formulas.gigabytes(flow),
    )
    inside = [e for e in endpoints if e.gateway is None or e.gateway.region == region]
    into = flow_to(inside, lambda target: target.site is pool, catalog)
    # into the load balancer from its own network, and out of it to a node in any zone
    yield from cross_zone_lines(
        catalog,
        "pool-cross-zone",
        region,
        node=pool.id,
        passing=into.total_gb + flow.total_gb,
        zones=work.network.zone_count,
    )


def cluster_lines(network: Network, catalog: Catalog) -> Iterator[Line]:
    """The bill of a Kubernetes cluster apart from its GPU pools."""
    region = network.region
    node = f"cluster.{region.name}"
    yield from part_lines(
        catalog,
        "cluster-hour",
        region,
        node=node,
        quantity=hours(1),
        formula=formulas.standing(1, "cluster"),
    )
    nodes = Use(
        node,
        "system-nodes",
        region.cloud,
        hours(SYSTEM_NODES),
        "node-hour",
        "fixed",
        formulas.standing(SYSTEM_NODES, "nodes"),
    )
    yield machine_line(catalog, nodes, building(region.cloud).system_machine, region.name)
    yield from disk_lines(
        catalog,
        "cluster-disk",
        region,
        node=node,
        count=Range.exactly(SYSTEM_NODES),
        gib=building(region.cloud).system_disk_gib,
        what="nodes",
    )
    yield from part_lines(
        catalog,
        "cluster-load-balancer-hour",
        region,
        node=node,
        quantity=hours(1),
        formula=formulas.standing(1, "load balancer"),
    )
    logged = assumptions()["cluster_log_gb"]
    quantity = Range.exactly(logged.value)
    yield from log_lines(
        catalog, node, region, quantity, "fixed", logged.why, days=LOG_RETENTION_DAYS
    )
