"""EC2: instances, groups of them, and the volumes that they start with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.cost.bill import Line
from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError, amount
from planner.units import Range
from planner.values import value

_ONE = Range.exactly(1)

_DETAILED_METRICS = 7
"""Metrics of an instance under detailed monitoring, each billed as a custom metric."""
_INCLUDED_IOPS = 3000
_INCLUDED_MBPS = 125
"""What a gp3 volume brings along; https://aws.amazon.com/ebs/pricing/"""
_DEFAULT_VOLUME = "gp2"
"""EC2's own, where a mapping names no type; https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html"""


@value
class Volume:
    """An EBS volume that starts with an instance."""

    kind: str
    gib: Decimal
    iops: Decimal
    """0 where it has no more than its kind brings along."""
    mbps: Decimal


def instance(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_instance`: the machine, its volumes, detailed monitoring."""
    template = item.one("aws_launch_template", "launch_template")
    yield _machine(item, template, meter)
    roots = item.blocks("root_block_device")
    more = item.blocks("ebs_block_device")
    mapped = () if template is None else volumes_of(template)
    if roots and "volume_size" in roots[0]:
        found = tuple(volume(block) for block in (*roots, *more))
    elif mapped:
        found = (*mapped, *(volume(block) for block in more))
    else:
        found = tuple(volume(block) for block in more)
        yield meter.unknown("root-disk", "GB-month", "its size is the image's, which a plan lacks")
    yield from disk_lines(found, _ONE, "", meter)
    if item.flag("monitoring"):
        yield _detailed(_ONE, "", meter)


def _machine(item: Item, template: Item | None, meter: Meter) -> Line:
    if item.text("tenancy", "default") not in ("", "default"):
        return meter.unknown("machine", "node-hour", "dedicated tenancy is not in the catalogue")
    kind = _kind(item, template)
    spot = item.blocks("instance_market_options")
    bought = str(spot[0].get("market_type") or "on_demand") if spot else "on_demand"
    return meter.machines("machine", kind, _ONE, bought=bought.replace("capacity-b", "capacity_b"))


def _kind(item: Item, template: Item | None) -> str:
    if template is not None and not item.get("instance_type"):
        return template.text("instance_type")
    return item.text("instance_type")


def spot_request(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_spot_instance_request`."""
    yield meter.machines("machine", item.text("instance_type"), _ONE, bought="spot")


def group(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_autoscaling_group`: copies of its launch template."""
    template = item.one("aws_launch_template", "launch_template")
    if template is None:
        why = "which machines it starts can't be read: a mix, or a template that is not in the plan"
        yield meter.unknown("machines", "node-hour", why)
        return
    low, high = item.number("min_size"), item.number("max_size")
    copies, why = meter.copies(low, item.number("desired_capacity", int(low)), high)
    yield meter.machines("machines", template.text("instance_type"), copies, note=why)
    yield from disk_lines(volumes_of(template), copies, why, meter)
    yield from monitoring_lines(template, copies, why, meter)


def reservation(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_ec2_capacity_reservation`: paid whether used or not."""
    count = Range.exactly(item.number("instance_count"))
    why = "paid whether used or not; an instance that uses it is not paid again"
    yield meter.machines("reserved-machines", item.text("instance_type"), count, note=why)


def volumes_of(template: Item) -> tuple[Volume, ...]:
    """The EBS volumes that a launch template maps."""
    mappings = template.blocks("block_device_mappings")
    ebs = [block for mapping in mappings for block in mapping.get("ebs") or ()]
    return tuple(volume(block) for block in ebs)


def volume(block: Mapping[str, Any]) -> Volume:
    """A nested block of a volume.

    Raises:
        NotKnownError: it states no size.
    """
    if not block.get("volume_size"):
        raise NotKnownError("the size of a volume is not stated")
    return Volume(
        str(block.get("volume_type") or _DEFAULT_VOLUME),
        amount(block["volume_size"], "volume_size"),
        amount(block.get("iops") or 0, "iops"),
        amount(block.get("throughput") or 0, "throughput"),
    )


def disk_lines(volumes: Iterable[Volume], copies: Range, why: str, meter: Meter) -> Iterator[Line]:
    """Volumes by kind, of each of some copies."""
    kinds: dict[str, list[Volume]] = defaultdict(list)
    for one in volumes:
        kinds[one.kind].append(one)
    for kind, same in kinds.items():
        name = "disks" if len(kinds) == 1 else f"disks-{kind}"
        gib = sum((one.gib for one in same), Decimal(0))
        service = f"ebs_{kind}_gb_month"
        yield meter.monthly(name, service, copies * gib, "GB-month", note=why)
        yield from _performance(kind, same, copies, meter)


def _performance(kind: str, same: list[Volume], copies: Range, meter: Meter) -> Iterator[Line]:
    """What is provisioned beyond what the kind of volume brings along."""
    included = (_INCLUDED_IOPS, _INCLUDED_MBPS) if kind == "gp3" else (0, 0)
    if kind in ("gp2", "st1", "sc1", "standard"):
        return
    iops = sum((max(one.iops - included[0], Decimal(0)) for one in same), Decimal(0))
    mbps = sum((max(one.mbps - included[1], Decimal(0)) for one in same), Decimal(0))
    if iops:
        yield meter.monthly("disk-iops", f"ebs_{kind}_iops_month", copies * iops, "IOPS-month")
    if mbps:
        service = f"ebs_{kind}_mbps_month"
        yield meter.monthly("disk-throughput", service, copies * mbps, "MiBps-month")


def ebs_volume(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_ebs_volume`."""
    kind = item.text("type", _DEFAULT_VOLUME)
    found = Volume(kind, item.number("size"), item.number("iops", 0), item.number("throughput", 0))
    yield from disk_lines((found,), _ONE, "", meter)


def monitoring_lines(template: Item, copies: Range, why: str, meter: Meter) -> Iterator[Line]:
    """Detailed monitoring of a template's instances, where it is switched on."""
    if template.flag("monitoring.enabled"):
        yield _detailed(copies, why, meter)


def _detailed(copies: Range, why: str, meter: Meter) -> Line:
    return meter.monthly(
        "detailed-monitoring",
        "cloudwatch_custom_metric_month",
        copies * _DETAILED_METRICS,
        "metric-month",
        note=why,
    )


def endpoint(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_sagemaker_endpoint`: the machines of its configuration."""
    configuration = item.one("aws_sagemaker_endpoint_configuration", "endpoint_config_name")
    if configuration is None:
        raise NotKnownError("its configuration is not in the plan")
    for variant in configuration.blocks("production_variants"):
        if variant.get("serverless_config"):
            yield ByUse("seconds of a serverless variant")
            continue
        kind = str(variant.get("instance_type") or "")
        count = amount(variant.get("initial_instance_count") or 1, "initial_instance_count")
        name = f"machines-{variant.get('variant_name') or 'variant'}"
        yield meter.hourly(name, f"sagemaker_hosting_{kind}_hour", count, "node-hour")


COMPOSED = {
    "aws_autoscaling_group": group,
    "aws_ebs_volume": ebs_volume,
    "aws_ec2_capacity_reservation": reservation,
    "aws_instance": instance,
    "aws_sagemaker_endpoint": endpoint,
    "aws_spot_instance_request": spot_request,
}
