"""What networks cost: NAT, addresses, interface endpoints, traffic that leaves, flow logs, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from planner.catalog import Catalog
from planner.cost.bill import Line
from planner.cost.pricing import hours, log_lines, service_line
from planner.cost.traffic import NO_FLOW, Flow, flow_of, flow_to
from planner.layout import GatewayWork, Layout, Network
from planner.topology import Provider, Target
from planner.units import Range

_BY_TOKENS = "by `bytes_per_token` and `request_overhead_bytes`"


def network_lines(network: Network, layout: Layout, catalog: Catalog) -> Iterator[Line]:
    """The bill of one network: hours by zone, and gigabytes by what its gateways call."""
    works = [work for work in layout.gateways if work.network is network]
    yield from _fixed(network, catalog)
    yield from _leaving(network, works, catalog)
    yield from _inside(network, works, catalog)
    served = flow_of([endpoint for work in works for endpoint in work.endpoints])
    if served.requests.high:
        yield from log_lines(
            catalog,
            network.id,
            network.region.name,
            served.logged_gb("flow_log_bytes_per_request"),
            "usage",
            "flow log, of `flow_log_bytes_per_request` each",
        )


def _fixed(network: Network, catalog: Catalog) -> Iterator[Line]:
    zones = len(network.zones)
    by_hour = [
        (
            "interface-endpoints",
            "vpc_interface_endpoint_hour",
            zones * len(network.interface_endpoints),
            "endpoint-zone-hour",
        )
    ]
    if network.nat:
        by_hour = [
            ("nat-gateways", "nat_gateway_hour", zones, "hour"),
            ("public-addresses", "public_ipv4_address_hour", zones, "address-hour"),
            *by_hour,
        ]
    for item, service, count, unit in by_hour:
        yield service_line(
            catalog,
            node=network.id,
            item=item,
            service=service,
            region=network.region.name,
            quantity=hours(count),
            unit=unit,
        )


def _leaving(network: Network, works: list[GatewayWork], catalog: Catalog) -> Iterator[Line]:
    """Calls through NAT: to hosts on the internet, and to Bedrock in other regions."""
    hosts = _flow(works, catalog, lambda work, target: target.site in work.keyed)
    regions = _flow(works, catalog, lambda work, target: target.site in work.remote_bedrock)
    usage = (
        ("nat-data", "nat_gateway_gb", (hosts + regions).total_gb, "calls that leave"),
        ("internet-egress", "egress_internet_gb_first_10TB", hosts.sent_gb, "prompts that leave"),
        ("region-egress", "egress_inter_region_gb", regions.sent_gb, "prompts to other regions"),
    )
    yield from _usage_lines(network, usage, catalog)


def _inside(network: Network, works: list[GatewayWork], catalog: Catalog) -> Iterator[Line]:
    """Calls of Bedrock through its interface endpoint."""
    called = _flow(works, catalog, _through_endpoint).total_gb
    usage = (("endpoint-data", "vpc_interface_endpoint_gb", called, "calls of Bedrock"),)
    yield from _usage_lines(network, usage, catalog)


def _through_endpoint(work: GatewayWork, target: Target) -> bool:
    site = target.site
    return isinstance(site, Provider) and site.kind == "bedrock" and site not in work.remote_bedrock


def _flow(
    works: list[GatewayWork], catalog: Catalog, wanted: Callable[[GatewayWork, Target], bool]
) -> Flow:
    """What the gateways send to those of their targets that are `wanted`."""
    flows = (flow_to(work.endpoints, partial(wanted, work), catalog) for work in works)
    return sum(flows, NO_FLOW)


Usage = tuple[str, str, Range, str]
"""Item, service, gigabytes and what they are."""


def _usage_lines(network: Network, usage: tuple[Usage, ...], catalog: Catalog) -> Iterator[Line]:
    for item, service, quantity, what in usage:
        if quantity.high:
            yield service_line(
                catalog,
                node=network.id,
                item=item,
                service=service,
                region=network.region.name,
                quantity=quantity,
                unit="GB",
                basis="usage",
                note=f"{what}, {_BY_TOKENS}",
            )


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
