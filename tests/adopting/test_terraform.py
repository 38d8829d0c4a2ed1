"""Terraform, topoplan's own and other people's, to the spec that would produce it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planner
from planner import Plan
from planner.adopting import Adopted, adopt
from planner.catalog import load
from planner.errors import FileError, UsageError
from planner.spec import Spec
from planner.terraform import write
from tests.adopting.configs import codes, group, spec_of
from tests.conftest import ROOT

EXAMPLES = sorted(ROOT.glob("examples/*/topology.yaml"))


def _adopted(*paths: Path) -> Adopted:
    return adopt(paths, load(), name="adopted")


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda spec: spec.parent.name)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Plan, Plan]:
    """An example, and what its own tree is adopted as."""
    folder = tmp_path_factory.mktemp("adopted")
    plan = planner.plan(request.param)
    write(planner.render(plan), folder / "tree")
    text = adopt([folder / "tree"], load()).text
    # where a mirror of weights stands is in no manifest
    (folder / "topology.yaml").write_text(text.replace("country: TODO", "country: FR"))
    return plan, planner.plan(folder / "topology.yaml")


def _routes(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    return {e.name: [(t.site.name, t.model.id) for t in e.targets] for e in plan.topology.endpoints}


def test_the_same_endpoints_call_the_same_targets(both: tuple[Plan, Plan]) -> None:
    own, adopted = both

    assert _routes(adopted) == _routes(own)


def _gateways(plan: Plan) -> list[tuple[object, ...]]:
    """Of Google's gateways no zones: its Terraform names none."""
    return [
        (
            (g.name, g.region.name, g.region.cloud != "gcp" and g.zones),
            (g.min_replicas, g.max_replicas, g.cpu_units, g.memory_mib),
            (g.first_token_s, g.total_s, g.cooldown_s),
        )
        for g in plan.topology.gateways
    ]


def _pools(plan: Plan) -> dict[str, tuple[object, ...]]:
    return {
        p.name: (
            (p.region.name, p.machine.name, p.zones, p.min_nodes, p.max_nodes),
            (p.purchase, p.reservation, p.administrators, p.weights.host),
            sorted((model.id, model.precision) for model in p.serves.values()),
        )
        for p in plan.topology.gpu_pools
    }


def _about(plan: Plan) -> tuple[object, ...]:
    known = plan.topology
    return known.slug, known.owner, known.state.backend, known.alerts, known.tags


def test_the_same_gateways_stand_in_the_same_places(both: tuple[Plan, Plan]) -> None:
    own, adopted = map(_gateways, both)

    assert adopted == own


def test_the_same_pools_have_the_same_nodes_and_models(both: tuple[Plan, Plan]) -> None:
    own, adopted = map(_pools, both)

    assert adopted == own


def test_the_same_name_owner_and_state(both: tuple[Plan, Plan]) -> None:
    own, adopted = map(_about, both)

    assert adopted == own


FOREIGN = """\
provider "aws" {
  region = "eu-north-1"
}

resource "aws_eks_node_group" "gpu_l4" {
  cluster_name   = aws_eks_cluster.main.name
  capacity_type  = "SPOT"
  instance_types = ["g6.12xlarge"]
  scaling_config {
    min_size     = 1
    max_size     = 3
    desired_size = 1
  }
}

resource "aws_eks_node_group" "system" {
  cluster_name   = aws_eks_cluster.main.name
  instance_types = ["m7i.large"]
  scaling_config {
    min_size = 1
    max_size = 3
  }
}

resource "azurerm_cognitive_account" "openai" {
  name                  = "acme"
  custom_subdomain_name = "acme-eu"
  kind                  = "OpenAI"
  location              = "swedencentral"
}

resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.openai.id
  model {
    name = "gpt-4o"
  }
  sku {
    name = "DataZoneStandard"
  }
}

resource "aws_sagemaker_endpoint" "old" {
  name = "old"
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Somebody's root."""
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "main.tf").write_text(FOREIGN)
    return folder


def _config(folder: Path) -> Path:
    params = (
        "model: azure/chat, api_base: 'https://acme-eu.openai.azure.com', api_key: os.environ/K"
    )
    path = folder / "config.yaml"
    path.write_text("model_list:\n" + group("assistant", params, "{base_model: azure/gpt-4o}"))
    return path


def _pool(spec: Spec) -> tuple[object, ...]:
    (pool,) = spec.gpu_pools.values()
    return pool.cloud, pool.region, pool.accelerator, pool.machine, pool.nodes.min, pool.purchase


def test_nodes_with_gpus_are_a_pool_and_others_are_none(root: Path) -> None:
    found = _adopted(root)

    assert _pool(spec_of(found)) == ("aws", "eu-north-1", "L4", "g6.12xlarge", 1, "spot")
    assert "ADO002" in codes(found)


def test_a_deployment_of_azure_says_its_type_and_region(root: Path, tmp_path: Path) -> None:
    found = _adopted(root, _config(tmp_path))

    spec = spec_of(found)
    provider = spec.providers["openai"].model_dump()
    assert (provider["region"], provider["mode"]) == ("swedencentral", "DataZoneStandard")
    assert provider["endpoint"] == "acme-eu.openai.azure.com"
    assert not any("deployment type" in one.message for one in found.remarks)
    assert [str(target) for target in spec.endpoints["assistant"].route] == ["openai/gpt-4o"]


def test_what_serves_models_and_has_no_place_in_a_spec_is_named(root: Path) -> None:
    (remark,) = [one for one in _adopted(root).remarks if one.code == "ADO001"]

    assert remark.message == "no node of a spec is like an endpoint of SageMaker"
    assert (
        remark.at.line
        == FOREIGN.splitlines().index('resource "aws_sagemaker_endpoint" "old" {') + 1
    )


def test_whoever_calls_is_assumed_where_no_gateway_says(root: Path) -> None:
    found = _adopted(root)

    assert set(spec_of(found).endpoints) == {"openai-chat", "gpu-l4-model"}
    assert codes(found).count("ADO003") == 2


def test_whoever_calls_an_embedding_model_is_assumed_to_embed(root: Path) -> None:
    (root / "main.tf").write_text(FOREIGN.replace('"gpt-4o"', '"text-embedding-3-small"'))

    assert spec_of(_adopted(root)).endpoints["openai-chat"].kind == "embedding"


def _state(**values: object) -> str:
    resource = {"mode": "managed", "type": "aws_eks_node_group", "name": "gpu", "values": values}
    module = {"resources": [resource], "address": "module.x"}
    return json.dumps({"values": {"root_module": {"child_modules": [module]}}})


NODES = {
    "arn": "arn:aws:eks:eu-central-1:1:nodegroup/a/b/c",
    "instance_types": ["g6.12xlarge"],
    "scaling_config": [{"min_size": 2, "max_size": 4}],
    "capacity_type": "ON_DEMAND",
}


def test_a_state_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(_state(**NODES))

    found = _adopted(tmp_path / "state.json")

    pool = ("aws", "eu-central-1", "L4", "g6.12xlarge", 2, "on_demand")
    assert _pool(spec_of(found)) == pool


def test_a_plan_says_the_same(tmp_path: Path) -> None:
    text = _state(**NODES).replace(
        '"values": {"root_module"', '"planned_values": {"root_module"', 1
    )
    (tmp_path / "plan.json").write_text(text)

    assert _pool(spec_of(_adopted(tmp_path / "plan.json")))[1] == "eu-central-1"


def test_nothing_of_a_state_is_shown(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(_state(**NODES, password="hunter2"))

    found = _adopted(tmp_path / "state.json")

    assert all("hunter2" not in source.text for source in found.sources.values())
    assert "hunter2" not in found.text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"values": 3}', "[" * 10**5])
def test_json_that_terraform_did_not_show_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)

    with pytest.raises(UsageError, match="neither a state nor a plan"):
        _adopted(tmp_path / "x.json")


def test_a_json_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.json"):
        _adopted(tmp_path / "none.json")


def test_a_file_that_is_no_hcl_is_named_and_the_others_are_read(root: Path) -> None:
    (root / "broken.tf").write_text('resource "x" {{{\n')

    found = _adopted(root)

    assert any("no HCL" in one.message and one.at.path.name == "broken.tf" for one in found.remarks)
    assert spec_of(found).gpu_pools


def test_an_empty_folder_has_nothing_to_adopt(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing there calls a model or serves one"):
        _adopted(tmp_path)


GOOGLE = """\
resource "google_container_node_pool" "g" {
  location = "europe-west4-b"
  node_config {
    machine_type = "g2-standard-12"
    spot         = true
  }
  autoscaling {
    min_node_count = 1
    max_node_count = 2
  }
}
"""
AZURE = """\
resource "azurerm_kubernetes_cluster" "k" {
  location = "swedencentral"
}

resource "azurerm_kubernetes_cluster_node_pool" "h" {
  kubernetes_cluster_id = azurerm_kubernetes_cluster.k.id
  vm_size               = "Standard_NC40ads_H100_v5"
  min_count             = 1
  max_count             = 2
}
"""
SCALEWAY = """\
resource "scaleway_k8s_pool" "s" {
  region    = "fr-par"
  node_type = "H100-1-80G"
  min_size  = 1
  max_size  = 2
}
"""


@pytest.mark.parametrize(
    ("text", "pool"),
    [
        (GOOGLE, ("gcp", "europe-west4", "L4", "g2-standard-12", 1, "spot")),
        (AZURE, ("azure", "swedencentral", "H100-NVL", "Standard_NC40ads_H100_v5", 1, "on_demand")),
        (SCALEWAY, ("scaleway", "fr-par", "H100", "H100-1-80G", 1, "on_demand")),
    ],
    ids=["gcp", "azure", "scaleway"],
)
def test_pools_of_every_cloud_are_read(tmp_path: Path, text: str, pool: tuple[object, ...]) -> None:
    (tmp_path / "main.tf").write_text(text)

    assert _pool(spec_of(_adopted(tmp_path))) == pool


VARIED = """\
variable "region" {
  default = "eu-north-1"
}

variable "machine" {
  type = string
}

variable "most" {
  default = 3
}

variable "vpc" {
  default = "10.0.0.0/16"
}

locals {
  fewest   = 2
  purchase = "${upper("spot")}"
}

provider "aws" {
  region = var.region
}

resource "aws_vpc" "main" {
  cidr_block = var.vpc
}

resource "aws_eks_node_group" "gpu" {
  capacity_type  = local.purchase
  instance_types = ["${var.machine}.12xlarge"]
  scaling_config {
    min_size = local.fewest
    max_size = var.most
  }
}
"""


def _varied(folder: Path, text: str = VARIED, values: str = 'machine = "g6"\n') -> Adopted:
    (folder / "main.tf").write_text(text)
    (folder / "terraform.tfvars").write_text(values)
    return _adopted(folder)


def _assumed(found: Adopted) -> list[str]:
    return [one.message for one in found.remarks if "default is taken" in one.message]


def test_variables_and_locals_are_the_literals_that_they_stand_for(tmp_path: Path) -> None:
    found = _varied(tmp_path)

    (pool,) = spec_of(found).gpu_pools.values()
    assert _pool(spec_of(found)) == ("aws", "eu-north-1", "L4", "g6.12xlarge", 2, "on_demand")
    assert pool.nodes.max == 3


def test_a_default_that_the_spec_rests_on_is_said_and_no_other(tmp_path: Path) -> None:
    found = _varied(tmp_path)
    region, most = (one for one in found.remarks if "default is taken" in one.message)

    assert (region.code, region.at.line, most.at.line) == ("ADO003", 1, 9)
    assert _assumed(found) == [
        "nothing here sets `var.region`; its default is taken",
        "nothing here sets `var.most`; its default is taken",
    ]


def test_what_a_file_of_values_says_is_taken_before_a_default(tmp_path: Path) -> None:
    found = _varied(tmp_path, values='machine = "g6"\nregion = "eu-west-1"\n')

    assert _pool(spec_of(found))[1] == "eu-west-1"
    assert len(_assumed(found)) == 1


@pytest.mark.parametrize("word", ["sensitive = true", "ephemeral = true"])
def test_a_sensitive_variable_stays_unknown_and_unseen(tmp_path: Path, word: str) -> None:
    text = VARIED.replace('  default = "eu-north-1"', f'  {word}\n  default = "eu-north-1"')

    found = _varied(tmp_path, text, 'machine = "g6"\nregion = "eu-west-1"\n')

    assert "region: TODO" in found.text
    assert all("eu-west-1" not in source.text for source in found.sources.values())


def test_a_file_of_values_that_cannot_be_read_is_named_without_a_word_of_it(tmp_path: Path) -> None:
    text = VARIED.replace("type = string", 'default = "g6"')

    found = _varied(tmp_path, text, 'token = {{{ "hunter2"\n')

    (said,) = [one for one in found.remarks if one.at.path.name == "terraform.tfvars"]
    assert said.code == "ADO001"
    assert "hunter2" not in said.message


def test_an_escaped_expression_is_no_reference(tmp_path: Path) -> None:
    found = _varied(tmp_path, VARIED.replace("region = var.region", 'region = "$${var.region}"'))

    assert "region: TODO" in found.text
