"""What no Terraform can be written for is refused before anything is written."""

from __future__ import annotations

import re
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


HOSTED = """\
version: 1
topology: hosted
endpoints: {chat: {route: [oai/gpt]}}
providers: {oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}}
"""


@pytest.mark.parametrize("spec", [GCP, AZURE, MIXED], ids=lambda spec: spec.stem)
def test_a_node_may_stand_on_any_cloud_of_the_spec(spec: Path) -> None:
    files = render(planner.plan(spec)).files
    clouds = {path.split("/")[1] for path in files if path.startswith("modules/")}

    assert clouds == {region.cloud for region in planner.plan(spec).layout.regions}


def test_a_plan_of_terraform_is_not_held_against_what_it_can_not_have_come_from(
    tmp_path: Path,
) -> None:
    with pytest.raises(SpecError):
        verify(planned(tmp_path, HOSTED), PlannedTree(resources=(), outputs={}))


@pytest.mark.parametrize("command", ["plan", "apply", "destroy"])
def test_a_command_that_writes_says_so_and_writes_nothing(tmp_path: Path, command: str) -> None:
    spec, out = tmp_path / "topology.yaml", tmp_path / "tree"
    spec.write_text(HOSTED, encoding="utf-8")

    ended = topoplan(command, spec, "--out", out)

    assert ended.exit_code == 2
    assert "error[TOP114]" in ended.err
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


def test_hosts_are_not_listed_where_networks_filter_no_names(tmp_path: Path) -> None:
    text = LISTED.replace("region: eu-central-1", "cloud: scaleway, region: fr-par")

    with pytest.raises(SpecError) as refused:
        render(planned(tmp_path, text))

    (found,) = refused.value.diagnostics
    assert found.code == "TOP141"
    assert found.message.endswith("networks of scaleway filter no names")


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


def test_hosts_are_not_listed_where_a_pool_in_another_region_is_called_by_name(
    tmp_path: Path,
) -> None:
    spec = """\
version: 1
topology: hello
endpoints: {chat: {data: [public], route: [hot/llama]}}
gateways: {main: {region: eu-central-1, egress: listed}}
gpu_pools:
  hot:
    region: eu-north-1
    accelerator: L4
    machine: g6.xlarge
    serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}
"""
    with pytest.raises(SpecError) as raised:
        render(planned(tmp_path, spec))

    assert "only AWS knows the name" in raised.value.diagnostics[0].message


SHARED = """\
version: 1
topology: hello
endpoints:
  chat: {data: [public], route: [swe/gpt]}
  mail: {data: [public], route: [swe/gpt]}
providers:
  swe:
    kind: azure-openai
    region: swedencentral
    mode: DataZoneStandard
    models: {gpt: gpt-5.1}
    quotas: {gpt: 400k}
gateways:
  north: {cloud: azure, region: swedencentral, serves: [chat]}
  west: {cloud: azure, region: %s, serves: [mail]}
"""


def test_an_account_of_azure_is_reached_from_one_network(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as raised:
        render(planned(tmp_path, SHARED % "francecentral"))

    assert [each.code for each in raised.value.diagnostics] == ["TOP145"]


def test_two_gateways_of_one_network_share_an_account(tmp_path: Path) -> None:
    files = render(planned(tmp_path, SHARED % "swedencentral")).files

    assert files["infra/main.tf"].count('source = "../modules/azure/openai_account"') == 1


def test_a_deployment_of_a_known_quota_has_just_that(tmp_path: Path) -> None:
    files = render(planned(tmp_path, SHARED % "swedencentral")).files

    assert re.search(r"capacity += 400$", files["infra/main.tf"], re.MULTILINE)


def test_a_deployment_is_not_sized_without_traffic_or_a_quota(tmp_path: Path) -> None:
    text = (SHARED % "swedencentral").replace("    quotas: {gpt: 400k}\n", "")

    with pytest.raises(SpecError) as raised:
        render(planned(tmp_path, text))

    (found,) = raised.value.diagnostics
    assert found.code == "TOP146"
    assert "`gpt-5.1`" in found.message
    assert [fix.title for fix in found.fixes][1].endswith("`quotas: {gpt: 400k}`")


def test_a_provisioned_deployment_is_not_sized_without_its_units(tmp_path: Path) -> None:
    text = (SHARED % "swedencentral").replace("DataZoneStandard", "DataZoneProvisionedManaged")

    with pytest.raises(SpecError) as raised:
        render(planned(tmp_path, text))

    (found,) = raised.value.diagnostics
    assert found.code == "TOP146"
    assert "`ptus: {gpt: 50}`" in found.fixes[0].title


@pytest.mark.parametrize(
    "gateways", ["", "gateways: {main: {region: eu-central-1, serves: [other]}}"]
)
def test_an_account_admits_no_application_without_a_gateway(tmp_path: Path, gateways: str) -> None:
    providers = (SHARED % "swedencentral").split("providers:\n")[1].split("gateways:")[0]
    text = f"""\
version: 1
topology: hello
endpoints:
  chat: {{data: [public], route: [swe/gpt]}}
  other: {{data: [public], route: [oai/gpt]}}
providers:
  oai: {{kind: openai, region: eu, models: {{gpt: gpt-5.1}}}}
{providers}{gateways}
"""
    with pytest.raises(SpecError) as raised:
        render(planned(tmp_path, text))

    (found,) = raised.value.diagnostics
    assert found.code == "TOP147"
    assert "`endpoints.chat` calls `providers.swe`" in found.message


def test_an_account_that_nobody_calls_is_not_made(tmp_path: Path) -> None:
    text = (
        (SHARED % "swedencentral")
        .replace("swe/gpt", "oai/gpt")
        .replace(
            "providers:\n",
            "providers:\n  oai: {kind: openai, region: eu, models: {gpt: gpt-5.1}}\n",
        )
    )

    assert "openai_account" not in render(planned(tmp_path, text)).files["infra/main.tf"]


def test_with_nothing_on_a_cloud_there_is_no_region_to_build_in(tmp_path: Path) -> None:
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


@pytest.mark.parametrize("code", ["TOP114", "TOP141", "TOP145", "TOP146", "TOP147"])
def test_the_code_is_explained(code: str) -> None:
    assert EXPLANATIONS[code] in topoplan("explain", code).out
