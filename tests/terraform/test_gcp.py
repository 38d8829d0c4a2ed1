"""A tree on Google Cloud under the real Terraform: its plan, and edits that the proof notices."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.planfile import read_planfile
from planner.terraform import Binary, Terraform, verify, write
from planner.terraform.sizes import proven_sizes
from tests.conftest import ROOT
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

Document = dict[str, Any]
Edit = Callable[[dict[str, Any]], object]

_SERVICE = "module.gateway_main.google_cloud_run_v2_service.this"
_BALANCER = "module.gateway_main.google_compute_forwarding_rule.this"
_CLUSTER = "module.gpu_cluster_europe_west4.google_container_cluster.this"
_HOT = "module.gpu_pool_hot.google_container_node_pool.this"
_SYSTEM = "module.gpu_cluster_europe_west4.google_container_node_pool.system"
_ADDRESS = "module.gpu_pool_hot.google_compute_address.this"
_ZONE = 'module.network_europe_west4.google_dns_managed_zone.google["gcr.io"]'
_ALERT = 'module.observability_europe_west4.google_monitoring_alert_policy.gateway_cpu["main"]'


@pytest.fixture(scope="module")
def plan() -> planner.Plan:
    return planner.plan(ROOT / "examples/gcp-h100-pool/topology.yaml")


@pytest.fixture(scope="module")
def tree(
    plan: planner.Plan, terraform: TerraformRunner, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("gcp")
    write(planner.render(plan), folder)
    (folder / "infra/backend.tf").unlink()
    terraform(folder / "infra", "init", "-backend=false")
    return folder


@pytest.fixture(scope="module")
def document(tree: Path, terraform_binary: Binary, terraform: TerraformRunner) -> Document:
    runs = Terraform(terraform_binary, tree / "infra", terraform.environment)
    runs.plan(tree / "plan.tfplan")
    return runs.show(tree / "plan.tfplan")


def _objections(plan: planner.Plan, document: Document) -> list[str]:
    return [finding.message for finding in verify(plan, read_planfile(document)).findings]


def test_the_plan_is_covered_by_the_proof_and_costs_what_the_bill_says(
    plan: planner.Plan, document: Document
) -> None:
    assert _objections(plan, document) == []


def test_the_constraints_hold_on_a_mocked_google(tree: Path, terraform: TerraformRunner) -> None:
    assert "0 failed" in terraform(tree / "infra", "test", "-no-color")


def test_every_size_of_the_proof_is_looked_for_where_terraform_says_it(
    plan: planner.Plan, document: Document
) -> None:
    places = {resource.place for resource in read_planfile(document).resources}

    assert set(proven_sizes(plan.layout)) <= places


_EDITS: dict[str, tuple[str, Edit, str]] = {
    "a public service": (
        _SERVICE,
        lambda service: service.update(ingress="INGRESS_TRAFFIC_ALL"),
        "its ingress is ingress_traffic_all",
    ),
    "more instances": (
        _SERVICE,
        lambda service: service["template"][0]["scaling"][0].update(max_instance_count=60),
        "its template.scaling.max_instance_count is 60, and 6 in the proof",
    ),
    "larger instances": (
        _SERVICE,
        lambda service: service["template"][0]["containers"][0]["resources"][0].update(
            limits={"cpu": "4", "memory": "2048Mi"}
        ),
        "its template.containers.resources.limits.cpu is 4, and 1 in the proof",
    ),
    "billed by request": (
        _SERVICE,
        lambda service: service["template"][0]["containers"][0]["resources"][0].update(
            cpu_idle=True
        ),
        "its template.containers.resources.cpu_idle is true, and false in the proof",
    ),
    "a public load balancer": (
        _BALANCER,
        lambda rule: rule.update(load_balancing_scheme="EXTERNAL_MANAGED"),
        "its load_balancing_scheme is external_managed, and internal_managed in the proof",
    ),
    "a public control plane": (
        _CLUSTER,
        lambda cluster: cluster["private_cluster_config"][0].update(enable_private_endpoint=False),
        "its private_cluster_config.enable_private_endpoint is false, and true in the proof",
    ),
    "larger machines": (
        _HOT,
        lambda pool: pool["node_config"][0].update(machine_type="a3-highgpu-8g"),
        "its node_config.machine_type is a3-highgpu-8g, and a3-highgpu-1g in the proof",
    ),
    "on demand": (
        _HOT,
        lambda pool: pool["node_config"][0].update(spot=False),
        "its node_config.spot is false, and true in the proof",
    ),
    "more nodes": (
        _HOT,
        lambda pool: pool["autoscaling"][0].update(total_max_node_count=40),
        "its autoscaling.total_max_node_count is 40, and 4 in the proof",
    ),
    "more system nodes": (
        _SYSTEM,
        lambda pool: pool["autoscaling"][0].update(total_min_node_count=3),
        "its autoscaling.total_min_node_count is 3, and 2 in the proof",
    ),
    "a public pool": (
        _ADDRESS,
        lambda address: address.update(address_type="EXTERNAL"),
        "its address_type is external, and internal in the proof",
    ),
    "a right beside": (
        "module.vertex_access_main.google_project_iam_custom_role.this",
        lambda role: role["permissions"].append("aiplatform.models.upload"),
        "it may aiplatform.models.upload, which is not granted by the proof",
    ),
    "another alert": (
        _ALERT,
        lambda policy: policy["conditions"].append(policy["conditions"][0]),
        "monitoring.europe-west4/alarms: no known price in the Terraform plan",
    ),
}


@pytest.mark.parametrize(("address", "edit", "objection"), _EDITS.values(), ids=_EDITS)
def test_an_edit_is_not_covered(
    plan: planner.Plan, document: Document, address: str, edit: Edit, objection: str
) -> None:
    edited = deepcopy(document)
    (change,) = (c for c in edited["resource_changes"] if c["address"] == address)
    edit(change["change"]["after"])

    assert objection in "\n".join(_objections(plan, edited))


def test_a_zone_too_few_is_seen_in_the_bill(plan: planner.Plan, document: Document) -> None:
    edited = deepcopy(document)
    edited["resource_changes"] = [
        change for change in edited["resource_changes"] if change["address"] != _ZONE
    ]

    (objection,) = _objections(plan, edited)

    assert objection.startswith("network.europe-west4/dns-zones: 0.40 USD a month in the Terraform")
