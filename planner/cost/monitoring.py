"""What alarms and dashboards cost, region by region."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Part, Region, building
from planner.cost.bill import Line
from planner.cost.pricing import part_lines
from planner.layout import Layout
from planner.topology import Topology
from planner.units import Range


def monitoring_lines(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """The alarms of gateways, pools and the cloud's own models, and one dashboard a region."""
    for region in layout.regions:
        counts: tuple[tuple[Part, int], ...] = (
            ("alarm", alarm_metrics(region, topology, layout)),
            ("query-alarm", alarm_queries(region, layout)),
            ("dashboard", 1),
        )
        for part, count in counts:
            if count:
                yield from part_lines(
                    catalog,
                    part,
                    region,
                    node=f"monitoring.{region.name}",
                    quantity=Range.exactly(count),
                )


def alarm_metrics(region: Region, topology: Topology, layout: Layout) -> int:
    """Metrics that alarms watch in a region: each is billed, however many an alarm combines."""
    gateways = [work for work in layout.gateways if work.gateway.region == region]
    pools = [work.pool for work in layout.pools if work.pool.region == region]
    models = [
        model
        for provider in topology.providers
        if provider.region == region
        for model in provider.models
    ]
    built = building(region.cloud)
    counts = built.alarms
    return (
        len(gateways) * (counts.gateway + built.scaling_alarms)
        + len(pools) * counts.pool
        + sum(pool.min_nodes > 0 for pool in pools) * counts.standing_pool
        + len(models) * counts.model
        + sum(account.region == region for account in layout.accounts) * counts.account
    )


def alarm_queries(region: Region, layout: Layout) -> int:
    """Rules over logs that watch what no metric says."""
    pools = [work.pool for work in layout.pools if work.pool.region == region]
    counts = building(region.cloud).alarms
    standing = sum(pool.min_nodes > 0 for pool in pools)
    return len(pools) * counts.pool_queries + standing * counts.standing_pool_queries
