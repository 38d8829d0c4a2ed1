"""Container Apps: replicas of an app by the second, and what an environment brings along."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item
from planner.units import MONTH_HOURS

_HOUR_S = 3600


def app(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_container_app`: replicas of its containers, on the consumption plan."""
    if item.text("workload_profile_name", "Consumption") != "Consumption":
        yield ByUse("the machines of its workload profile")
        return
    template = item.blocks("template")[0]
    low = Decimal(str(template.get("min_replicas") or 0))
    copies, why = meter.copies(low, low, Decimal(str(template.get("max_replicas") or 10)))
    containers = [block for block in template.get("container") or [] if block]
    cpu = sum((Decimal(str(block["cpu"])) for block in containers), Decimal(0))
    gib = sum((_gib(str(block["memory"])) for block in containers), Decimal(0))
    for name, service, size, unit in (
        ("container-apps-vcpu", "container_apps_vcpu_second", cpu, "vCPU-second"),
        ("container-apps-memory", "container_apps_gib_second", gib, "GiB-second"),
    ):
        seconds = copies * (MONTH_HOURS * _HOUR_S * size)
        yield meter.monthly(name, service, seconds, unit, note=why)
    yield ByUse("requests")


def _gib(written: str) -> Decimal:
    return Decimal(written.removesuffix("Gi"))


def environment(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_container_app_environment`: in a network of one's own, load balancers and addresses.

    https://learn.microsoft.com/azure/container-apps/custom-virtual-networks, managed resources
    """
    if not item.has("infrastructure_subnet_id"):
        yield ByUse("dedicated workload profiles, if it has any")
        return
    is_internal = item.flag("internal_load_balancer_enabled")
    has_profiles = bool(item.blocks("workload_profile"))
    balancers = 2 if is_internal and not has_profiles else 1
    addresses = 1 if is_internal else 2
    yield meter.hourly("load-balancer", "lb_standard_first_5_rules_hour", balancers)
    yield meter.hourly("public-address", "public_ip_standard_hour", addresses, "address-hour")
    yield ByUse("dedicated workload profiles, if it has any")


COMPOSED = {
    "azurerm_container_app": app,
    "azurerm_container_app_environment": environment,
}
