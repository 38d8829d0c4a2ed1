"""What a gateway costs: compute, load balancer, logs, metrics, secrets, its health checks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog, Part, assumptions, building
from planner.cost import formulas
from planner.cost.bill import Line, Use
from planner.cost.pricing import (
    cross_zone_lines,
    hours,
    log_lines,
    machine_line,
    part_lines,
    running_hours,
    scaled,
    unpriced,
)
from planner.cost.probes import probe_lines
from planner.cost.traffic import Flow, flow_of, mean_copies, peak_to_mean, starts
from planner.layout import LOG_RETENTION_DAYS, GatewayWork
from planner.topology import Gateway
from planner.units import Range

_GIB = Decimal(1024)
_CPU_UNITS_PER_VCPU = Decimal(1024)


def gateway_lines(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """The bill of one gateway; usage lines follow the traffic of the endpoints it serves."""
    gateway, flow = work.gateway, flow_of(work.endpoints)
    node, region = gateway.id, gateway.region
    yield from _compute(work, flow, catalog)
    yield from _load_balancer(work, flow, catalog)
    yield from cross_zone_lines(
        catalog,
        "gateway-cross-zone",
        region,
        node=node,
        passing=flow.total_gb,
        zones=len(gateway.zones),
    )
    yield from log_lines(
        catalog,
        node,
        region,
        flow.logged_gb("log_bytes_per_request"),
        "usage",
        "of `log_bytes_per_request` each",
        formulas.logged(flow, "log_bytes_per_request"),
        days=LOG_RETENTION_DAYS,
    )
    yield from part_lines(catalog, "gateway-metrics", region, node=node, quantity=Range.exactly(1))
    yield from _image(work, catalog)
    secrets = Range.exactly(len(work.secrets) + building(region.cloud).gateway_secrets)
    yield from part_lines(catalog, "secret", region, node=node, quantity=secrets)
    yield from probe_lines(work, catalog)


def _compute(work: GatewayWork, flow: Flow, catalog: Catalog) -> Iterator[Line]:
    gateway = work.gateway
    peak = peak_to_mean(work.endpoints)
    copies = mean_copies(gateway.min_replicas, gateway.max_replicas, peak)
    if building(gateway.region.cloud).gateway_machines:
        yield from _machines(gateway, catalog)
        return
    sizes: tuple[tuple[Part, Decimal, str], ...] = (
        ("gateway-vcpu", gateway.cpu_units / _CPU_UNITS_PER_VCPU, "vCPU"),
        ("gateway-memory", gateway.memory_mib / _GIB, "GB"),
    )
    for part, size, unit in sizes:
        yield from part_lines(
            catalog,
            part,
            gateway.region,
            node=gateway.id,
            quantity=running_hours(copies) * size,
            note=scaled(copies, peak, "replicas"),
            formula=formulas.running(copies, "replicas", size=size, unit=unit),
        )
    yield from part_lines(
        catalog,
        "gateway-requests",
        gateway.region,
        node=gateway.id,
        quantity=flow.requests,
        basis="usage",
        formula=f"{formulas.figure(flow.requests.expected)} requests",
    )


def _machines(gateway: Gateway, catalog: Catalog) -> Iterator[Line]:
    """Of a gateway that runs on machines: as many as it has replicas, and their disks."""
    built, cloud = building(gateway.region.cloud), gateway.region.cloud
    name = gateway_machine(gateway, catalog)
    count = gateway.max_replicas
    standing = formulas.standing(count, "machines")
    use = Use(gateway.id, "machines", cloud, hours(count), "machine-hour", "fixed", standing)
    if name is None:
        size = f"{gateway.cpu_units} CPU units and {gateway.memory_mib} MiB"
        yield unpriced(use, f"no machine of {', '.join(built.gateway_machines)} has {size}")
        return
    yield machine_line(catalog, use, name, gateway.region.name)
    yield from part_lines(
        catalog,
        "gateway-disk",
        gateway.region,
        node=gateway.id,
        quantity=Range.exactly(count * built.gateway_disk_gib),
        formula=formulas.each(Range.exactly(count), "machines", built.gateway_disk_gib, "GB"),
    )


def gateway_machine(gateway: Gateway, catalog: Catalog) -> str | None:
    """The smallest of its cloud's machines that has what the gateway asks for."""
    for name in building(gateway.region.cloud).gateway_machines:
        machine = catalog.machine(gateway.region.cloud, name)
        if machine is None or machine.vcpus is None or machine.memory_gib is None:
            continue
        enough = machine.vcpus * _CPU_UNITS_PER_VCPU >= gateway.cpu_units
        if enough and machine.memory_gib * _GIB >= gateway.memory_mib:
            return name
    return None


def _load_balancer(work: GatewayWork, flow: Flow, catalog: Catalog) -> Iterator[Line]:
    region, node = work.gateway.region, work.gateway.id
    yield from part_lines(
        catalog,
        "gateway-load-balancer-hour",
        region,
        node=node,
        quantity=hours(1),
        formula=formulas.standing(1, "load balancer"),
    )
    yield from part_lines(
        catalog,
        "gateway-address-hour",
        region,
        node=node,
        quantity=hours(1),
        formula=formulas.standing(1, "address"),
    )
    if zones := building(region.cloud).gateway_dns_zones:
        quantity = Range.exactly(zones)
        yield from part_lines(catalog, "private-dns-zone", region, node=node, quantity=quantity)
    part: Part = "gateway-load-balancer-data"
    carried, connections = flow.total_gb, catalog.billed(region.cloud, part).connections
    connecting = flow.requests.high / connections if connections else Decimal(0)
    yield from part_lines(
        catalog,
        part,
        region,
        node=node,
        quantity=Range(carried.low, carried.expected, max(carried.high, connecting)),
        basis="usage",
        formula=formulas.gigabytes(flow),
    )


def _image(work: GatewayWork, catalog: Catalog) -> Iterator[Line]:
    """Downloads of what starts; an image in ECR comes through the network's own endpoints."""
    gateway = work.gateway
    if gateway.image and ".dkr.ecr." in gateway.image:
        return
    image = assumptions()["gateway_image_gb"]
    started = starts(gateway.min_replicas, gateway.max_replicas)
    yield from part_lines(
        catalog,
        "gateway-image",
        gateway.region,
        node=gateway.id,
        quantity=started * image.value,
        basis="usage",
        note=f"{image.why}; replicas above the fewest start once a day",
        formula=formulas.downloads(started, f"{image.value} GB of image"),
    )
    yield from part_lines(
        catalog,
        "gateway-image-copy",
        gateway.region,
        node=gateway.id,
        quantity=Range.exactly(image.value),
        basis="usage",
        note=image.why,
        formula=f"{image.value} GB of image",
    )
