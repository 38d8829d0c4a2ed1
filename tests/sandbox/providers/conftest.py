"""Terraform with the emulated providers, which need neither a mirror nor a registry."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from planner.sandbox.providers import emulated_providers
from planner.terraform.locating import Binary
from tests.terraform_fixtures import QUICK, TerraformRunner

ALL = ("azurerm", "google", "helm", "kubernetes", "random", "scaleway", "time")

_SETTINGS = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}


def environment(reattach: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the user's own Terraform, which may name a mirror that has these providers."""
    own = {name: held for name, held in os.environ.items() if not name.startswith("TF_")}
    return {**own, **QUICK, **_SETTINGS, **reattach}


@pytest.fixture(scope="session")
def emulating(terraform_binary: Binary) -> Iterator[TerraformRunner]:
    """Terraform with all providers in their newest versions."""
    with emulated_providers(ALL) as reattach:
        yield TerraformRunner(terraform_binary, environment(reattach))


@pytest.fixture
def root(tmp_path: Path, emulating: TerraformRunner) -> Callable[[str], Path]:
    """`root(files)`: an initialised root of one file."""

    def written(main: str) -> Path:
        (tmp_path / "main.tf").write_text(main, encoding="utf-8")
        emulating(tmp_path, "init")
        return tmp_path

    return written
