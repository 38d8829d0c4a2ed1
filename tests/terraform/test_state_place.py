"""What makes a place for a state, on clouds where an apply doesn't."""

from __future__ import annotations

import pytest

import planner
from planner.terraform import state_commands
from tests.conftest import ROOT


def _lines(example: str) -> tuple[str, ...]:
    return state_commands(
        planner.plan(ROOT / "examples" / example / "topology.yaml").topology.state
    )


@pytest.mark.parametrize(
    ("example", "command"),
    [
        ("gcp-h100-pool", "gcloud storage buckets create gs://marketplace-terraform-state"),
        ("azure-data-zone", "az storage container-rm create --name tfstate"),
        ("eu-operator-only", "scw object bucket create ministry-terraform-state"),
    ],
)
def test_a_state_beyond_aws_is_told_the_commands_of_its_cloud(example: str, command: str) -> None:
    lines = _lines(example)

    assert any(line.startswith(command) for line in lines)
    assert not any("{" in line or "None" in line for line in lines)


def test_a_state_on_aws_needs_no_command_since_an_apply_makes_its_bucket() -> None:
    assert _lines("hybrid-hot-path") == ()
