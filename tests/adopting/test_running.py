"""Gateways that somebody runs on ECS, Cloud Run, Container Apps or a cluster, to a spec's."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from planner.adopting import Adopted, adopt
from planner.catalog import load
from planner.diagnostics import Severity
from planner.errors import UsageError
from planner.spec import Spec
from planner.views import show_diagnostics
from tests.adopting.configs import codes, spec_of

_KEY = "sk-live-0123456789abcdefghij0123456789"

_CONFIG = """\
model_list:
  - model_name: chat
    litellm_params:
      model: bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0
      aws_region_name: eu-central-1
      api_key: os.environ/KEY
  - model_name: chat
    litellm_params: {model: mistral/mistral-large-latest, order: 2}
"""

_ECS = """\
provider "aws" {
  region = "eu-central-1"
}

resource "aws_subnet" "a" {
  availability_zone = "eu-central-1a"
}

resource "aws_subnet" "b" {
  availability_zone = "eu-central-1b"
}

resource "aws_subnet" "c" {
  availability_zone = "eu-central-1c"
}

resource "aws_ecs_task_definition" "proxy" {
  family = "llm"
  cpu    = 2048
  memory = 4096
  container_definitions = jsonencode([
    { name = "sidecar", image = "otel/collector:0.1" },
    {
      name  = "proxy"
      image = "ghcr.io/berriai/litellm:v1.77.3"
      environment = [
        { name = "DATABASE_URL", value = "postgres://user:KEY@db/llm" },
        { name = "CONFIG", value = <<-EOT
CONFIG
        EOT
        },
        { name = "REGION", value = var.region },
      ]
    },
  ])
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}

resource "aws_ecs_service" "gateway" {
  name            = "llm"
  task_definition = aws_ecs_task_definition.proxy.arn
  desired_count   = 2
  network_configuration {
    subnets = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id]
  }
}

resource "aws_appautoscaling_target" "gateway" {
  resource_id  = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.gateway.name}"
  min_capacity = 3
  max_capacity = 9
}
"""
_INDENTED = "\n".join(f"      {line}" for line in _CONFIG.splitlines())
_ECS = _ECS.replace("KEY", _KEY, 1).replace("\nCONFIG\n", f"\n{_INDENTED}\n")


def _adopted(folder: Path, text: str, **others: str) -> Adopted:
    root = folder / "root"
    root.mkdir(exist_ok=True)
    (root / "main.tf").write_text(text, encoding="utf-8")
    for name, content in others.items():
        (root / f"{name}.yaml").write_text(content, encoding="utf-8")
    return adopt([root], load(), name="adopted")


def _gateway(spec: Spec) -> tuple[object, ...]:
    (gateway,) = spec.gateways.values()
    size = (gateway.size.cpu, gateway.size.memory)
    return (
        (gateway.cloud, gateway.region, gateway.zones),
        (gateway.replicas.min, gateway.replicas.max),
        size,
        gateway.image,
    )


def _shown(found: Adopted) -> str:
    return found.text + show_diagnostics(found.remarks, found.sources, color=False)


_SERVICE = (("aws", "eu-central-1", 3), (3, 9), (2, 4), "ghcr.io/berriai/litellm:v1.77.3")


def test_a_service_of_ecs_is_a_gateway_with_the_models_of_its_configuration(tmp_path: Path) -> None:
    found = _adopted(tmp_path, _ECS)
    spec = spec_of(found)

    assert list(spec.gateways) == ["gateway"]
    assert _gateway(spec) == _SERVICE
    assert list(spec.endpoints) == ["chat"]
    assert len(spec.endpoints["chat"].route) == 2
    assert {each.kind for each in spec.providers.values()} == {"bedrock", "mistral"}


def test_no_secret_beside_a_configuration_is_ever_shown(tmp_path: Path) -> None:
    found = _adopted(tmp_path, _ECS.replace("os.environ/KEY", _KEY))

    assert "ADO106" in codes(found)
    assert _KEY not in _shown(found)


def _state(*resources: dict[str, object]) -> str:
    each = [{"mode": "managed", **one} for one in resources]
    return json.dumps({"values": {"root_module": {"resources": each}}})


def _resource(type_: str, label: str, **values: object) -> dict[str, object]:
    return {"type": type_, "name": label, "values": values}


_ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/llm:7"


def _ecs_state(environment: list[dict[str, str]]) -> str:
    container = {
        "name": "proxy",
        "image": "ghcr.io/berriai/litellm:v1.77.3",
        "environment": environment,
    }
    return _state(
        *(
            _resource(
                "aws_subnet", "own", id=f"subnet-{zone}", availability_zone=f"eu-central-1{zone}"
            )
            for zone in "abc"
        ),
        _resource(
            "aws_ecs_task_definition",
            "proxy",
            arn=_ARN,
            family="llm",
            cpu="2048",
            memory="4096",
            container_definitions=json.dumps([container]),
        ),
        _resource(
            "aws_ecs_service",
            "gateway",
            name="llm",
            task_definition=_ARN,
            desired_count=2,
            region="eu-central-1",
            network_configuration=[{"subnets": ["subnet-a", "subnet-b", "subnet-c"]}],
        ),
        _resource(
            "aws_appautoscaling_target",
            "gateway",
            resource_id="service/main/llm",
            min_capacity=3,
            max_capacity=9,
        ),
    )


@pytest.mark.parametrize("encoded", [False, True], ids=["plain", "base64"])
def test_a_state_says_the_same_and_nothing_of_it_is_shown(tmp_path: Path, *, encoded: bool) -> None:
    text = _CONFIG.replace("os.environ/KEY", _KEY)
    held = base64.b64encode(text.encode()).decode() if encoded else text
    path = tmp_path / "state.json"
    secret = {"name": "DATABASE_URL", "value": f"postgres://user:{_KEY}@db/llm"}
    path.write_text(_ecs_state([secret, {"name": "CONFIG", "value": held}]), encoding="utf-8")

    found = adopt([path], load(), name="adopted")
    spec = spec_of(found)

    assert _gateway(spec) == _SERVICE
    assert list(spec.endpoints) == ["chat"]
    assert _KEY not in _shown(found)
    assert "model_list" not in _shown(found)


_BESIDE = """\
provider "aws" {
  region = "eu-central-1"
}

resource "aws_ecs_task_definition" "proxy" {
  container_definitions = jsonencode([{
    name        = "proxy"
    image       = "ghcr.io/berriai/litellm:v1.77.3"
    environment = [{ name = "CONFIG", value = file("${path.module}/config.yaml") }]
  }])
}
"""


def test_a_configuration_that_terraform_reads_too_is_judged_once(tmp_path: Path) -> None:
    text = _CONFIG.replace("order: 2", "order: 2, rpm: 6").replace("os.environ/KEY", _KEY)
    alone = _adopted(tmp_path, _BESIDE, config=text)

    both = adopt([tmp_path / "root", tmp_path / "root" / "config.yaml"], load(), name="adopted")

    assert sorted(codes(both)) == sorted(codes(alone))
    assert list(spec_of(both).gateways) == list(spec_of(alone).gateways)
    assert spec_of(both).endpoints == spec_of(alone).endpoints
    # it is shown where people edit it
    lost = [one.at for one in both.remarks if "rpm" in one.message]
    assert [(at.path.name, at.line) for at in lost] == [("config.yaml", 8)]
    assert _KEY not in _shown(both)


def test_a_gateway_without_its_configuration_takes_the_one_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(_ecs_state([]), encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text(_CONFIG, encoding="utf-8")

    spec = spec_of(adopt([path, config], load(), name="adopted"))

    assert _gateway(spec) == _SERVICE
    assert list(spec.gateways) == ["gateway"]
    with pytest.raises(UsageError, match="the gateway `gateway` is there, and no configuration"):
        adopt([path], load(), name="adopted")


_HELM = """\
resource "aws_eks_cluster" "main" {
  region = "eu-central-1"
}

resource "helm_release" "llm" {
  repository = "oci://ghcr.io/berriai"
  chart      = "litellm-helm"
  values     = [VALUES]
  set {
    name  = "autoscaling.maxReplicas"
    value = "8"
  }
  set_sensitive {
    name  = "masterkey"
    value = "KEY"
  }
}
""".replace("KEY", _KEY)

_VALUES = f"""\
replicaCount: 2
masterkey: {_KEY}
image: {{repository: ghcr.io/berriai/litellm-database, tag: main-v1.77.3}}
autoscaling: {{enabled: true, minReplicas: 2, maxReplicas: 4}}
resources:
  limits: {{cpu: 1500m, memory: 3Gi}}
environmentSecrets: [llm-keys]
proxy_config:
""" + "\n".join(f"  {line}" for line in _CONFIG.splitlines())

_ENCODED = """yamlencode({
    replicaCount = 2
    image        = { repository = "ghcr.io/berriai/litellm-database", tag = "main-v1.77.3" }
    autoscaling  = { enabled = true, minReplicas = 2, maxReplicas = 4 }
    resources    = { limits = { cpu = "1500m", memory = "3Gi" } }
    proxy_config = {
      model_list = [{
        model_name     = "chat"
        litellm_params = { model = "mistral/mistral-large-latest", api_key = var.mistral_key }
      }]
    }
  })"""


@pytest.mark.parametrize(
    "values",
    [f"<<-EOT\n{_VALUES}\nEOT\n", _ENCODED, 'file("${path.module}/values.yaml")'],
    ids=["a heredoc", "an expression", "a file"],
)
def test_the_chart_of_litellm_is_a_gateway(tmp_path: Path, values: str) -> None:
    found = _adopted(tmp_path, _HELM.replace("VALUES", values), values=_VALUES)
    spec = spec_of(found)

    assert _gateway(spec) == (
        ("aws", "eu-central-1", 2),
        (2, 8),
        (1.5, 3),
        "ghcr.io/berriai/litellm-database:main-v1.77.3",
    )
    assert list(spec.endpoints) == ["chat"]
    assert "by Helm" in _shown(found)
    assert _KEY not in _shown(found)
    # what Terraform puts in is no key in clear
    assert [one for one in found.remarks if one.severity is Severity.ERROR] == []


def test_values_that_are_computed_are_said_not_to_be_read(tmp_path: Path) -> None:
    values = f'<<-EOT\n{_VALUES}\nEOT\n, templatefile("more.yaml", {{}})'

    assert "come from an expression, and were not read" in _shown(
        _adopted(tmp_path, _HELM.replace("VALUES", values))
    )


def test_a_cluster_that_is_not_there_leaves_the_region_open(tmp_path: Path) -> None:
    text = _HELM[_HELM.index('resource "helm_release"') :]

    found = _adopted(tmp_path, text.replace("VALUES", f"<<-EOT\n{_VALUES}\nEOT\n"))

    assert "region: TODO" in found.text
    assert "`TODO` stands where those files lack a fact" in found.text
    assert "nothing says in which region the gateway `llm` runs" in _shown(found)
    assert "nothing says in which cloud" in _shown(found)


def test_a_chart_of_something_else_is_none(tmp_path: Path) -> None:
    text = _HELM.replace("VALUES", f"<<-EOT\n{_VALUES}\nEOT\n")

    with pytest.raises(UsageError, match="nothing there calls a model"):
        _adopted(tmp_path, text.replace("litellm-helm", "grafana").replace("berriai", "grafana"))


_CLOUD_RUN = f"""\
resource "google_cloud_run_v2_service" "llm" {{
  location = "europe-west4"
  template {{
    scaling {{
      min_instance_count = 1
      max_instance_count = 5
    }}
    containers {{
      image = "europe-docker.pkg.dev/acme/llm/litellm:v1.77.3"
      resources {{
        limits = {{ cpu = "2", memory = "4Gi" }}
      }}
      env {{
        name  = "CONFIG"
        value = <<-EOT
{_INDENTED}
      EOT
      }}
    }}
  }}
}}
"""
_CONTAINER_APP = f"""\
resource "azurerm_container_app_environment" "main" {{
  location = "swedencentral"
}}

resource "azurerm_container_app" "llm" {{
  container_app_environment_id = azurerm_container_app_environment.main.id
  template {{
    min_replicas = 0
    max_replicas = 5
    container {{
      name   = "llm"
      image  = "ghcr.io/berriai/litellm:v1.77.3"
      cpu    = 2
      memory = "4Gi"
      env {{
        name  = "CONFIG"
        value = <<-EOT
{_INDENTED}
      EOT
      }}
    }}
  }}
}}
"""


@pytest.mark.parametrize(
    ("text", "gateway"),
    [
        (
            _CLOUD_RUN,
            (
                ("gcp", "europe-west4", 2),
                (1, 5),
                (2, 4),
                "europe-docker.pkg.dev/acme/llm/litellm:v1.77.3",
            ),
        ),
        (
            _CONTAINER_APP,
            (("azure", "swedencentral", 2), (1, 5), (2, 4), "ghcr.io/berriai/litellm:v1.77.3"),
        ),
    ],
    ids=["Cloud Run", "Container Apps"],
)
def test_services_for_containers_of_other_clouds_are_gateways(
    tmp_path: Path, text: str, gateway: tuple[object, ...]
) -> None:
    spec = spec_of(_adopted(tmp_path, text))

    assert _gateway(spec) == gateway
    assert list(spec.endpoints) == ["chat"]


def test_what_comes_from_a_variable_is_taken_for_nothing_it_is_not(tmp_path: Path) -> None:
    text = _ECS.replace('"ghcr.io/berriai/litellm:v1.77.3"', "var.image")
    text = text.replace('name  = "proxy"', 'name  = "litellm"')
    text = text.replace("min_capacity = 3", "min_capacity = var.fewest")

    found = _adopted(tmp_path, text.replace("aws_subnet.c.id", "var.subnet"))
    spec = spec_of(found)
    (gateway,) = spec.gateways.values()

    assert gateway.image is None
    assert (gateway.zones, gateway.replicas.min, gateway.replicas.max) == (2, 1, 9)
    assert "doesn't say how few copies of it run; 1 is taken at least" in _shown(found)


def test_a_file_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text(_VALUES, encoding="utf-8")
    values = 'file("${path.module}/../values.yaml")'

    with pytest.raises(UsageError, match="no configuration of it"):
        _adopted(tmp_path, _HELM.replace("VALUES", values))
