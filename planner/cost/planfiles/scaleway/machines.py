"""Instances, and the volumes that they start with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost.bill import Line
from planner.cost.planfiles.metering import Meter, Part
from planner.planfile import Item, amount
from planner.units import Range

_ONE = Range.exactly(1)
_IOPS = Decimal(5000)
"""Of a block volume that says nothing."""
_THOUSAND = 1000


def server(item: Item, meter: Meter) -> Iterator[Part]:
    """`scaleway_instance_server`: the machine and its root volume, also where it is stopped.

    Volumes beside the root are resources of their own, and so are its flexible addresses.
    """
    yield meter.machines("machines", machine_name(item.text("type")), _ONE)
    yield _root_volume(item, meter)
    if item.flag("enable_dynamic_ip"):
        yield meter.hourly("public-addresses", "flexible_ip_hour", 1, "address-hour")


def _root_volume(item: Item, meter: Meter) -> Line:
    root = (*item.blocks("root_volume"), {})[0]
    if not root.get("size_in_gb"):
        why = "its size is the image's, which a plan lacks"
        return meter.unknown("disks", "GB-month", why)
    size, kind = amount(root["size_in_gb"], "size_in_gb"), str(root.get("volume_type") or "")
    if kind != "sbs_volume":
        return meter.monthly("disks", f"{kind or 'local_volume'}_gb_month", size, "GB-month")
    iops = amount(root.get("sbs_iops") or _IOPS, "sbs_iops")
    return meter.monthly("disks", block_storage(iops), size, "GB-month")


def machine_name(stated: str) -> str:
    """A machine as the catalogue names it: Kapsule also takes `pro2_xs`."""
    return stated.upper().replace("_", "-")


def block_storage(iops: Decimal) -> str:
    """The service behind a block volume, by the operations per second that it is sold with."""
    return f"block_storage_{iops // _THOUSAND}k_gb_month"


def volume(item: Item, meter: Meter) -> Iterator[Part]:
    """`scaleway_block_volume`."""
    service = block_storage(item.number("iops"))
    yield meter.monthly("disks", service, item.number("size_in_gb"), "GB-month")


COMPOSED = {"scaleway_block_volume": volume, "scaleway_instance_server": server}
