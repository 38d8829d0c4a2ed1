"""An emulated provider that Terraform itself finds in a mirror, verifies, starts and ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.terraform.locating import Binary
from tests.conftest import ROOT
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

STARTED = Path(__file__).with_name("started_by_terraform.py")
MAIN = """
terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "%s"
    }
  }
}
resource "random_pet" "this" {}
"""


class Mirror:
    """A folder of providers, and a Terraform that takes them from there and from nowhere else."""

    def __init__(self, binary: Binary, folder: Path) -> None:
        rc = folder / "terraform.rc"
        rc.write_text(
            f'provider_installation {{\n  filesystem_mirror {{\n    path = "{folder}"\n  }}\n}}\n',
            encoding="utf-8",
        )
        settings = {"TF_CLI_CONFIG_FILE": str(rc), "TF_DISABLE_PLUGIN_TLS": "1"}
        self.terraform = TerraformRunner(binary, environment(settings))
        platform = json.loads(self.terraform(folder, "version", "-json"))["platform"]
        self._folder = folder / "registry.terraform.io/hashicorp/random"
        self._platform = platform

    def offer(self, version: str, comment: str = "") -> None:
        program = self._folder / version / self._platform / f"terraform-provider-random_v{version}"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(
            f'#!/bin/sh\n# {comment}\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "{STARTED}"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)


@pytest.fixture
def mirror(terraform_binary: Binary, tmp_path: Path) -> Mirror:
    folder = tmp_path / "mirror"
    folder.mkdir()
    offering = Mirror(terraform_binary, folder)
    offering.offer("3.9.1")
    return offering


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "main.tf").write_text(MAIN % "~> 3.9", encoding="utf-8")
    return folder


def test_a_provider_that_terraform_starts_is_applied_with(mirror: Mirror, root: Path) -> None:
    mirror.terraform(root, "init")

    applied = mirror.terraform(root, "apply", "-auto-approve", "-no-color")

    assert "1 added, 0 changed, 0 destroyed" in applied


def test_a_version_that_the_files_do_not_admit_is_refused(mirror: Mirror, root: Path) -> None:
    (root / "main.tf").write_text(MAIN % ">= 4.0.0", encoding="utf-8")

    with pytest.raises(AssertionError, match="no available releases match"):
        mirror.terraform(root, "init")


def test_a_lock_file_keeps_the_version_and_the_very_program(mirror: Mirror, root: Path) -> None:
    mirror.terraform(root, "init")
    written = (root / ".terraform.lock.hcl").read_text(encoding="utf-8")
    mirror.offer("3.10.0")

    kept = mirror.terraform(root, "init", "-no-color")
    mirror.offer("3.9.1", "another program")

    assert 'version     = "3.9.1"' in written
    assert "random v3.9.1" in kept
    with pytest.raises(AssertionError, match="checksums"):
        mirror.terraform(root, "init")


def test_a_provider_that_nobody_should_start_says_so() -> None:
    started = subprocess.run(
        (sys.executable, STARTED),
        env=environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert "started by Terraform" in started.stderr
