"""The folder that whoever governs the accounts applies, and what the tree's README says of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import hcl2
import pytest
import yaml

import planner
from planner.enforcement import Guardrails, enforce, resolves
from planner.errors import GuardrailError
from planner.terraform import render
from tests.applying.specs import SINGLE, planned
from tests.enforcement.specs import AZURE, LISTED, OPENAI, SONNET, STATE, VERTEX
from tests.topology.specs import spec

BOUND = SINGLE.replace("[internal]", "[personal]") + "policy: {processing: [bloc:EU]}\n"
FRENCH = BOUND.replace("bloc:EU", "FR")


def files(folder: Path, text: str) -> dict[str, str]:
    return dict(render(planned(folder, text)).files)


def apart(found: dict[str, str]) -> list[str]:
    return [path for path in found if path.startswith("guardrails/")]


def test_a_policy_on_places_is_kept_by_a_folder_that_stands_alone(tmp_path: Path) -> None:
    found = files(tmp_path, BOUND)

    assert apart(found) == [
        "guardrails/README.md",
        "guardrails/main.tf",
        "guardrails/outputs.tf",
        "guardrails/policies/organization.json",
        "guardrails/variables.tf",
        "guardrails/versions.tf",
    ]
    for path in apart(found):
        if path.endswith(".tf"):
            assert hcl2.loads(found[path])
    assert "organization.json" in found["guardrails/main.tf"]


def test_without_a_policy_there_is_nothing_to_keep_apart(tmp_path: Path) -> None:
    found = files(tmp_path, SINGLE)

    assert apart(found) == []
    assert "AWS03" in found["README.md"]
    assert "guardrails/" not in found["README.md"]


def test_nothing_is_kept_apart_while_a_rule_stands_against_the_plan(tmp_path: Path) -> None:
    plan = planned(tmp_path, FRENCH)
    found = dict(render(plan).files)

    assert plan.exit_code == 3
    assert apart(found) == []
    assert "not written while a rule stands against this plan" in found["README.md"]


def test_the_root_has_neither_provider_nor_backend_so_that_another_can_call_it(
    tmp_path: Path,
) -> None:
    text = "".join(t for p, t in files(tmp_path, BOUND).items() if p.startswith("guardrails/m"))

    assert re.findall(r"^(?:provider|\s*backend) ", text, re.MULTILINE) == []


def test_every_control_stands_in_the_readme_with_what_passes_it_by(tmp_path: Path) -> None:
    found = files(tmp_path, BOUND)
    rows = [line for line in found["README.md"].splitlines() if re.match(r"\| A[WZ]\w+ \|", line)]

    assert [row.split(" | ")[0] for row in rows] == ["| AWS01", "| AWS02", "| AWS03"]
    assert all(row.split(" | ")[-1].removesuffix(" |").strip() for row in rows)


def test_the_policy_is_no_longer_than_aws_takes(tmp_path: Path) -> None:
    body = json.loads(files(tmp_path, BOUND)["guardrails/policies/organization.json"])

    assert len(json.dumps(body, separators=(",", ":"))) < 5120
    assert len({statement["Sid"] for statement in body["Statement"]}) == len(body["Statement"])


def test_other_clouds_get_documents_that_say_what_was_checked(tmp_path: Path) -> None:
    text = spec(
        "chat: {data: [personal], route: [fra/m, swe/m, eu/m]}",
        f"fra: {SONNET}\nswe: {AZURE}\neu: {VERTEX}",
        "policy: {processing: [bloc:EEA, CH]}\n" + STATE,
    )
    found = files(tmp_path, text)
    documents = [path for path in apart(found) if "/azure/" in path or "/gcp/" in path]

    assert [Path(path).name.split("-")[0] for path in documents] == [
        *("AZ01", "AZ02"),
        *("GCP01", "GCP02"),
    ]
    assert all(json.loads(found[path]) for path in documents)
    assert "nothing here has asked Azure" in found["guardrails/README.md"]
    assert "nothing here has asked Google" in found["guardrails/README.md"]


def test_guardrails_that_do_not_fit_the_proof_are_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> Guardrails:
        return replace(enforce(*given), organization=None)

    plan = planned(tmp_path, BOUND)
    monkeypatch.setattr("planner.terraform.guardrails.enforce", broken)

    with pytest.raises(GuardrailError, match="not as the proof is") as refused:
        render(plan)

    assert refused.value.exit_code == 1
    assert "report it" in refused.value.mend


def test_every_address_that_the_gateway_is_configured_with_resolves(tmp_path: Path) -> None:
    text = spec(
        "chat: {data: [personal], route: [fra/m, oai/m, swe/m]}",
        f"fra: {SONNET}\noai: {OPENAI}\nswe: {AZURE}",
        f"policy: {{processing: [bloc:EEA, CH]}}\n{STATE}\n{LISTED}",
    )
    plan = planned(tmp_path, text)
    config = yaml.safe_load(render(plan).files["gateway/main/config.yaml"])
    bases = [model["litellm_params"].get("api_base") for model in config["model_list"]]
    hosts = {base.split("/")[2] for base in bases if base}

    (network,) = plan.layout.networks
    assert hosts == {"eu.api.openai.com", "acme.openai.azure.com"}
    assert all(resolves(network.names or (), host) for host in hosts)


def test_the_example_is_kept_by_its_network_and_by_its_organisation() -> None:
    plan = planner.plan(Path(__file__).parents[2] / "examples/eu-support-assistant/topology.yaml")

    readme = render(plan).files["README.md"]

    assert [control in readme for control in ("AWS01", "AWS07", "AWS13", "AZ02")] == [True] * 4
