"""The modules under the oldest major of a provider that they admit; elsewhere it is the newest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from planner.sandbox import emulated_names, emulated_providers
from planner.sandbox.providers.schema import load_schema
from planner.terraform import cloud
from planner.terraform.locating import Binary
from tests.modules.test_modules import FOLDER, MODULES
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import OTHERS, TerraformRunner


def _admitted(name: str) -> Mapping[str, tuple[str, ...]]:
    """Provider to those of its majors that are served and that a cloud admits, oldest first."""
    return {
        provider: tuple(
            sorted(
                each
                for each in emulated_names()
                if each.startswith(f"{provider}@")
                and load_schema(each).version in SpecifierSet(required["version"])
            )
        )
        for provider, required in cloud(name).required.items()
    }


EARLIEST = {
    name: [majors[0] for majors in admitted.values()]
    for name, admitted in ((name, _admitted(name)) for name in OTHERS)
    if any(len(majors) > 1 for majors in admitted.values())
}
"""Cloud to its providers in the oldest majors that are served, where that isn't the newest."""


def test_two_majors_of_google_are_admitted() -> None:
    assert EARLIEST["gcp"] == ["google@7", "google-beta@7"]


@pytest.fixture(scope="module")
def earlier(terraform_binary: Binary) -> Iterator[TerraformRunner]:
    """Terraform with the providers of all clouds in the oldest majors."""
    with emulated_providers(name for names in EARLIEST.values() for name in names) as reattach:
        yield TerraformRunner(terraform_binary, environment(reattach))


@pytest.mark.terraform
@pytest.mark.parametrize("name", [name for name in MODULES if name.partition("/")[0] in EARLIEST])
def test_the_example_of_a_module_is_applied_and_settles(
    earlier: TerraformRunner, tmp_path: Path, name: str
) -> None:
    modules = shutil.copytree(FOLDER, tmp_path / "modules")
    example = modules / name / "examples/basic"

    earlier(example, "init")
    earlier(example, "apply", "-auto-approve")
    earlier(example, "plan", "-detailed-exitcode")
