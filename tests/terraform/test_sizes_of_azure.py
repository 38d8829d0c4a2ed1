"""What `verify` looks for in a plan of Azure's modules, and what a changed plan says instead."""

from __future__ import annotations

import pytest

import planner
from planner.terraform.sizes import differing, proven_sizes
from tests.conftest import ROOT

DATA_ZONE = ROOT / "examples/azure-data-zone/topology.yaml"


@pytest.mark.parametrize(
    ("place", "values", "told"),
    [
        (
            "module.openai_account_metered.azurerm_cognitive_account.this",
            {"local_auth_enabled": False, "public_network_access_enabled": True},
            "its public_network_access_enabled is true, and false in the proof",
        ),
        (
            "module.openai_account_metered.azurerm_cognitive_deployment.this",
            {
                "sku": [{"name": "GlobalStandard"}],
                "version_upgrade_option": "NoAutoUpgrade",
            },
            "its sku.name is globalstandard, and datazonestandard in the proof",
        ),
        (
            "module.gpu_pool_own.azurerm_kubernetes_cluster_node_pool.this",
            {
                "vm_size": "Standard_NC40ads_H100_v5",
                "priority": "Regular",
                "min_count": 1,
                "max_count": 20,
            },
            "its max_count is 20, and 2 in the proof",
        ),
        (
            "module.gateway_main.azurerm_container_app_environment.this",
            {"internal_load_balancer_enabled": False},
            "its internal_load_balancer_enabled is false, and true in the proof",
        ),
    ],
)
def test_a_plan_that_says_otherwise_is_told(
    place: str, values: dict[str, object], told: str
) -> None:
    sizes = proven_sizes(planner.plan(DATA_ZONE).layout)

    assert list(differing(sizes[place], values)) == [told]
