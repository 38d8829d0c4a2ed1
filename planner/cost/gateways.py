"""What a gateway costs: compute, load balancer, logs, metrics, secrets, its health checks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, assumptions
from planner.cost.bill import Line
from planner.cost.pricing import (
    cross_zone_line,
    hours,
    log_lines,
    running_hours,
    scaled,
    service_line,
)
from planner.cost.probes import probe_lines
from planner.cost.traffic import Flow, flow_of, mean_copies, peak_to_mean, starts
from planner.layout import GatewayWork
from planner.units import Range

_GIB = Decimal(1024)
_CPU_UNITS_PER_VCPU = Decimal(1024)
_CONNECTIONS_PER_LCU_HOUR = Decimal(25 * 3600)
"""New connections; https://aws.amazon.com/elasticloadbalancing/pricing/"""


def gateway_lines(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """The bill of one gateway; usage lines follow the traffic of the endpoints it serves."""
    gateway, flow = work.gateway, flow_of(work.endpoints)
    region = gateway.region.name
    yield from _compute(work, catalog)
    yield from _load_balancer(work, flow, catalog)
    yield cross_zone_line(catalog, gateway.id, region, flow.total_gb, len(gateway.zones), hops=1)
    logged = flow.logged_gb("log_bytes_per_request")
    yield from log_lines(
        catalog, gateway.id, region, logged, "usage", "of `log_bytes_per_request` each"
    )
    yield from _container_insights(work, catalog)
    yield from _image(work, catalog)
    yield service_line(
        catalog,
        node=gateway.id,
        item="secrets",
        service="secrets_manager_secret_month",
        region=region,
        quantity=Range.exactly(len(work.secrets)),
        unit="secret-month",
    )
    yield from probe_lines(work, catalog)


def _compute(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    gateway = work.gateway
    peak = peak_to_mean(work.endpoints)
    copies = mean_copies(gateway.min_replicas, gateway.max_replicas, peak)
    for item, service, size, unit in (
        ("fargate-vcpu", "fargate_vcpu_hour", gateway.cpu_units / _CPU_UNITS_PER_VCPU, "vCPU-hour"),
        ("fargate-memory", "fargate_gb_hour", gateway.memory_mib / _GIB, "GB-hour"),
    ):
        yield service_line(
            catalog,
            node=gateway.id,
            item=item,
            service=service,
            region=gateway.region.name,
            quantity=running_hours(copies) * size,
            unit=unit,
            note=scaled(copies, peak, "replicas"),
        )


def _load_balancer(work: GatewayWork, flow: Flow, catalog: Catalog) -> Iterator[Line]:
    gateway = work.gateway
    yield service_line(
        catalog,
        node=gateway.id,
        item="load-balancer",
        service="alb_hour",
        region=gateway.region.name,
        quantity=hours(1),
        unit="hour",
    )
    # one LCU covers 1 GB an hour; https://aws.amazon.com/elasticloadbalancing/pricing/
    connecting = flow.requests.high / _CONNECTIONS_PER_LCU_HOUR
    carried = flow.total_gb
    yield service_line(
        catalog,
        node=gateway.id,
        item="load-balancer-capacity",
        service="alb_lcu",
        region=gateway.region.name,
        quantity=Range(carried.low, carried.expected, max(carried.high, connecting)),
        unit="LCU-hour",
        basis="usage",
        note="one for each GB that passes; at most one for 90,000 requests that connect anew",
    )


def _container_insights(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    metrics = assumptions()["container_insights_metrics"]
    yield service_line(
        catalog,
        node=work.gateway.id,
        item="container-insights",
        service="cloudwatch_custom_metric_month",
        region=work.gateway.region.name,
        quantity=Range.exactly(metrics.value),
        unit="metric-month",
        note=metrics.why,
    )


def _image(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """Downloads through NAT; an image in ECR comes through the network's own endpoints."""
    gateway = work.gateway
    if gateway.image and ".dkr.ecr." in gateway.image:
        return
    image = assumptions()["gateway_image_gb"]
    yield service_line(
        catalog,
        node=gateway.id,
        item="image-downloads",
        service="nat_gateway_gb",
        region=gateway.region.name,
        quantity=starts(gateway.min_replicas, gateway.max_replicas) * image.value,
        unit="GB",
        basis="usage",
        note=f"{image.why}; replicas above the fewest start once a day",
    )
