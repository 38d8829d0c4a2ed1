"""PostgreSQL and Redis."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item

_MIB = Decimal(1024)


def postgres(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_postgresql_flexible_server`: compute and storage, twice with a standby."""
    servers = 2 if item.blocks("high_availability") else 1
    _, _, machine = item.text("sku_name").partition("_Standard_")
    yield meter.hourly("compute", f"postgres_flexible_{machine.lower()}_hour", servers)
    gib = item.number("storage_mb", 32768) / _MIB
    service = "postgres_flexible_storage_gb_month"
    yield meter.monthly("storage", service, gib * servers, "GB-month")
    yield ByUse("backups beyond the size of the database")


def managed_redis(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_managed_redis`: a node, and its replica unless that is switched off."""
    nodes = 2 if item.flag("high_availability_enabled", default=True) else 1
    service = f"managed_redis_{item.text('sku_name').lower()}_node_hour"
    yield meter.hourly("nodes", service, nodes, "node-hour")


COMPOSED = {
    "azurerm_managed_redis": managed_redis,
    "azurerm_postgresql_flexible_server": postgres,
}
