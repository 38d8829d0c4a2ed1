"""Virtual machines, their disks, Kubernetes and its node pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.catalog import assumptions
from planner.cost.bill import Line
from planner.cost.planfiles.metering import Meter, Part
from planner.planfile import Item, NotKnownError, amount
from planner.units import Range

_ONE = Range.exactly(1)
_SIZES = (4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32767)
_TIERS = (1, 2, 3, 4, 6, 10, 15, 20, 30, 40, 50, 60, 70, 80)
"""A disk is billed as the smallest tier that holds it: P10 is 128 GiB of premium storage.

https://learn.microsoft.com/azure/virtual-machines/disks-types
"""
_KINDS = {"Premium": "premium_p", "StandardSSD": "standard_ssd_e", "Standard": "standard_s"}
_NODE_DISK_GIB = 128


def machine(item: Item, meter: Meter) -> Iterator[Part]:
    """A Linux virtual machine with its system disk."""
    yield _machines(meter, "machine", item.text("size"), _ONE, item)
    yield from _system_disk(item, _ONE, meter)


def windows(item: Item, meter: Meter) -> Iterator[Part]:
    """A Windows virtual machine: the price of Windows is not in the catalogue."""
    own = item.text("license_type", "None") in ("Windows_Client", "Windows_Server")
    if own:
        yield from machine(item, meter)
        return
    why = f"the price of {item.text('size')} with Windows is not in the catalogue"
    yield meter.unknown("machine", "node-hour", why)
    yield from _system_disk(item, _ONE, meter)


def scale_set(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_linux_virtual_machine_scale_set`: copies of a machine."""
    copies = Range.exactly(item.number("instances", 0))
    yield _machines(meter, "machines", item.text("sku"), copies, item)
    yield from _system_disk(item, copies, meter)


def _machines(meter: Meter, name: str, kind: str, copies: Range, item: Item) -> Line:
    bought = "spot" if item.text("priority", "Regular") == "Spot" else "on_demand"
    return meter.machines(name, kind, copies, bought=bought)


def _system_disk(item: Item, copies: Range, meter: Meter) -> Iterator[Line]:
    block = item.blocks("os_disk")
    if not block or block[0].get("diff_disk_settings"):
        return
    try:
        gib = amount(block[0].get("disk_size_gb") or "", "os_disk.disk_size_gb")
    except NotKnownError:
        why = "its size is the image's, which a plan lacks"
        yield meter.unknown("system-disk", "disk-month", why)
        return
    kind = str(block[0].get("storage_account_type") or "")
    yield _disk("system-disk", kind, gib, copies, meter)


def disk(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_managed_disk`."""
    kind = item.text("storage_account_type")
    yield _disk("disk", kind, item.number("disk_size_gb"), _ONE, meter)


def _disk(name: str, kind: str, gib: Decimal, copies: Range, meter: Meter, note: str = "") -> Line:
    sold = _KINDS.get(kind.partition("_")[0])
    tier = next((t for t, size in zip(_TIERS, _SIZES, strict=True) if gib <= size), None)
    if sold is None or tier is None or kind.startswith("PremiumV2"):
        service = f"managed_disk_{kind.lower()}_gb_month"
        return meter.monthly(name, service, copies * gib, "GB-month", note=note)
    zonal = "_zrs" if kind.endswith("ZRS") else ""
    service = f"managed_disk_{sold}{tier}{zonal}_month"
    return meter.monthly(name, service, copies, "disk-month", note=note)


def kubernetes(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_kubernetes_cluster`: its tier, and the nodes of its default pool."""
    tier = item.text("sku_tier", "Free")
    if tier != "Free":
        service = f"aks_{tier.lower()}_tier_hour"
        yield meter.hourly("control-plane", service, 1, "cluster-hour")
    for pool in item.blocks("default_node_pool"):
        yield from _nodes(pool, meter)
    if item.users("azurerm_monitor_diagnostic_setting", "target_resource_id"):
        logged = assumptions()["cluster_log_gb"]
        yield from meter.logs(logged.value, logged.why)


def node_pool(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_kubernetes_cluster_node_pool`: copies of a machine with its disk."""
    if item.text("os_type", "Linux") == "Windows":
        why = f"the price of {item.text('vm_size')} with Windows is not in the catalogue"
        yield meter.unknown("nodes", "node-hour", why)
        return
    yield from _nodes(item.block, meter)


def _nodes(pool: Mapping[str, Any], meter: Meter) -> Iterator[Line]:
    low, planned, high = _bounds(pool)
    copies, why = meter.copies(low, planned, high)
    bought = "spot" if pool.get("priority") == "Spot" else "on_demand"
    kind = str(pool.get("vm_size") or "")
    if not kind:
        yield meter.unknown("nodes", "node-hour", "it states no `vm_size`")
        return
    known = meter.expected.bought(meter.item, kind, (low, high), bought)
    listed = (meter.machines("nodes", kind, copies, bought=bought, note=why),)
    yield from known or listed
    if pool.get("os_disk_type") != "Ephemeral":
        gib = amount(pool.get("os_disk_size_gb") or _NODE_DISK_GIB, "os_disk_size_gb")
        yield _disk("disks", "Premium_LRS", gib, copies, meter, why)


def _bounds(pool: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    scales = pool.get("auto_scaling_enabled") or pool.get("enable_auto_scaling")
    if not scales:
        count = pool.get("node_count")
        fixed = amount(1 if count is None else count, "node_count")
        return fixed, fixed, fixed
    low = amount(pool.get("min_count") or 0, "min_count")
    high = amount(pool.get("max_count") or "", "max_count")
    planned = pool.get("node_count")
    return low, low if planned is None else amount(planned, "node_count"), high


COMPOSED = {
    "azurerm_kubernetes_cluster": kubernetes,
    "azurerm_kubernetes_cluster_node_pool": node_pool,
    "azurerm_linux_virtual_machine": machine,
    "azurerm_linux_virtual_machine_scale_set": scale_set,
    "azurerm_managed_disk": disk,
    "azurerm_windows_virtual_machine": windows,
}
