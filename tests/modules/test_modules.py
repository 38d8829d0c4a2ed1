"""The modules under the real Terraform: their form, what they refuse, and their examples."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import resources
from planner.terraform.locating import Binary
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

FOLDER = resources.folder("modules")
MODULES = sorted(f"{path.parent.name}/{path.name}" for path in FOLDER.glob("*/*") if path.is_dir())
TESTED = sorted(
    {"/".join(path.parts[-4:-2]) for path in FOLDER.glob("*/*/tests/*.tftest.hcl")},
)
SLOW = {"aws/gateway", "aws/gpu_cluster", "aws/gpu_pool"}
"""With a load balancer or EKS, whose waits the examples of whole topologies bear once for all."""


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A copy of the modules, since Terraform writes beside what it reads."""
    return shutil.copytree(FOLDER, tmp_path / "modules")


def test_the_modules_are_formatted(terraform: TerraformRunner, modules: Path) -> None:
    terraform(modules, "fmt", "-check", "-recursive")


@pytest.mark.parametrize("name", sorted(SLOW))
def test_the_example_of_a_module_is_valid(
    terraform: TerraformRunner, modules: Path, name: str
) -> None:
    example = modules / name / "examples/basic"
    terraform(example, "init")

    terraform(example, "validate")


@pytest.mark.parametrize("name", TESTED)
def test_a_module_refuses_what_it_must_and_plans_what_it_says(
    terraform: TerraformRunner, modules: Path, name: str
) -> None:
    terraform(modules / name, "init", "-backend=false")

    terraform(modules / name, "test", "-no-color")


@pytest.mark.parametrize("name", [name for name in MODULES if name not in SLOW])
def test_the_example_of_a_module_comes_and_goes(
    assert_lifecycle: Callable[[Path], None], modules: Path, name: str
) -> None:
    assert_lifecycle(modules / name / "examples/basic")


def test_an_example_works_as_a_fixture_of_pytest_terraform(
    terraform_binary: Binary, terraform_environment: dict[str, str], modules: Path
) -> None:
    examples = modules / "aws/bedrock_access/examples"
    shutil.copy(Path(__file__).with_name("example_under_pytest_terraform.py"), examples)
    (examples / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")

    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "example_under_pytest_terraform.py"),
            *("-p", "no:randomly", "-p", "no:cacheprovider"),
            f"--tf-binary={terraform_binary.path}",
        ],
        cwd=examples,
        env={**terraform_environment, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert "1 passed" in done.stdout, done.stdout[-4000:] + done.stderr[-4000:]
