"""What a proof rests on in the modules of Scaleway.

How many machines and nodes there are, and of which kind, `verify` sees in the bill: they are rows
of machines, and pools of which each zone has one.
"""

from __future__ import annotations

from planner.catalog import building
from planner.layout import Network
from planner.terraform.sizes.proven import Sizes
from planner.topology import Gateway, GpuPool


def of_cluster(module: str, network: Network) -> Sizes:
    machine = building(network.region.cloud).system_machine
    return {
        f"{module}.scaleway_k8s_pool.system": {
            "node_type": machine,
            "public_ip_disabled": True,
        },
    }


def of_gateway(module: str, _: Gateway) -> Sizes:
    return {
        f"{module}.scaleway_instance_server.this": {"enable_dynamic_ip": False},
        f"{module}.scaleway_lb.this": {
            "assign_flexible_ip": False,
            "assign_flexible_ipv6": False,
        },
    }


def of_pool(module: str, pool: GpuPool) -> Sizes:
    return {
        f"{module}.scaleway_k8s_pool.this": {
            "node_type": pool.machine.name,
            "public_ip_disabled": True,
        },
    }
