"""Every example lives once for real: applied, found to be settled, and destroyed without a rest."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner import Plan
from planner.applying import Applied, Choices, Narrator, Workplace, apply, destroy
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform


@pytest.fixture
def place(terraform: TerraformRunner) -> Workplace:
    """Where topoplan runs Terraform: the emulated AWS of the session."""
    return Workplace(terraform.binary, terraform.environment, sandbox=True)


def _narrator() -> Narrator:
    """Says nothing, and agrees to everything."""
    return Narrator(lambda _: None, lambda _: None, lambda _: True, lambda *_: None)


def _applied(plan: Plan, folder: Path, place: Workplace) -> Applied:
    return apply(plan, planner.render(plan), folder, place, Choices(), _narrator())


def test_an_example_is_applied_settles_and_leaves_nothing_behind(
    plan: Plan, tmp_path: Path, place: Workplace, terraform: TerraformRunner
) -> None:
    applied = _applied(plan, tmp_path, place)

    assert applied.applied is not None
    assert applied.applied.add == applied.planned.add > 0
    assert applied.settled

    destroyed = destroy(plan, planner.render(plan), tmp_path, place, Choices(), _narrator())

    assert destroyed.destroyed == applied.applied.add
    assert terraform(tmp_path / "infra", "state", "list") == ""
