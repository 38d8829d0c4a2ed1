"""Cloud NAT, addresses and forwarding rules."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.cost.pricing import hours
from planner.planfile import Item


def nat(_: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_router_nat`: by the machines behind it, which no plan counts."""
    yield from meter.part("nat-hour", hours(1))
    yield ByUse("gigabytes that pass")


def address(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_address`: an external one in use; an internal one is free."""
    if item.text("address_type", "EXTERNAL") == "EXTERNAL":
        yield meter.hourly("public-addresses", "static_ip_in_use_hour", 1, "address-hour")


def forwarding_rule(_: Item, meter: Meter) -> Iterator[Part]:
    """A forwarding rule; the first five of a project have one price together."""
    yield from meter.part("gateway-load-balancer-hour", hours(1))
    yield ByUse("gigabytes that pass")


COMPOSED = {
    "google_compute_address": address,
    "google_compute_forwarding_rule": forwarding_rule,
    "google_compute_global_forwarding_rule": forwarding_rule,
    "google_compute_router_nat": nat,
}
