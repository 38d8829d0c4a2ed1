"""Topology and layout to `Bill`."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Region
from planner.cost.bill import Bill, Line
from planner.cost.gateways import gateway_lines
from planner.cost.hardware import hardware_lines
from planner.cost.monitoring import monitoring_lines
from planner.cost.networks import encryption_lines, network_lines
from planner.cost.overlay import settled
from planner.cost.people import people_lines
from planner.cost.pools import cluster_lines, pool_lines
from planner.cost.pricing import part_lines
from planner.cost.provisioned import provisioned_lines
from planner.cost.stores import store_lines
from planner.cost.tokens import token_lines
from planner.layout import Layout, Secret
from planner.topology import Topology
from planner.units import Range


def estimate(topology: Topology, layout: Layout, catalog: Catalog) -> Bill:
    """What the topology costs in a month at the prices of the catalogue.

    Prices are those that hold at `catalog.evaluated_at`. Lines keep the order of the spec:
    endpoints, providers, pools, clusters, gateways, networks, stores, what belongs to regions, then
    people. The company's own terms are laid over them last.
    """
    lines = _lines(topology, layout, catalog)
    return Bill(tuple(settled(lines, topology.terms, catalog)))


def _lines(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    filling = {name for store in layout.buckets for name in store.receives}
    for endpoint in topology.endpoints:
        yield from token_lines(endpoint, catalog, fills_bucket=endpoint.name in filling)
    for provider in topology.providers:
        yield from provisioned_lines(provider, catalog)
        yield from hardware_lines(provider)
    for pool in layout.pools:
        yield from pool_lines(pool, topology.endpoints, catalog)
    for network in layout.clusters:
        yield from cluster_lines(network, catalog)
    for gateway in layout.gateways:
        yield from gateway_lines(gateway, catalog)
    for network in layout.networks:
        yield from network_lines(network, layout, catalog)
    for store in topology.stores:
        names = set(store.receives)
        received = tuple(e for e in topology.endpoints if e.name in names)
        yield from store_lines(store, received, catalog)
    yield from _direct_secrets(layout, catalog)
    yield from monitoring_lines(topology, layout, catalog)
    yield from encryption_lines(layout, catalog)
    yield from people_lines(topology.people)


def _direct_secrets(layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """Keys that applications read themselves; a gateway's are on its own bill."""
    wired = {secret.key for work in layout.gateways for secret in work.secrets.values()}
    own: dict[Region, list[Secret]] = {}
    for secret in layout.secrets:
        if secret.key not in wired:
            own.setdefault(secret.region, []).append(secret)
    for region, secrets in own.items():
        node, count = f"secrets.{region.name}", Range.exactly(len(secrets))
        yield from part_lines(catalog, "secret", region, node=node, quantity=count)
