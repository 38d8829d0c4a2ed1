"""Kapsule: control planes, and pools of nodes with their disks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.cost.bill import Line
from planner.cost.planfiles.metering import Meter, Part
from planner.cost.planfiles.scaleway.machines import block_storage, machine_name
from planner.planfile import Item, NotKnownError
from planner.units import Range
from planner.values import value

_SHARED = ("kapsule", "multicloud")
"""Control planes without an SLA, which cost nothing; a cluster that says nothing gets one."""
_BLOCK = {"sbs_5k": Decimal(5000), "sbs_15k": Decimal(15000)}


def cluster(item: Item, meter: Meter) -> Iterator[Part]:
    """`scaleway_k8s_cluster`: its control plane."""
    kind = item.text("type", "kapsule")
    if kind not in _SHARED:
        service = f"{kind.replace('-', '_')}_hour"
        yield meter.hourly("control-plane", service, 1, "cluster-hour")


def pool(item: Item, meter: Meter) -> Iterator[Part]:
    """`scaleway_k8s_pool`: copies of a machine with a disk.

    A pool lies in one zone. Those that one block makes are one pool to whoever sized it: they have
    their share of its copies.
    """
    share, why = _share(item, meter)
    yield from _nodes(item, share, why, meter)
    yield _disks(item, share, why, meter)
    if not item.flag("public_ip_disabled"):
        addresses = share.copies
        yield meter.hourly("public-addresses", "flexible_ip_hour", addresses, "address-hour")


@value
class _Share:
    """Copies of one zone's pool, and of all that belong together."""

    copies: Range
    of: Range
    bounds: Range
    """Fewest, planned and most of all."""

    def part(self, line: Line) -> Line:
        """What falls to this zone of a line for all of them."""
        if line.quantity is None or self.copies == self.of:
            return line
        ends = (
            (line.quantity.low, self.copies.low, self.of.low),
            (line.quantity.expected, self.copies.expected, self.of.expected),
            (line.quantity.high, self.copies.high, self.of.high),
        )
        parts = (amount * own / whole if whole else Decimal(0) for amount, own, whole in ends)
        return replace(line, quantity=Range(*parts), formula="")


def _disks(item: Item, share: _Share, why: str, meter: Meter) -> Line:
    kind = item.text("root_volume_type", "")
    service = block_storage(_BLOCK[kind]) if kind in _BLOCK else f"{kind or 'local'}_gb_month"
    if not item.has("root_volume_size_in_gb"):
        return meter.unknown(
            "disks", "GB-month", "its size is the machine's own, which a plan lacks"
        )
    size = item.number("root_volume_size_in_gb")
    return meter.monthly("disks", service, share.copies * size, "GB-month", note=why)


def _share(item: Item, meter: Meter) -> tuple[_Share, str]:
    own = _bounds(item)
    zones = (one for one in item.stage.items if one.planned.place == item.planned.place)
    all_zones = sum((_bounds(one) for one in zones), Range.exactly(0))
    copies, why = meter.copies(all_zones.low, all_zones.expected, all_zones.high)
    if copies == all_zones:
        return _Share(own, all_zones, all_zones), why
    ends = (copies.low, copies.expected, copies.high)
    parts = (_between(own, all_zones, count) for count in ends)
    return _Share(Range(*parts), copies, all_zones), why


def _between(own: Range, whole: Range, count: Decimal) -> Decimal:
    """What one zone has of some copies: as far between its bounds as they are between theirs."""
    if whole.low == whole.high:
        return own.low
    way = (count - whole.low) / (whole.high - whole.low)
    return own.low + way * (own.high - own.low)


def _bounds(item: Item) -> Range:
    """Fewest, planned and most nodes."""
    planned = item.number("size")
    if not item.flag("autoscaling"):
        return Range.exactly(planned)
    low, high = item.number("min_size", 0), item.number("max_size", int(planned))
    return Range(low, min(max(planned, low), high), high)


def _nodes(item: Item, share: _Share, why: str, meter: Meter) -> Iterator[Line]:
    try:
        machine = machine_name(item.text("node_type"))
    except NotKnownError as missing:
        yield meter.unknown("nodes", "node-hour", str(missing))
        return
    bounds = (share.bounds.low, share.bounds.high)
    known = meter.expected.bought(item, machine, bounds, "on_demand")
    listed = (meter.machines("nodes", machine, share.copies, note=why),)
    yield from (share.part(line) for line in known) if known else listed


COMPOSED = {"scaleway_k8s_cluster": cluster, "scaleway_k8s_pool": pool}
