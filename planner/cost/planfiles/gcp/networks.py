"""Cloud NAT, addresses and forwarding rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item
from planner.units import Range

_CAPPED_AT = 32
"""Machines from which the hour costs no more; https://cloud.google.com/nat/pricing"""


def nat(_: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_router_nat`: by the machines behind it, which no plan counts."""
    gateways = Range(Decimal(1) / _CAPPED_AT, Decimal(1), Decimal(1))
    why = f"as for {_CAPPED_AT} machines and more, where the price stops rising"
    yield meter.hourly("nat-gateways", "cloud_nat_gateway_hour", gateways, note=why)
    yield ByUse("gigabytes that pass")


def address(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_address`: an external one in use; an internal one is free."""
    if item.text("address_type", "EXTERNAL") == "EXTERNAL":
        yield meter.hourly("public-addresses", "static_ip_in_use_hour", 1, "address-hour")


def forwarding_rule(_: Item, meter: Meter) -> Iterator[Part]:
    """A forwarding rule; the first five of a project have one price together."""
    why = "the price of a sixth rule; the first five have one price together, which isn't known"
    yield meter.hourly("rule", "lb_forwarding_rule_hour", 1, "rule-hour", note=why)
    yield ByUse("gigabytes that pass")


COMPOSED = {
    "google_compute_address": address,
    "google_compute_forwarding_rule": forwarding_rule,
    "google_compute_global_forwarding_rule": forwarding_rule,
    "google_compute_router_nat": nat,
}
