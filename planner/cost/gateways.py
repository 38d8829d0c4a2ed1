"""What a gateway costs: compute, load balancer, logs, secrets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.cost.bill import Line
from planner.cost.pricing import hours, running_hours, service_line
from planner.cost.traffic import Flow, flow_of, mean_copies, peak_to_mean
from planner.layout import GatewayWork
from planner.units import Range

_GIB = Decimal(1024)
_CPU_UNITS_PER_VCPU = Decimal(1024)


def gateway_lines(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """The bill of one gateway; usage lines follow the traffic of the endpoints it serves."""
    flow = flow_of(work.endpoints)
    yield from _compute(work, catalog)
    yield from _load_balancer(work, flow, catalog)
    yield from _logs(work, flow, catalog)
    yield service_line(
        catalog,
        node=work.gateway.id,
        item="secrets",
        service="secrets_manager_secret_month",
        region=work.gateway.region.name,
        quantity=Range.exactly(len(work.secrets)),
        unit="secret-month",
    )


def _compute(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    gateway = work.gateway
    peak = peak_to_mean(work.endpoints)
    copies = mean_copies(gateway.min_replicas, gateway.max_replicas, peak)
    running = running_hours(gateway.min_replicas, copies, gateway.max_replicas)
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
            quantity=running * size,
            unit=unit,
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
    yield service_line(
        catalog,
        node=gateway.id,
        item="load-balancer-capacity",
        service="alb_lcu",
        region=gateway.region.name,
        quantity=flow.total_gb,
        unit="LCU-hour",
        basis="usage",
        note="one LCU-hour for each GB that passes",
    )


def _logs(work: GatewayWork, flow: Flow, catalog: Catalog) -> Iterator[Line]:
    yield service_line(
        catalog,
        node=work.gateway.id,
        item="logs",
        service="cloudwatch_logs_ingest_gb",
        region=work.gateway.region.name,
        quantity=flow.log_gb,
        unit="GB",
        basis="usage",
        note="gateway and flow logs by `log_bytes_per_request` and `flow_log_bytes_per_request`",
    )
