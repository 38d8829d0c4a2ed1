"""What networks cost: NAT, interface endpoints, traffic that leaves, encryption keys."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.cost.bill import Line
from planner.cost.pricing import hours, service_line
from planner.cost.traffic import flow_of
from planner.layout import GatewayWork, Layout, Network
from planner.topology import Endpoint, Provider
from planner.units import Range


def network_lines(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """The bill of one network: hours by zone, and gigabytes by what its gateways call."""
    region, zones = network.region.name, len(network.zones)
    works = [work for work in layout.gateways if work.network is network]
    outward = flow_of([e for work in works for e in _calling_out(work)])
    inside = flow_of([e for work in works for e in _calling_bedrock_inside(work)])
    yield from _fixed(network, zones, catalog)
    usage = (
        ("nat-data", "nat_gateway_gb", outward.total_gb, "answers and prompts of calls that leave"),
        ("internet-egress", "egress_internet_gb_first_10TB", outward.sent_gb, "prompts that leave"),
        ("endpoint-data", "vpc_interface_endpoint_gb", inside.total_gb, "Bedrock calls"),
    )
    for item, service, quantity, what in usage:
        if quantity.high:
            yield service_line(
                catalog,
                node=network.id,
                item=item,
                service=service,
                region=region,
                quantity=quantity,
                unit="GB",
                basis="usage",
                note=f"{what}, by `bytes_per_token` and `request_overhead_bytes`",
            )


def _fixed(network: Network, zones: int, catalog: Catalog) -> Iterator[Line]:
    region = network.region.name
    if network.nat:
        yield service_line(
            catalog,
            node=network.id,
            item="nat-gateways",
            service="nat_gateway_hour",
            region=region,
            quantity=hours(zones),
            unit="hour",
        )
    yield service_line(
        catalog,
        node=network.id,
        item="interface-endpoints",
        service="vpc_interface_endpoint_hour",
        region=region,
        quantity=hours(zones * len(network.interface_endpoints)),
        unit="endpoint-zone-hour",
    )


def _calling_out(work: GatewayWork) -> Iterator[Endpoint]:
    """Endpoints whose primary is reached over the internet."""
    for endpoint in work.endpoints:
        site = endpoint.targets[0].site
        if isinstance(site, Provider) and not _inside(site, work):
            yield endpoint


def _calling_bedrock_inside(work: GatewayWork) -> Iterator[Endpoint]:
    for endpoint in work.endpoints:
        site = endpoint.targets[0].site
        if isinstance(site, Provider) and _inside(site, work):
            yield endpoint


def _inside(provider: Provider, work: GatewayWork) -> bool:
    return provider.kind == "bedrock" and provider not in work.remote_bedrock


def encryption_lines(layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """One customer key for each region in use."""
    for region in layout.regions:
        yield service_line(
            catalog,
            node=f"encryption.{region.name}",
            item="key",
            service="kms_key_month",
            region=region.name,
            quantity=Range.exactly(1),
            unit="key-month",
        )
