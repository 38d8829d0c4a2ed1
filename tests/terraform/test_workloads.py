"""What runs on the nodes of a pool, by how its machines are bought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import planner

SPEC = """\
version: 1
topology: letters
endpoints:
  sort: {{kind: classification, data: [public], route: [hot/llama]}}
gateways:
  main: {{cloud: gcp, region: europe-west4}}
gpu_pools:
  hot:
    cloud: gcp
    region: europe-west4
    accelerator: H100
    machine: a3-highgpu-8g
    nodes: {{min: 0, max: 2}}
    purchase: {purchase}
    serves: {{llama: {{model: llama-3.3-70b-instruct, precision: fp8}}}}
"""


def manifests(folder: Path, purchase: str) -> dict[str, Any]:
    """The manifests of the pool that was bought so, by kind."""
    path = folder / "topology.yaml"
    path.write_text(SPEC.format(purchase=purchase), encoding="utf-8")
    files = planner.render(planner.plan(path)).files
    own = [text for name, text in files.items() if name.startswith("workloads/hot/")]
    found = [each for text in own for each in yaml.safe_load_all(text)]
    return {each["kind"]: each for each in found}


def arguments(folder: Path, needs: str) -> list[str]:
    """What vLLM is started with where the pool's endpoint has some needs."""
    path = folder / "topology.yaml"
    spec = SPEC.format(purchase="on_demand").replace("llama-3.3-70b-instruct", "gpt-oss-120b")
    path.write_text(spec.replace("data: [public]", f"data: [public], needs: {needs}"), "utf-8")
    text = planner.render(planner.plan(path)).files["workloads/hot/serving.yaml"]
    (pods,) = [one for one in yaml.safe_load_all(text) if one["kind"] == "Deployment"]
    found: list[str] = pods["spec"]["template"]["spec"]["containers"][0]["args"]
    return found


def test_tool_calls_are_read_where_an_endpoint_needs_tools(tmp_path: Path) -> None:
    assert arguments(tmp_path, "{tools: true}")[-2:] == [
        "--enable-auto-tool-choice",
        "--tool-call-parser=openai",
    ]


def test_nothing_is_said_of_tools_where_nobody_needs_them(tmp_path: Path) -> None:
    assert not [one for one in arguments(tmp_path, "{tools: false}") if "tool" in one]


def test_pods_of_a_queued_pool_wait_for_the_request_that_brings_their_nodes(tmp_path: Path) -> None:
    found = manifests(tmp_path, "queued")
    (asked,) = found["ProvisioningRequest"]["spec"]["podSets"]
    pods = found["Deployment"]["spec"]

    assert asked["podTemplateRef"]["name"] == found["PodTemplate"]["metadata"]["name"]
    assert asked["count"] == pods["replicas"]
    assert (
        pods["template"]["metadata"]["annotations"][
            "autoscaling.x-k8s.io/consume-provisioning-request"
        ]
        == found["ProvisioningRequest"]["metadata"]["name"]
    )
    wanted, running = found["PodTemplate"]["template"]["spec"], pods["template"]["spec"]
    assert wanted["nodeSelector"] == running["nodeSelector"]
    assert wanted["tolerations"] == running["tolerations"]


@pytest.mark.parametrize("purchase", ["on_demand", "flex_start"])
def test_other_pools_get_their_nodes_for_the_asking(tmp_path: Path, purchase: str) -> None:
    found = manifests(tmp_path, purchase)

    assert "ProvisioningRequest" not in found
    assert "annotations" not in found["Deployment"]["spec"]["template"]["metadata"]
