"""What alarms and dashboards cost, region by region."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Region
from planner.cost.bill import Line
from planner.cost.pricing import service_line
from planner.layout import Layout
from planner.topology import Topology
from planner.units import Range

GATEWAY_ALARM_METRICS = 7
"""Errors, of three metrics; latency, unhealthy tasks, running tasks, processor."""
SCALING_ALARM_METRICS = 4
"""Application Auto Scaling makes two alarms for each of a gateway's two policies."""
POOL_ALARM_METRICS = 1
STANDING_POOL_ALARM_METRICS = 1
"""Of a pool that never shrinks to nothing: that it has."""
BEDROCK_ALARM_METRICS = 2


def monitoring_lines(topology: Topology, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """The alarms of modules/aws/observability and the gateways' own, and one dashboard a region."""
    for region in layout.regions:
        for item, service, count, unit in (
            (
                "alarms",
                "cloudwatch_alarm_metric_month",
                alarm_metrics(region, topology, layout),
                "alarm-metric-month",
            ),
            ("dashboard", "cloudwatch_dashboard_month", 1, "dashboard-month"),
        ):
            if count:
                yield service_line(
                    catalog,
                    node=f"monitoring.{region.name}",
                    item=item,
                    service=service,
                    region=region.name,
                    quantity=Range.exactly(count),
                    unit=unit,
                )


def alarm_metrics(region: Region, topology: Topology, layout: Layout) -> int:
    """Metrics that alarms watch in a region: each is billed, however many an alarm combines."""
    gateways = [work for work in layout.gateways if work.gateway.region == region]
    pools = [work.pool for work in layout.pools if work.pool.region == region]
    models = [
        model
        for provider in topology.providers
        if provider.kind == "bedrock" and provider.region == region
        for model in provider.models
    ]
    return (
        len(gateways) * (GATEWAY_ALARM_METRICS + SCALING_ALARM_METRICS)
        + len(pools) * POOL_ALARM_METRICS
        + sum(pool.min_nodes > 0 for pool in pools) * STANDING_POOL_ALARM_METRICS
        + len(models) * BEDROCK_ALARM_METRICS
    )
