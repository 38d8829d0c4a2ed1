"""Which Terraform runs, and where it takes the AWS provider from."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import pytest

from planner.errors import TerraformError
from planner.terraform.cli_config import with_provider_source
from planner.terraform.locating import Binary, find_provider_mirror, locate_binary

_SYSTEM = f"{platform.system().lower()}_" + {"x86_64": "amd64", "aarch64": "arm64"}.get(
    platform.machine(), platform.machine()
)


def _program(folder: Path, name: str, answer: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _version(version: str) -> str:
    return f'{{"terraform_version": "{version}"}}'


def _mirror(root: Path, version: str = "5.100.0") -> Path:
    folder = root / "registry.terraform.io/hashicorp/aws" / version / _SYSTEM
    folder.mkdir(parents=True)
    (folder / f"terraform-provider-aws_v{version}").touch()
    return root


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing is found by chance."""
    return {"HOME": str(tmp_path / "home"), "XDG_DATA_DIRS": str(tmp_path / "share")}


@pytest.mark.terraform
def test_the_terraform_of_this_machine_is_found(terraform_binary: Binary) -> None:
    assert terraform_binary.path.is_absolute()
    assert terraform_binary.version >= (1, 11, 0)


def test_the_named_binary_is_taken_before_the_path(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "terraform", _version("1.12.0"))
    named = _program(tmp_path, "my-terraform", _version("1.13.2"))

    binary = locate_binary({"PATH": f"{tmp_path}/bin", "TOPOPLAN_TERRAFORM": str(named)})

    assert binary == Binary(named, "terraform", (1, 13, 2))


def test_terraform_is_taken_before_tofu(tmp_path: Path) -> None:
    terraform = _program(tmp_path, "terraform", _version("1.11.0"))
    _program(tmp_path, "tofu", _version("1.11.0"))

    assert locate_binary({"PATH": str(tmp_path)}).path == terraform


def test_tofu_is_taken_where_there_is_no_terraform(tmp_path: Path) -> None:
    tofu = _program(tmp_path, "tofu", _version("1.11.1"))

    assert locate_binary({"PATH": str(tmp_path)}) == Binary(tofu, "tofu", (1, 11, 1))


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_a_binary_that_is_too_old_is_refused_with_its_version(tmp_path: Path, name: str) -> None:
    _program(tmp_path, name, _version("1.10.5"))

    with pytest.raises(TerraformError, match=f"{name} 1.10.5, older than 1.11.0") as refused:
        locate_binary({"PATH": str(tmp_path)})

    assert "install" in refused.value.mend


def test_a_missing_binary_comes_with_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(TerraformError, match="neither `terraform` nor `tofu`") as refused:
        locate_binary({"PATH": str(tmp_path)})

    assert "https://" in refused.value.mend


def test_a_named_binary_that_is_missing_is_an_error_though_the_path_has_one(
    tmp_path: Path,
) -> None:
    _program(tmp_path, "terraform", _version("1.11.4"))

    with pytest.raises(TerraformError, match="TOPOPLAN_TERRAFORM names /nowhere"):
        locate_binary({"PATH": str(tmp_path), "TOPOPLAN_TERRAFORM": "/nowhere"})


@pytest.mark.parametrize("answer", ["", "Terraform v1.11.4", "{}", "[]"])
def test_a_binary_that_tells_no_version_is_refused(tmp_path: Path, answer: str) -> None:
    _program(tmp_path, "terraform", answer)

    with pytest.raises(TerraformError):
        locate_binary({"PATH": str(tmp_path)})


def test_the_named_mirror_wins(tmp_path: Path, bare: dict[str, str]) -> None:
    named, cache = _mirror(tmp_path / "named"), _mirror(tmp_path / "cache")

    places = {"TOPOPLAN_TF_MIRROR": str(named), "TF_PLUGIN_CACHE_DIR": str(cache)}

    assert find_provider_mirror({**bare, **places}) == named


def test_a_mirror_that_terraform_implies_is_found(tmp_path: Path, bare: dict[str, str]) -> None:
    mirror = _mirror(tmp_path / "home/.terraform.d/plugins")

    assert find_provider_mirror(bare) == mirror


def test_the_mirror_of_the_cli_configuration_is_found(tmp_path: Path, bare: dict[str, str]) -> None:
    mirror = _mirror(tmp_path / "mirror")
    config = tmp_path / "terraform.rc"
    config.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
    )

    assert find_provider_mirror({**bare, "TF_CLI_CONFIG_FILE": str(config)}) == mirror


def test_a_packed_mirror_counts(tmp_path: Path, bare: dict[str, str]) -> None:
    folder = tmp_path / "registry.terraform.io/hashicorp/aws"
    folder.mkdir(parents=True)
    (folder / f"terraform-provider-aws_5.100.0_{_SYSTEM}.zip").touch()

    assert find_provider_mirror({**bare, "TOPOPLAN_TF_MIRROR": str(tmp_path)}) == tmp_path


@pytest.mark.parametrize("version", ["5.99.1", "4.67.0", "7.0.0"])
def test_a_mirror_without_a_provider_that_fits_is_passed_over(
    tmp_path: Path, bare: dict[str, str], version: str
) -> None:
    wrong = _mirror(tmp_path / "wrong", version)
    right = _mirror(tmp_path / "home/.terraform.d/plugins")

    assert find_provider_mirror({**bare, "TOPOPLAN_TF_MIRROR": str(wrong)}) == right


def test_the_sandbox_takes_the_provider_from_a_mirror_and_says_so(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    mirror = _mirror(tmp_path / "mirror")
    said: list[str] = []

    environ = with_provider_source(
        {**bare, "TOPOPLAN_TF_MIRROR": str(mirror)}, tmp_path, sandbox=True, say=said.append
    )

    assert str(mirror) in Path(environ["TF_CLI_CONFIG_FILE"]).read_text(encoding="utf-8")
    assert str(mirror) in said[0]


@pytest.mark.parametrize("reachable", [True, False])
def test_a_real_apply_takes_a_mirror_only_where_the_registry_is_out_of_reach(
    tmp_path: Path,
    bare: dict[str, str],
    reachable: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    named = {**bare, "TOPOPLAN_TF_MIRROR": str(_mirror(tmp_path / "mirror"))}

    environ = with_provider_source(
        named, tmp_path, sandbox=False, say=lambda _: None, reachable=lambda: reachable
    )

    assert ("TF_CLI_CONFIG_FILE" in environ) is not reachable


def test_a_configuration_that_says_where_providers_come_from_is_left_alone(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    config = tmp_path / "own.rc"
    config.write_text("provider_installation {\n  direct {}\n}\n", encoding="utf-8")
    mirror = str(_mirror(tmp_path / "mirror"))
    own = {**bare, "TF_CLI_CONFIG_FILE": str(config), "TOPOPLAN_TF_MIRROR": mirror}

    environ = with_provider_source(
        own, tmp_path, sandbox=True, say=pytest.fail, reachable=lambda: False
    )

    assert environ == own


def test_the_users_other_settings_are_kept_beside_the_mirror(
    tmp_path: Path, bare: dict[str, str]
) -> None:
    config = tmp_path / "own.rc"
    config.write_text('credentials "app.terraform.io" {}\n', encoding="utf-8")
    mirror = str(_mirror(tmp_path / "mirror"))
    own = {**bare, "TF_CLI_CONFIG_FILE": str(config), "TOPOPLAN_TF_MIRROR": mirror}

    environ = with_provider_source(own, tmp_path, sandbox=True, say=lambda _: None)

    written = Path(environ["TF_CLI_CONFIG_FILE"]).read_text(encoding="utf-8")
    assert 'credentials "app.terraform.io" {}' in written


def test_a_named_but_missing_configuration_is_dropped(tmp_path: Path, bare: dict[str, str]) -> None:
    environ = with_provider_source(
        {**bare, "TF_CLI_CONFIG_FILE": str(tmp_path / "missing.rc")},
        tmp_path,
        sandbox=False,
        say=pytest.fail,
        reachable=lambda: True,
    )

    assert "TF_CLI_CONFIG_FILE" not in environ


@pytest.mark.terraform
def test_the_written_configuration_installs_the_provider_without_a_warning(
    tmp_path: Path, terraform_binary: Binary
) -> None:
    mirror = find_provider_mirror(os.environ)
    if mirror is None:
        pytest.skip("no mirror on this machine: the provider comes from the registry")
    environ = with_provider_source(
        {**os.environ, "TOPOPLAN_TF_MIRROR": str(mirror)},
        tmp_path,
        sandbox=True,
        say=lambda _: None,
    )
    done = subprocess.run(
        (terraform_binary.path, "version"), env=environ, capture_output=True, text=True, check=True
    )

    assert done.stderr == ""
