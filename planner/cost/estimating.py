"""Topology and layout to `Bill`."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.cost.bill import Bill, Line
from planner.cost.gateways import gateway_lines
from planner.cost.networks import encryption_lines, network_lines
from planner.cost.pools import cluster_lines, pool_lines
from planner.cost.stores import bucket_lines
from planner.cost.tokens import token_lines
from planner.layout import Layout
from planner.topology import Endpoint, Topology


def estimate(topology: Topology, layout: Layout, catalog: Catalog) -> Bill:
    """What the topology costs in a month at the prices of the catalogue.

    Prices are those that hold at `catalog.evaluated_at`. Lines keep the order of the spec:
    endpoints, pools, clusters, gateways, networks, stores, keys.
    """
    return Bill(tuple(_lines(topology, layout, catalog)))


def _lines(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    for endpoint in topology.endpoints:
        yield from token_lines(endpoint, catalog)
    for pool in layout.pools:
        yield from pool_lines(pool, _calling(topology, pool.pool.id), catalog)
    for network in layout.clusters:
        yield from cluster_lines(network, catalog)
    for gateway in layout.gateways:
        yield from gateway_lines(gateway, catalog)
    for network in layout.networks:
        yield from network_lines(network, layout, catalog)
    for store in layout.buckets:
        names = set(store.receives)
        received = tuple(e for e in topology.endpoints if e.name in names)
        yield from bucket_lines(store, received, catalog)
    yield from encryption_lines(layout, catalog)


def _calling(topology: Topology, site: str) -> tuple[Endpoint, ...]:
    """The endpoints whose primary target is `site`."""
    return tuple(e for e in topology.endpoints if e.targets and e.targets[0].site.id == site)
