"""Whole roots of three clouds, from `init` to `destroy`, by the real Terraform."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.sandbox.providers import emulated_providers
from planner.terraform.locating import Binary
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

ROOTS = Path(__file__).parent / "roots"


def _copied(name: str, folder: Path) -> Path:
    shutil.copytree(ROOTS / name, folder, dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize(("name", "things"), [("gke", 15), ("aks", 11), ("kapsule", 14)])
def test_a_root_is_applied_planned_empty_and_destroyed(
    emulating: TerraformRunner, tmp_path: Path, name: str, things: int
) -> None:
    folder = _copied(name, tmp_path)

    emulating(folder, "init")
    emulating(folder, "validate")
    applied = emulating(folder, "apply", "-auto-approve", "-no-color")
    assert f"{things} added, 0 changed, 0 destroyed" in applied
    emulating(folder, "plan", "-detailed-exitcode")
    emulating(folder, "destroy", "-auto-approve")
    assert emulating(folder, "state", "list") == ""


@pytest.fixture(scope="module")
def gke(emulating: TerraformRunner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A root that is applied already."""
    folder = _copied("gke", tmp_path_factory.mktemp("gke"))
    emulating(folder, "init")
    emulating(folder, "apply", "-auto-approve")
    yield folder
    emulating(folder, "destroy", "-auto-approve")


def _plan(emulating: TerraformRunner, folder: Path, *arguments: str) -> dict[str, Any]:
    """Resource to what is done with it, as a plan's JSON says."""
    emulating(folder, "plan", "-out=tfplan", *arguments)
    shown = json.loads(emulating(folder, "show", "-json", "tfplan"))
    return {
        change["address"]: change["change"]["actions"]
        for change in shown["resource_changes"]
        if change["change"]["actions"] != ["no-op"]
    }


def test_a_new_number_is_changed_in_place(emulating: TerraformRunner, gke: Path) -> None:
    assert _plan(emulating, gke, "-var=most_nodes=4") == {
        'google_container_node_pool.gpu["h100"]': ["update"],
        'google_container_node_pool.gpu["l4"]': ["update"],
    }


def test_a_new_name_replaces_the_thing_and_what_hangs_on_it(
    emulating: TerraformRunner, gke: Path
) -> None:
    planned = _plan(emulating, gke, "-var=cluster_name=other")

    assert planned["google_container_cluster.llm"] == ["delete", "create"]
    assert planned['google_container_node_pool.gpu["h100"]'] == ["delete", "create"]


def test_results_have_the_form_that_the_cloud_gives_them(
    emulating: TerraformRunner, gke: Path
) -> None:
    outputs = json.loads(emulating(gke, "output", "-json"))

    assert outputs["gateway"]["value"] == "https://gateway-sandbox.a.run.app"
    assert outputs["pools"]["value"]["h100"] == (
        "projects/acme-llm/locations/europe-west4/clusters/llm/nodePools/h100"
    )


def test_a_write_only_argument_is_never_kept(gke: Path) -> None:
    state = json.loads((gke / "terraform.tfstate").read_text(encoding="utf-8"))
    (version,) = (
        resource["instances"][0]["attributes"]
        for resource in state["resources"]
        if resource["type"] == "google_secret_manager_secret_version"
    )

    assert version["secret_data_wo"] is None


NETWORKS = """
variable "names" { default = ["a", "b"] }
resource "google_compute_network" "n" {
  count = length(var.names)
  name  = var.names[count.index]
}
output "ids" { value = google_compute_network.n[*].id }
"""


def test_what_was_made_is_imported_as_it_is(
    emulating: TerraformRunner, root: Callable[[str], Path]
) -> None:
    folder = root(NETWORKS)
    emulating(folder, "apply", "-auto-approve")
    emulating(folder, "state", "rm", "google_compute_network.n[0]")

    id_ = "projects/sandbox-project/global/networks/a"
    emulating(folder, "import", "google_compute_network.n[0]", id_)

    emulating(folder, "plan", "-detailed-exitcode")


def test_what_was_never_made_here_is_imported_by_its_id(
    emulating: TerraformRunner, root: Callable[[str], Path]
) -> None:
    folder = root('resource "google_compute_network" "n" { name = "old" }')

    emulating(folder, "import", "google_compute_network.n", "projects/p/global/networks/old")

    assert '"old"' in emulating(folder, "state", "show", "-no-color", "google_compute_network.n")


def test_two_alike_are_told_apart(emulating: TerraformRunner, root: Callable[[str], Path]) -> None:
    folder = root("""
        resource "random_password" "p" {
          count  = 2
          length = 16
        }
        output "differ" { value = nonsensitive(distinct(random_password.p[*].result)) }
    """)
    emulating(folder, "apply", "-auto-approve")

    passwords = json.loads(emulating(folder, "output", "-json", "differ"))

    assert [len(password) for password in passwords] == [16, 16]


def test_the_same_root_gets_the_same_values_in_every_session(
    terraform_binary: Binary, tmp_path: Path
) -> None:
    states = []
    for session in ("first", "second"):
        folder = _copied("kapsule", tmp_path / session)
        with emulated_providers(["scaleway"]) as reattach:
            terraform = TerraformRunner(terraform_binary, environment(reattach))
            terraform(folder, "init")
            terraform(folder, "apply", "-auto-approve")
            states.append(json.loads(terraform(folder, "show", "-json"))["values"])

    assert states[0] == states[1]


def test_a_protected_thing_is_not_destroyed(
    emulating: TerraformRunner, root: Callable[[str], Path]
) -> None:
    folder = root("""
        variable "protected" { default = true }
        resource "google_container_cluster" "c" {
          name                = "c"
          initial_node_count  = 1
          deletion_protection = var.protected
        }
    """)
    emulating(folder, "apply", "-auto-approve")

    emulating(folder, "destroy", "-auto-approve", expect=1)

    emulating(folder, "apply", "-auto-approve", "-var=protected=false")
    emulating(folder, "destroy", "-auto-approve", "-var=protected=false")


def test_an_earlier_major_is_served_where_it_is_asked_for(
    terraform_binary: Binary, tmp_path: Path
) -> None:
    (tmp_path / "main.tf").write_text('resource "azurerm_ai_services" "a" {}', encoding="utf-8")
    with emulated_providers(["azurerm@4"]) as reattach:
        terraform = TerraformRunner(terraform_binary, environment(reattach))
        terraform(tmp_path, "init")
        schemas = json.loads(terraform(tmp_path, "providers", "schema", "-json"))

    served = schemas["provider_schemas"]["registry.terraform.io/hashicorp/azurerm"]
    assert "azurerm_ai_services" in served["resource_schemas"]
