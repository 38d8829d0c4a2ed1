"""What a proof rests on in the modules of Google Cloud."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import building
from planner.cost import SYSTEM_NODES
from planner.layout import Network
from planner.terraform.sizes.proven import Sizes
from planner.topology import Gateway, GpuPool

_CPU_UNITS = Decimal(1024)


def of_gateway(module: str, gateway: Gateway) -> Sizes:
    container = "template.containers.resources"
    return {
        f"{module}.google_cloud_run_v2_service.this": {
            "ingress": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
            "template.scaling.min_instance_count": gateway.min_replicas,
            "template.scaling.max_instance_count": gateway.max_replicas,
            f"{container}.cpu_idle": False,
            f"{container}.limits.cpu": f"{(gateway.cpu_units / _CPU_UNITS).normalize():f}",
            f"{container}.limits.memory": f"{gateway.memory_mib}Mi",
        },
        f"{module}.google_compute_forwarding_rule.this": {
            "load_balancing_scheme": "INTERNAL_MANAGED",
        },
    }


def of_cluster(module: str, network: Network) -> Sizes:
    return {
        f"{module}.google_container_cluster.this": {
            "private_cluster_config.enable_private_endpoint": True,
            "private_cluster_config.enable_private_nodes": True,
        },
        f"{module}.google_container_node_pool.system": {
            "node_config.machine_type": building(network.region.cloud).system_machine,
            "autoscaling.total_min_node_count": SYSTEM_NODES,
            "autoscaling.total_max_node_count": SYSTEM_NODES + 1,
        },
    }


def of_pool(module: str, pool: GpuPool) -> Sizes:
    return {
        f"{module}.google_compute_address.this": {"address_type": "INTERNAL"},
        f"{module}.google_container_node_pool.this": {
            "node_config.machine_type": pool.machine.name,
            "node_config.spot": pool.purchase == "spot",
            "node_config.flex_start": pool.purchase in ("flex_start", "queued"),
            "node_config.disk_size_gb": pool.disk_gib,
            "autoscaling.total_min_node_count": pool.min_nodes,
            "autoscaling.total_max_node_count": pool.max_nodes,
        },
    }
