"""What the proof rests on, as a plan has to say it: how large things are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import building
from planner.layout import Layout
from planner.topology import Gateway, GpuPool


def proven_sizes(layout: Layout) -> Mapping[str, Mapping[str, object]]:
    """Address without indices to the attributes that the bill or the proof rests on.

    An attribute of a nested block is dotted: `scaling_config.max_size`.
    """
    sizes: dict[str, Mapping[str, object]] = {}
    for work in layout.gateways:
        sizes |= _gateway(f"module.gateway_{work.key}", work.gateway)
    for network in layout.clusters:
        system = f"module.gpu_cluster_{network.key}.aws_launch_template.system"
        sizes[system] = {"instance_type": building(network.region.cloud).system_machine}
    for pool_work in layout.pools:
        sizes |= _pool(f"module.gpu_pool_{pool_work.key}", pool_work.pool)
    return sizes


def _gateway(module: str, gateway: Gateway) -> dict[str, Mapping[str, object]]:
    return {
        f"{module}.aws_lb.this": {"internal": True},
        f"{module}.aws_appautoscaling_target.this": {
            "min_capacity": gateway.min_replicas,
            "max_capacity": gateway.max_replicas,
        },
        f"{module}.aws_ecs_task_definition.this": {
            "cpu": str(gateway.cpu_units),
            "memory": str(gateway.memory_mib),
        },
    }


def _pool(module: str, pool: GpuPool) -> dict[str, Mapping[str, object]]:
    return {
        **_scheduled(module, pool),
        f"{module}.aws_lb.this": {"internal": True},
        f"{module}.aws_launch_template.this": {"instance_type": pool.machine.name},
        f"{module}.aws_eks_node_group.this": {
            "scaling_config.min_size": pool.min_nodes,
            "scaling_config.max_size": pool.max_nodes,
        },
    }


def _scheduled(module: str, pool: GpuPool) -> dict[str, Mapping[str, object]]:
    """What the bill of a pool's hours rests on; nothing for one that always runs."""
    if pool.schedule is None:
        return {}
    zone, outside = pool.schedule.timezone, pool.schedule.outside
    return {
        f"{module}.aws_autoscaling_schedule.start": {
            "min_size": pool.min_nodes,
            "max_size": pool.max_nodes,
            "time_zone": zone,
        },
        f"{module}.aws_autoscaling_schedule.end": {
            "min_size": outside,
            "max_size": outside,
            "time_zone": zone,
        },
    }


def differing(sizes: Mapping[str, object], values: Mapping[str, object]) -> Iterator[str]:
    """Each attribute of a planned resource that is not what it has to be, in words."""
    for name, wanted in sizes.items():
        planned = _attribute(values, name)
        if planned != wanted:
            yield f"its {name} is {_shown(planned)}, and {_shown(wanted)} in the proof"


def _attribute(values: Mapping[str, object], name: str) -> object:
    """The value at a dotted name; a nested block of one is a list of one."""
    found: object = values
    for part in name.split("."):
        if isinstance(found, list):
            found = found[0] if len(found) == 1 else None
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _shown(value: object) -> str:
    return "not known" if value is None else str(value).lower()
