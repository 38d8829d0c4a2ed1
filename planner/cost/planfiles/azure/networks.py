"""Load balancers, application gateways and registries."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.cost.traffic import MONTH_DAYS
from planner.planfile import Item

_CAPACITY_UNITS = 10
"""Capacity units that one instance brings; https://azure.microsoft.com/pricing/details/application-gateway/"""
_FIRST_RULES = 5
"""Rules that one price covers together; https://azure.microsoft.com/pricing/details/load-balancer/"""


def load_balancer(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_lb`: by its rules, which are resources of their own; a Basic one is free."""
    if item.text("sku", "Standard") == "Basic":
        return
    rules = sum(
        len(item.users(f"azurerm_lb_{kind}rule", "loadbalancer_id")) for kind in ("", "outbound_")
    )
    if rules:
        yield meter.hourly("first-rules", "lb_standard_first_rules_hour", 1)
    if rules > _FIRST_RULES:
        more = rules - _FIRST_RULES
        yield meter.hourly("further-rules", "lb_standard_rule_hour", more, "rule-hour")
    yield ByUse("gigabytes that pass")


def application_gateway(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_application_gateway`: by the hour, and the capacity that is kept ready."""
    tier = item.text("sku.tier").lower()
    yield meter.hourly("gateway", f"appgw_{tier}_hour", 1)
    kept = item.number("autoscale_configuration.min_capacity", 0) or item.number("sku.capacity", 0)
    if kept:
        units = kept * _CAPACITY_UNITS
        yield meter.hourly("capacity", f"appgw_{tier}_cu", units, "CU-hour")
    yield ByUse("capacity units beyond those kept ready")


def registry(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_container_registry`: by the day, in each region it is copied to."""
    places = 1 + len(item.blocks("georeplications"))
    service = f"acr_{item.text('sku').lower()}_day"
    yield meter.monthly("registry", service, MONTH_DAYS * places, "day")
    yield ByUse("gigabytes beyond those included")


COMPOSED = {
    "azurerm_application_gateway": application_gateway,
    "azurerm_container_registry": registry,
    "azurerm_lb": load_balancer,
}
