"""What no Terraform can be written for is refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner.errors import SpecError
from planner.planfile import PlannedTree
from planner.terraform import EXPLANATIONS, render, verify
from tests.applying.specs import POOLS, SINGLE, planned
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


LISTED = """\
version: 1
topology: hello
endpoints:
  chat: {route: [oai/gpt]}
  mail: {route: [oai/gpt]}
providers:
  oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}
gateways:
  a: {region: eu-central-1, serves: [chat], egress: listed}
  b: {region: eu-central-1, serves: [mail]}
"""


def test_hosts_are_not_listed_for_one_of_two_gateways_of_a_network(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as refused:
        render(planned(tmp_path, LISTED))

    (found,) = refused.value.diagnostics
    assert found.code == "TOP141"
    assert "`gateways.a`" in found.message
    line = LISTED.splitlines()[found.at.line - 1]
    assert line[found.at.column - 1 : found.at.end_column - 1] == "listed"


def test_hosts_are_listed_where_every_gateway_of_the_network_asks_for_it(tmp_path: Path) -> None:
    both = LISTED.replace("serves: [mail]}", "serves: [mail], egress: listed}")

    assert "resolvable_names" in render(planned(tmp_path, both)).files["infra/main.tf"]


def test_hosts_are_not_listed_where_a_pool_shares_the_network(tmp_path: Path) -> None:
    pools = POOLS.split("gpu_pools:", 1)[1]
    text = (
        SINGLE.replace("route: [", "route: [hot/llama, ")
        + "gateways:\n  a: {region: eu-central-1, egress: listed}\ngpu_pools:"
        + pools
    )

    with pytest.raises(SpecError) as refused:
        render(planned(tmp_path, text))

    assert [each.code for each in refused.value.diagnostics] == ["TOP141"]


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
