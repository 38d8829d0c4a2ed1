"""What a proof rests on in the modules of Azure."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import building
from planner.layout import Account, Network
from planner.terraform.sizes.proven import Sizes
from planner.topology import Gateway, GpuPool

_UNITS = Decimal(1024)
"""CPU units of a vCPU, and MiB of a GiB."""


def of_gateway(module: str, gateway: Gateway) -> Sizes:
    return {
        f"{module}.azurerm_container_app_environment.this": {
            "internal_load_balancer_enabled": True,
        },
        f"{module}.azurerm_container_app.this": {
            "template.min_replicas": gateway.min_replicas,
            "template.max_replicas": gateway.max_replicas,
            "template.container.cpu": gateway.cpu_units / _UNITS,
            "template.container.memory": f"{(gateway.memory_mib / _UNITS).normalize():f}Gi",
        },
    }


def of_cluster(module: str, network: Network) -> Sizes:
    machine = building(network.region.cloud).system_machine
    return {
        f"{module}.azurerm_kubernetes_cluster.this": {
            "default_node_pool.vm_size": machine,
            "private_cluster_enabled": True,
        }
    }


def of_pool(module: str, pool: GpuPool) -> Sizes:
    return {
        f"{module}.azurerm_kubernetes_cluster_node_pool.this": {
            "vm_size": pool.machine.name,
            "priority": "Spot" if pool.purchase == "spot" else "Regular",
            "min_count": pool.min_nodes,
            "max_count": pool.max_nodes,
        }
    }


def of_account(module: str, account: Account) -> Sizes:
    """Whether the internet reaches an account, and how it is deployed, which says where it runs."""
    return {
        f"{module}.azurerm_cognitive_account.this": {
            "local_auth_enabled": account.has_keys,
            "public_network_access_enabled": account.has_keys,
        },
        f"{module}.azurerm_cognitive_deployment.this": {
            "sku.name": account.provider.mode,
            "version_upgrade_option": "NoAutoUpgrade",
        },
    }
