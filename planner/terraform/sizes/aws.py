"""What a proof rests on in the modules of AWS."""

from __future__ import annotations

from planner.catalog import building
from planner.layout import Network
from planner.terraform.sizes.proven import Sizes
from planner.topology import Gateway, GpuPool


def of_cluster(module: str, network: Network) -> Sizes:
    machine = building(network.region.cloud).system_machine
    return {f"{module}.aws_launch_template.system": {"instance_type": machine}}


def of_gateway(module: str, gateway: Gateway) -> Sizes:
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


def of_pool(module: str, pool: GpuPool) -> Sizes:
    return {
        **_scheduled(module, pool),
        f"{module}.aws_lb.this": {"internal": True},
        f"{module}.aws_launch_template.this": {"instance_type": pool.machine.name},
        f"{module}.aws_eks_node_group.this": {
            "scaling_config.min_size": pool.min_nodes,
            "scaling_config.max_size": pool.max_nodes,
        },
    }


def _scheduled(module: str, pool: GpuPool) -> Sizes:
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
