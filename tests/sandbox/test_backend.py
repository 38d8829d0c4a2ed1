"""The sandbox's place for states, under the real Terraform."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.sandbox import emulated_backend
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

_ROOT = 'terraform {\n  backend "http" {}\n}\n\nresource "terraform_data" "thing" {}\n'


@pytest.fixture(scope="module")
def states() -> Iterator[str]:
    with emulated_backend() as address:
        yield address


def _applied(terraform: TerraformRunner, folder: Path, address: str) -> Path:
    (folder / "main.tf").write_text(_ROOT, encoding="utf-8")
    terraform(folder, "init", f"-backend-config=address={address}")
    terraform(folder, "apply", "-auto-approve")
    return folder


def test_a_state_is_kept_from_command_to_command_and_in_no_file(
    terraform: TerraformRunner, tmp_path: Path, states: str
) -> None:
    root = _applied(terraform, tmp_path, f"{states}/kept")

    assert terraform(root, "state", "list") == "terraform_data.thing\n"
    assert not list(root.glob("*.tfstate"))


def test_two_roots_keep_two_states(
    terraform: TerraformRunner, tmp_path_factory: pytest.TempPathFactory, states: str
) -> None:
    one, other = (
        _applied(terraform, tmp_path_factory.mktemp(name), f"{states}/{name}")
        for name in ("one", "other")
    )

    terraform(one, "destroy", "-auto-approve")

    assert terraform(one, "state", "list") == ""
    assert terraform(other, "state", "list") == "terraform_data.thing\n"
