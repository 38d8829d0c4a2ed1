"""The constraints that a rendered root restates, run by the real Terraform without an account."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import planner
from planner.terraform import write
from planner.terraform.locating import Binary
from tests.aws_provider import also_reattached, serving_aws
from tests.terraform_fixtures import QUICK, TerraformRunner

pytestmark = pytest.mark.terraform

CHECKOUT = Path(__file__).parents[2]
EVERY_MODULE = CHECKOUT / "tests/modules/every_module.yaml"
SPECS = [*sorted(CHECKOUT.glob("examples/*/topology.yaml")), EVERY_MODULE]

BREAKING: Mapping[str, tuple[str, str, str]] = {
    "networks_lie_in_the_zones_of_the_proof": (
        "infra/main.tf",
        r'"eu-north-1a", "eu-north-1b"',
        '"eu-north-1a", "eu-north-1c"',
    ),
    "names_are_those_of_the_proof": (
        "infra/main.tf",
        '"api.scaleway.ai"',
        '"api.openai.com"',
    ),
    "bedrock_grants_are_those_of_the_proof": (
        "infra/main.tf",
        "bedrock:eu-west-3::foundation-model",
        "bedrock:us-east-1::foundation-model",
    ),
    "load_balancers_are_private": (
        "modules/aws/gpu_pool/serving.tf",
        r"internal( +)= true",
        r"internal\1= false",
    ),
    "sizes_are_those_of_the_bill": ("infra/main.tf", "max = 6", "max = 60"),
    "spending_is_watched": ("infra/main.tf", "200000.50", "900000.50"),
}
"""Constraint to an edit that breaks it: a file, a pattern and what stands there instead."""


@pytest.fixture(scope="module")
def without_account(
    terraform_binary: Binary, installed_environment: dict[str, str], aws_provider: Path
) -> Iterator[TerraformRunner]:
    """Terraform without credentials, and without an AWS to ask."""
    bare = {k: v for k, v in installed_environment.items() if not k.startswith("AWS_")}
    with serving_aws(aws_provider, bare) as served:
        yield TerraformRunner(terraform_binary, {**bare, **QUICK, **also_reattached(bare, served)})


def rendered(spec: Path, folder: Path) -> Path:
    write(planner.render(planner.plan(spec)), folder)
    return folder


def failed(events: str) -> set[str]:
    """The runs that failed, of the events of `terraform test -json`."""
    runs = (json.loads(line).get("test_run") for line in events.splitlines())
    return {run["run"] for run in runs if run and run.get("status") == "fail"}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.parent.name)
def test_a_rendered_root_keeps_its_constraints(
    without_account: TerraformRunner, tmp_path: Path, spec: Path
) -> None:
    infra = rendered(spec, tmp_path) / "infra"
    without_account(infra, "fmt", "-check", "-recursive")
    without_account(infra, "init", "-backend=false")

    without_account(infra, "test", "-no-color")


def test_every_constraint_notices_an_edit_that_breaks_it(
    without_account: TerraformRunner, tmp_path: Path
) -> None:
    tree = rendered(EVERY_MODULE, tmp_path)
    for file, pattern, instead in BREAKING.values():
        path = tree / file
        path.write_text(re.sub(pattern, instead, path.read_text("utf-8")), "utf-8")
    without_account(tree / "infra", "init", "-backend=false")

    assert failed(without_account(tree / "infra", "test", "-json", expect=1)) == set(BREAKING)


def test_every_constraint_has_an_edit_that_breaks_it() -> None:
    text = planner.render(planner.plan(EVERY_MODULE)).files["infra/tests/constraints.tftest.hcl"]

    assert set(re.findall(r'^run "(\w+)"', text, re.MULTILINE)) == set(BREAKING)
