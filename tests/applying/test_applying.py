"""What an apply refuses, and when: before anything changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import planner
from planner.applying import Choices, Narrator, Workplace, admit, apply, expected
from planner.errors import FileError, OverBudget, RuleViolation, StaleError, TerraformError
from planner.terraform import LOCK, Binary, Tree, claimed, render
from planner.terraform.tree import sha256
from tests.applying.specs import SINGLE, planned
from tests.conftest import ROOT


def _never_asked(question: str) -> bool:
    pytest.fail(f"asked: {question}")


def _narrator(said: list[str]) -> Narrator:
    """Keeps what is said; nothing may be asked."""
    return Narrator(said.append, lambda _: None, _never_asked, lambda _: None)


@pytest.fixture
def place(terraform_binary: Binary, terraform_environment: Mapping[str, str]) -> Workplace:
    return Workplace(terraform_binary, terraform_environment)


def test_a_plan_that_nothing_stands_against_is_admitted(tmp_path: Path) -> None:
    admit(planned(tmp_path))


def test_a_plan_over_budget_is_not_admitted(tmp_path: Path) -> None:
    with pytest.raises(OverBudget, match="COST004"):
        admit(planned(tmp_path, SINGLE + "policy: {budget: {monthly: 1 USD}}\n"))


def test_a_plan_that_violates_a_rule_is_not_admitted_whatever_its_bill(tmp_path: Path) -> None:
    text = SINGLE.replace("[internal]", "[personal]")
    policy = "policy: {processing: [CH], budget: {monthly: 1 USD}}\n"

    with pytest.raises(RuleViolation, match="COST004, SOV"):
        admit(planned(tmp_path, text + policy))


def test_a_digest_is_expected_with_and_without_its_algorithm() -> None:
    tree = Tree({"a": "b"})

    expected(tree, None)
    expected(tree, tree.digest)
    expected(tree, tree.digest.removeprefix("sha256:"))
    with pytest.raises(StaleError, match="which is not the reviewed"):
        expected(tree, Tree({}).digest)


def _tampered(plan: planner.Plan) -> Tree:
    """The tree with one more resource, and a lock that agrees with it."""
    files = dict(render(plan).files)
    files["infra/main.tf"] += '\nresource "aws_sqs_queue" "mine" {}\n'
    lock = json.loads(files.pop(LOCK))
    lock["files"] = {path: sha256(text) for path, text in files.items()}
    return Tree({**files, LOCK: json.dumps(lock)})


@pytest.mark.terraform
def test_a_tree_whose_plan_the_proof_does_not_cover_is_not_applied(
    tmp_path: Path, place: Workplace
) -> None:
    plan = planned(tmp_path, SINGLE.replace("topology: notes", "topology: tampered"))
    said: list[str] = []

    with pytest.raises(RuleViolation, match=r"1 thing.* nothing was applied"):
        apply(plan, _tampered(plan), tmp_path / "tree", place, Choices(), _narrator(said))

    assert said[-1] == "planning"
    assert not (tmp_path / "tree/infra/terraform.tfstate").exists()


@pytest.mark.terraform
def test_what_nobody_asks_of_a_cloud_is_said_and_how_its_state_gets_a_place(
    tmp_path: Path, place: Workplace
) -> None:
    plan = planner.plan(ROOT / "examples/gcp-h100-pool/topology.yaml")
    nobody = {**place.environ, "GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "missing.json")}
    said: list[str] = []

    with pytest.raises(TerraformError) as raised:
        apply(
            plan,
            render(plan),
            tmp_path / "tree",
            Workplace(place.binary, nobody),
            Choices(),
            _narrator(said),
        )

    assert said[0] == (
        "not asked of gcp: who acts, whether there is room for gpu_pools.hot, gpu_pools.standby, "
        "whether the state has its place"
    )
    assert "terraform init failed" in raised.value.message
    assert "gcloud storage buckets create gs://marketplace-terraform-state" in raised.value.mend


def test_a_folder_where_another_topoplan_is_at_work_is_left_alone(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    place = Workplace(Binary(Path("terraform"), "terraform", (1, 11, 0)), {})

    with (
        claimed(tmp_path / "tree"),
        pytest.raises(FileError, match="another topoplan is at work"),
    ):
        apply(plan, render(plan), tmp_path / "tree", place, Choices(), _narrator([]))

    assert list((tmp_path / "tree").iterdir()) == []
