"""Compute Engine and GKE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.catalog import assumptions
from planner.cost.bill import Line
from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError, amount
from planner.units import Range

_ONE = Range.exactly(1)
_ZONE = re.compile(r"[a-z]+-[a-z]+\d+-[a-z]")
_ZONES = 3
"""Zones that GKE takes where a regional cluster names none."""
_NODE_DISK_GIB = 100
_NODE_DISK = "pd-balanced"
"""Of a node that says nothing; https://cloud.google.com/kubernetes-engine/docs/how-to/custom-boot-disks"""
_BUILT_IN = re.compile(r"(a2|a3|a4|g2|g4)-")
"""Families whose price holds their GPUs."""


def instance(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_instance`: the machine and the disks that start with it."""
    scheduling = (*item.blocks("scheduling"), {})[0]
    yield from _machines("machine", item.block, scheduling, _ONE, "", meter)
    for disk in item.blocks("boot_disk"):
        first = (*disk.get("initialize_params", ()), None)[0]
        if disk.get("source"):
            continue
        if not first or not first.get("size"):
            why = "its size is the image's, which a plan lacks"
            yield meter.unknown("boot-disk", "GB-month", why)
            continue
        kind = str(first.get("type") or "pd-standard")
        yield _disk("boot-disk", kind, amount(first["size"], "size"), _ONE, "", meter)
    if scratch := len(item.blocks("scratch_disk")):
        yield meter.monthly("local-disks", "local_ssd_gb_month", scratch * 375, "GB-month")


def _machines(
    name: str,
    stated: Mapping[str, Any],
    scheduling: Mapping[str, Any],
    copies: Range,
    why: str,
    meter: Meter,
    bounds: Range | None = None,
) -> Iterator[Line]:
    """A machine, and GPUs that are attached to one that has none of its own.

    `bounds`: between which it is scaled, where a pool is.
    """
    kind = str(stated.get("machine_type") or "e2-medium").rpartition("/")[2]
    bought = _bought(stated, scheduling)
    known: tuple[Line, ...] = ()
    if bounds:
        known = meter.expected.bought(meter.item, kind, (bounds.low, bounds.high), bought)
    listed = (meter.machines(name, kind, copies, bought=bought, note=why),)
    yield from known or listed
    for gpu in () if _BUILT_IN.match(kind) else stated.get("guest_accelerator") or ():
        each = copies * amount(gpu.get("count") or 0, "guest_accelerator.count")
        label = str(gpu.get("type") or "").rpartition("/")[2].replace("-", "_")
        if each.high:
            service = f"gpu_{label}_{bought}_hour"
            yield meter.hourly("gpus", service, each, "GPU-hour", note=why)


def _bought(stated: Mapping[str, Any], scheduling: Mapping[str, Any]) -> str:
    if stated.get("flex_start") or scheduling.get("provisioning_model") == "FLEX_START":
        return "flex_start"
    spot = scheduling.get("provisioning_model") == "SPOT" or any(
        given.get(mark) for given in (stated, scheduling) for mark in ("spot", "preemptible")
    )
    return "spot" if spot else "on_demand"


def _disk(name: str, kind: str, gib: Decimal, copies: Range, why: str, meter: Meter) -> Line:
    service = f"{kind.rpartition('/')[2].replace('-', '_')}_gb_month"
    return meter.monthly(name, service, copies * gib, "GB-month", note=why)


def disk(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_compute_disk`; a regional one is kept twice."""
    kind = item.text("type", "pd-standard").rpartition("/")[2]
    regional = "regional_" if item.type == "google_compute_region_disk" else ""
    service = f"{regional}{kind.replace('-', '_')}_gb_month"
    yield meter.monthly("disk", service, item.number("size"), "GB-month")


def cluster(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_container_cluster`: the control plane, and pools that are written inside it."""
    yield meter.hourly("control-plane", "gke_cluster_management_hour", 1, "cluster-hour")
    yield from _logs(item, meter)
    if item.flag("enable_autopilot"):
        yield ByUse("what pods ask for, on Autopilot")
        return
    pools = item.blocks("node_pool") if "node_pool" in item.values else ()
    for pool in pools:
        yield from _nodes(f"nodes-{pool.get('name') or 'pool'}", pool, _zones(pool, item), meter)
    first = item.number("initial_node_count", 0)
    if first and not pools and not item.flag("remove_default_node_pool"):
        node = (*item.blocks("node_config"), {})[0]
        own = {"node_count": first, "node_config": [node]}
        yield from _nodes("nodes", own, _zones(item.block, item), meter)


def _logs(item: Item, meter: Meter) -> Iterator[Part]:
    """What the control plane and system components write; with pods' own, nobody knows how much."""
    logged = item.count("logging_config.enable_components")
    if logged and "WORKLOADS" not in item.texts("logging_config.enable_components"):
        assumed = assumptions()["cluster_log_gb"]
        yield from meter.logs(assumed.value, assumed.why)
    elif logged is None or logged or not item.has("logging_config"):
        yield ByUse("gigabytes logged")


def node_pool(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_container_node_pool`: as many copies of a machine in each of its zones."""
    owner = item.one("google_container_cluster", "cluster")
    yield from _nodes("nodes", item.block, _zones(item.block, item, owner), meter)


def _zones(stated: Mapping[str, Any], item: Item, owner: Item | None = None) -> int:
    """Zones a pool stands in: those it names, else its cluster's."""
    around = (item.block, *(() if owner is None else (owner.block,)))
    for values in (stated, *around):
        named = values.get("node_locations")
        if isinstance(named, list) and named:
            # of a zonal cluster, `node_locations` are those besides its own
            zonal = values is not stated and _ZONE.fullmatch(str(values.get("location") or ""))
            return len(named) + bool(zonal)
    for values in around:
        place = values.get("location") or values.get("zone")
        if isinstance(place, str) and place:
            return 1 if _ZONE.fullmatch(place) else _ZONES
    raise NotKnownError("in how many zones it stands is not known")


def _nodes(name: str, pool: Mapping[str, Any], zones: int, meter: Meter) -> Iterator[Line]:
    low, planned, high = (count * zones for count in _bounds(pool))
    bounds = Range(*_totals(pool, low, planned, high))
    copies, why = meter.copies(bounds.low, bounds.expected, bounds.high)
    node = (*(pool.get("node_config") or ()), {})[0]
    yield from _machines(name, node, {}, copies, why, meter, bounds)
    kind = str(node.get("disk_type") or _NODE_DISK)
    gib = amount(node.get("disk_size_gb") or _NODE_DISK_GIB, "disk_size_gb")
    disks = "disks" if name == "nodes" else name.replace("nodes-", "disks-", 1)
    yield _disk(disks, kind, gib, copies, why, meter)


def _bounds(pool: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    """Nodes in each zone."""
    scaling = (*(pool.get("autoscaling") or ()), {})[0]
    stated = pool.get("node_count")
    if stated is None:
        stated = pool.get("initial_node_count")
    if not scaling.get("max_node_count"):
        fixed = amount(1 if stated is None else stated, "node_count")
        return fixed, fixed, fixed
    low = amount(scaling.get("min_node_count") or 0, "min_node_count")
    high = amount(scaling["max_node_count"], "max_node_count")
    return low, low if stated is None else amount(stated, "node_count"), high


def _totals(
    pool: Mapping[str, Any], low: Decimal, planned: Decimal, high: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """Bounds that are stated over all zones win."""
    scaling = (*(pool.get("autoscaling") or ()), {})[0]
    if not scaling.get("total_max_node_count"):
        return low, planned, high
    fewest = amount(scaling.get("total_min_node_count") or 0, "total_min_node_count")
    return fewest, planned, amount(scaling["total_max_node_count"], "total_max_node_count")


COMPOSED = {
    "google_compute_disk": disk,
    "google_compute_instance": instance,
    "google_compute_region_disk": disk,
    "google_container_cluster": cluster,
    "google_container_node_pool": node_pool,
}
