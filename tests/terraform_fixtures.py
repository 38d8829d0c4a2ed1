"""Fixtures that run the real Terraform with the real AWS provider against the emulated AWS."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.errors import TerraformError
from planner.sandbox import Emulator, emulated_aws, emulated_providers
from planner.terraform import cloud
from planner.terraform.cli_config import with_provider_source
from planner.terraform.locating import (
    Binary,
    find_provider_mirror,
    locate_binary,
    registry_reachable,
)
from tests.aws_provider import also_reattached, serving_aws

QUICK = {"GOGC": "400"}
"""Terraform spends a third of its CPU on what it could clear away less often."""

OTHERS = ("azure", "gcp", "scaleway")
"""Clouds whose providers are emulated; of AWS the provider is real, and the cloud is."""


def _unavailable(reason: str) -> None:
    """A green CI must not mean that nothing ran."""
    if os.environ.get("CI") or os.environ.get("TOPOPLAN_REQUIRE_TERRAFORM"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def terraform_binary() -> Binary:
    """The Terraform of this machine."""
    try:
        return locate_binary(os.environ)
    except TerraformError as error:
        _unavailable(str(error))
        raise


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """One emulated AWS for the whole session; tests keep apart by the names of what they make."""
    with emulated_aws() as running:
        yield running


@pytest.fixture(scope="session")
def other_clouds() -> Iterator[Mapping[str, str]]:
    """What tells Terraform of the emulated providers of every cloud but AWS, at their newest."""
    needed = {name for each in OTHERS for name in cloud(each).required}
    with emulated_providers(sorted(needed)) as served:
        yield served


@pytest.fixture(scope="session")
def installed_environment(
    emulator: Emulator, other_clouds: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment for a Terraform that finds every provider, and no cloud behind any.

    It starts that of AWS itself, several times a command and for 3 seconds of CPU: a test that is
    not about that takes `terraform_environment`.
    """
    if find_provider_mirror(os.environ) is None and not registry_reachable():
        _unavailable("the AWS provider is neither in a mirror on this machine nor downloadable")
    settings = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
    return with_provider_source(
        {**emulator.environment_over(os.environ), **other_clouds, **settings},
        tmp_path_factory.mktemp("terraform"),
        sandbox=True,
        say=lambda _: None,
    )


@pytest.fixture(scope="session")
def aws_provider(
    terraform_binary: Binary,
    installed_environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The program that Terraform installs as hashicorp/aws."""
    folder = tmp_path_factory.mktemp("aws")
    (folder / "main.tf").write_text('provider "aws" {}\n', encoding="utf-8")
    TerraformRunner(terraform_binary, installed_environment)(folder, "init")
    return next(folder.glob(".terraform/providers/*/hashicorp/aws/*/*/terraform-provider-aws*"))


@pytest.fixture(scope="session")
def terraform_environment(
    aws_provider: Path, installed_environment: dict[str, str]
) -> Iterator[dict[str, str]]:
    """The same with a real AWS provider that is started once: see `tests/aws_provider.py`."""
    with serving_aws(aws_provider, installed_environment) as served:
        yield {**installed_environment, **QUICK, **also_reattached(installed_environment, served)}


@dataclass(frozen=True, slots=True)
class TerraformRunner:
    """Runs Terraform as a user would type it; a failure shows what Terraform said."""

    binary: Binary
    environment: dict[str, str]

    def __call__(self, folder: Path, *arguments: str, expect: int = 0) -> str:
        done = subprocess.run(
            (self.binary.path, *arguments),
            cwd=folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        said = f"terraform {' '.join(arguments)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        assert done.returncode == expect, f"exit code {done.returncode}, not {expect}: {said}"
        return done.stdout


@pytest.fixture(scope="session")
def terraform(terraform_binary: Binary, terraform_environment: dict[str, str]) -> TerraformRunner:
    """`terraform(folder, "apply", "-auto-approve")`: its output, or a failed test."""
    return TerraformRunner(terraform_binary, terraform_environment)


@pytest.fixture(scope="session")
def assert_lifecycle(terraform: TerraformRunner) -> Callable[[Path], None]:
    """Applies a root, asserts that a second plan is empty, and that destroy leaves nothing."""

    def lifecycle(folder: Path) -> None:
        terraform(folder, "init")
        terraform(folder, "apply", "-auto-approve", "-no-color")
        terraform(folder, "plan", "-detailed-exitcode", "-no-color")
        terraform(folder, "destroy", "-auto-approve", "-no-color")
        assert terraform(folder, "state", "list") == ""

    return lifecycle
