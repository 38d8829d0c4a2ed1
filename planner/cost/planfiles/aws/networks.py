"""Load balancers, interface endpoints, VPN connections and lists of names."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError

_BALANCERS = {
    "application": ("alb_hour", "LCU-hours"),
    "gateway": ("gwlb_hour", "GLCU-hours"),
    "network": ("nlb_hour", "NLCU-hours"),
}


def load_balancer(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_lb`: by the hour, and by capacity that traffic takes."""
    service, capacity = _BALANCERS[item.text("load_balancer_type", "application")]
    yield meter.hourly("load-balancer", service, 1)
    yield ByUse(capacity)


def endpoint(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_vpc_endpoint`: one of a kind with an interface in each subnet; a gateway is free."""
    kind = item.text("vpc_endpoint_type", "Gateway")
    if kind == "Gateway":
        return
    zones = subnets(item, "subnet_ids")
    service = {
        "Interface": "vpc_interface_endpoint_hour",
        "GatewayLoadBalancer": "vpc_gateway_load_balancer_endpoint_hour",
    }.get(kind, f"vpc_{kind.lower()}_endpoint_hour")
    formula = f"{zones} subnets x 730 h"
    yield meter.hourly("interface-endpoints", service, zones, "endpoint-zone-hour", formula=formula)
    yield ByUse("gigabytes that pass")


def vpn(_: Item, meter: Meter) -> Iterator[Part]:
    """`aws_vpn_connection`: by the hour, with the public addresses of its two tunnels."""
    yield meter.hourly("vpn-connections", "vpn_connection_hour", 1, "connection-hour")
    yield meter.hourly("vpn-addresses", "public_ipv4_address_hour", 2, "address-hour")
    yield ByUse("gigabytes that leave")


def subnets(item: Item, argument: str) -> int:
    """How many subnets an argument lists: as it says, else as many as its expression mentions.

    Raises:
        NotKnownError: neither is known.
    """
    stated = item.count(argument)
    if stated:
        return stated
    mentioned = len(item.related("aws_subnet", argument))
    if not mentioned:
        raise NotKnownError(f"in how many subnets it stands: `{argument}` is not known yet")
    return mentioned


def names(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_route53_resolver_firewall_domain_list`: each name that it holds, and the queries.

    Raises:
        NotKnownError: its names are not known yet.
    """
    count = item.count("domains")
    if count is None:
        raise NotKnownError("how many names it holds: `domains` is not known yet")
    service = "route53_dns_firewall_name_month"
    yield meter.monthly("dns-names", service, count, "name-month", formula=f"{count} names")
    yield ByUse("queries")


COMPOSED = {
    "aws_alb": load_balancer,
    "aws_lb": load_balancer,
    "aws_route53_resolver_firewall_domain_list": names,
    "aws_vpc_endpoint": endpoint,
    "aws_vpn_connection": vpn,
}
