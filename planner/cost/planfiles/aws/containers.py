"""ECS and EKS: services by the size of their task, node groups by their launch template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import assumptions
from planner.cost.planfiles.aws.machines import Volume, disk_lines, monitoring_lines, volumes_of
from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError
from planner.units import Range

_CPU_UNITS = Decimal(1024)
_MIB = Decimal(1024)
_INCLUDED_GIB = 20
"""Storage that every Fargate task brings along; https://aws.amazon.com/fargate/pricing/"""
_NODE_DISK_GIB = 20
"""Of a managed node that says nothing; https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html"""
_NODE_MACHINE = "t3.medium"
"""Of a managed node group that says nothing, by the same page."""
_WORDED = re.compile(r"([\d.]+)\s*(vcpu|gb)", re.IGNORECASE)


def service(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_ecs_service`: copies of its task, if Fargate runs them."""
    strategy = item.blocks("capacity_provider_strategy")
    strategies = {str(block.get("capacity_provider")) for block in strategy}
    if "FARGATE_SPOT" in strategies:
        yield meter.unknown("fargate-vcpu", "vCPU-hour", "Fargate Spot is not in the catalogue")
        return
    task = item.one("aws_ecs_task_definition", "task_definition")
    if not _on_fargate(item, strategies, task):
        return
    if task is None:
        raise NotKnownError("its task definition is not in the plan")
    copies, why = _tasks(item, meter)
    kind = _kind(task)
    cpu, memory = _size(task, "cpu"), _size(task, "memory")
    for name, priced, size, unit in (
        ("fargate-vcpu", f"fargate_{kind}vcpu_hour", cpu / _CPU_UNITS, "vCPU-hour"),
        ("fargate-memory", f"fargate_{kind}gb_hour", memory / _MIB, "GB-hour"),
    ):
        yield meter.hourly(name, priced, copies * size, unit, note=why)
    storage = task.number("ephemeral_storage.size_in_gib", 0) - _INCLUDED_GIB
    if storage > 0:
        name, priced = "fargate-storage", "fargate_ephemeral_gb_hour"
        yield meter.hourly(name, priced, copies * storage, "GB-hour", note=why)
    if item.flag("network_configuration.assign_public_ip"):
        name, priced = "public-addresses", "public_ipv4_address_hour"
        yield meter.hourly(name, priced, copies, "address-hour", note=why)


def _on_fargate(item: Item, strategies: set[str], task: Item | None) -> bool:
    """Whether Fargate runs the tasks; on instances they cost nothing of their own."""
    if item.text("launch_type", "") == "FARGATE" or "FARGATE" in strategies:
        return True
    if item.text("launch_type", "") in ("EC2", "EXTERNAL") or strategies:
        return False
    needed = task.get("requires_compatibilities") if task else None
    return isinstance(needed, list) and "FARGATE" in needed


def _kind(task: Item) -> str:
    system = task.text("runtime_platform.operating_system_family", "LINUX")
    arm = task.text("runtime_platform.cpu_architecture", "X86_64") == "ARM64"
    return "windows_" if system.startswith("WINDOWS") else "arm_" if arm else ""


def _size(task: Item, name: str) -> Decimal:
    """CPU units or MiB; ECS also takes `1 vCPU` and `2 GB`."""
    worded = _WORDED.fullmatch(task.text(name))
    return Decimal(worded[1]) * 1024 if worded else task.number(name)


def _tasks(item: Item, meter: Meter) -> tuple[Range, str]:
    planned = item.number("desired_count", 0)
    targets = item.users("aws_appautoscaling_target", "resource_id")
    if len(targets) != 1:
        return meter.copies(planned, planned, planned)
    return meter.copies(
        targets[0].number("min_capacity"), planned, targets[0].number("max_capacity")
    )


def ecs_cluster(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_ecs_cluster`: nothing, but for Container Insights."""
    settings = {str(b.get("name")): str(b.get("value")) for b in item.blocks("setting")}
    kind = settings.get("containerInsights", "disabled")
    if kind == "enabled":
        metrics = assumptions()["container_insights_metrics"]
        yield meter.monthly(
            "container-insights",
            "cloudwatch_custom_metric_month",
            metrics.value,
            "metric-month",
            note=metrics.why,
        )
    elif kind == "enhanced":
        yield ByUse("observations of Container Insights")


def eks_cluster(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_eks_cluster`: the control plane, and its logs."""
    yield meter.hourly("control-plane", "eks_control_plane_standard", 1, "cluster-hour")
    if item.flag("compute_config.enabled"):
        yield ByUse("nodes that EKS Auto Mode starts")
    if item.count("enabled_cluster_log_types"):
        logged = assumptions()["cluster_log_gb"]
        yield from meter.logs(logged.value, logged.why)


def node_group(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_eks_node_group`: copies of a machine with its disks."""
    low, high = item.number("scaling_config.min_size"), item.number("scaling_config.max_size")
    planned = item.number("scaling_config.desired_size", int(low))
    copies, why = meter.copies(low, planned, high)
    template = item.one("aws_launch_template", "launch_template")
    bought = item.text("capacity_type", "ON_DEMAND")
    try:
        machine = _machine(item, template)
        known = meter.expected.bought(item, machine, (low, high), bought.lower())
        listed = (meter.machines("nodes", machine, copies, bought=bought, note=why),)
        yield from known or listed
    except NotKnownError as missing:
        yield meter.unknown("nodes", "node-hour", str(missing))
    yield from disk_lines(_volumes(item, template), copies, why, meter)
    if template is not None:
        yield from monitoring_lines(template, copies, why, meter)


def _machine(item: Item, template: Item | None) -> str:
    kinds = item.get("instance_types")
    if isinstance(kinds, list) and kinds:
        return str(kinds[0])
    if template is not None:
        return template.text("instance_type")
    if item.blocks("launch_template"):
        raise NotKnownError("its launch template is not in the plan")
    return _NODE_MACHINE


def _volumes(item: Item, template: Item | None) -> tuple[Volume, ...]:
    mapped = () if template is None else volumes_of(template)
    if mapped:
        return mapped
    size = item.number("disk_size", _NODE_DISK_GIB)
    return (Volume("gp3", size, Decimal(0), Decimal(0)),)


COMPOSED = {
    "aws_ecs_cluster": ecs_cluster,
    "aws_ecs_service": service,
    "aws_eks_cluster": eks_cluster,
    "aws_eks_node_group": node_group,
}
