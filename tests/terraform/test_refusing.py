"""What no Terraform can be written for is refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner.errors import SpecError
from planner.planfile import PlannedTree
from planner.terraform import EXPLANATIONS, render, verify
from tests.cli.running import topoplan

SPECS = Path(__file__).parents[1] / "cost" / "on_clouds"
GCP, AZURE, MIXED = (SPECS / f"{name}.yaml" for name in ("gcp", "azure", "mixed"))


@pytest.mark.parametrize(
    ("spec", "nodes"),
    [
        (GCP, ["gateways.main", "gpu_pools.hot", "stores.kept", "stores.traces"]),
        (AZURE, ["gateways.main", "gpu_pools.hot", "stores.kept"]),
        (MIXED, ["gpu_pools.hot"]),
    ],
    ids=["gcp", "azure", "mixed"],
)
def test_every_node_on_another_cloud_is_named_where_the_spec_says_so(
    spec: Path, nodes: list[str]
) -> None:
    with pytest.raises(SpecError) as refused:
        render(planner.plan(spec))

    found = refused.value.diagnostics
    assert [(each.code, each.message.split("`")[1]) for each in found] == [
        ("TOP140", node) for node in nodes
    ]
    lines = spec.read_text("utf-8").splitlines()
    words = [lines[each.at.line - 1][each.at.column - 1 : each.at.end_column - 1] for each in found]
    assert set(words) <= {"gcp", "azure", "gcs", "cloud_logging", "blob"}


def test_a_plan_of_terraform_is_not_held_against_what_it_can_not_have_come_from() -> None:
    with pytest.raises(SpecError):
        verify(planner.plan(GCP), PlannedTree(resources=(), outputs={}))


@pytest.mark.parametrize("command", ["plan", "apply", "destroy"])
def test_a_command_that_writes_says_so_and_writes_nothing(tmp_path: Path, command: str) -> None:
    spec, out = tmp_path / "topology.yaml", tmp_path / "tree"
    spec.write_bytes(AZURE.read_bytes())

    ended = topoplan(command, spec, "--out", out)

    assert ended.exit_code == 2
    assert "error[TOP140]" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["topology.yaml"]


HOSTED = """\
version: 1
topology: hosted
endpoints: {chat: {route: [oai/gpt]}}
providers: {oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}}
"""


def test_with_nothing_on_aws_there_is_no_region_to_build_in(tmp_path: Path) -> None:
    spec = tmp_path / "topology.yaml"
    spec.write_text(HOSTED, encoding="utf-8")

    with pytest.raises(SpecError) as refused:
        render(planner.plan(spec))

    (found,) = refused.value.diagnostics
    assert found.code == "TOP114"
    assert "add `state: {backend: s3, region: …}`" in found.message
    assert planner.plan(spec).exit_code == 0


@pytest.mark.parametrize("command", ["check", "cost"])
def test_proof_and_bill_need_no_terraform(command: str) -> None:
    assert topoplan(command, AZURE).exit_code == 0


@pytest.mark.parametrize("code", ["TOP114", "TOP140"])
def test_the_code_is_explained(code: str) -> None:
    assert EXPLANATIONS[code] in topoplan("explain", code).out
