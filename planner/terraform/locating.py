"""Finds the Terraform binary, and the AWS provider where no registry can be asked."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from planner.errors import TerraformError
from planner.terraform import process
from planner.values import value

Product = Literal["terraform", "tofu"]

_OLDEST: dict[Product, tuple[int, int, int]] = {"terraform": (1, 11, 0), "tofu": (1, 11, 0)}
"""The first with write-only arguments, which keep secrets out of the state."""

_OLDEST_AWS, _NEWER_AWS = (5, 100, 0), (7, 0, 0)
AWS_PROVIDER = "registry.terraform.io/hashicorp/aws"
_DISCOVERY = "https://registry.terraform.io/.well-known/terraform.json"
_HOW_TO_INSTALL = (
    "install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or "
    "OpenTofu 1.11 or newer (https://opentofu.org/docs/intro/install), or set TOPOPLAN_TERRAFORM "
    "to its path"
)


@value
class Binary:
    """A Terraform or OpenTofu that is new enough."""

    path: Path
    product: Product
    version: tuple[int, int, int]

    def __str__(self) -> str:
        return f"{self.product} {_dotted(self.version)} ({self.path})"


def locate_binary(environ: Mapping[str, str]) -> Binary:
    """TOPOPLAN_TERRAFORM, else `terraform`, else `tofu` on the PATH.

    Raises:
        TerraformError: there is none, it does not run, or it is too old.
    """
    path = _binary_path(environ)
    output = _version_output(path, environ)
    product = _product(path, output)
    version = _parsed(str(output.get("terraform_version", "")))
    if version is None:
        raise TerraformError(f"{path} tells no version", mend=_HOW_TO_INSTALL)
    if version < _OLDEST[product]:
        raise TerraformError(
            f"{path} is {product} {_dotted(version)}, older than {_dotted(_OLDEST[product])}",
            mend=_HOW_TO_INSTALL,
        )
    return Binary(path, product, version)


def _binary_path(environ: Mapping[str, str]) -> Path:
    chosen = environ.get("TOPOPLAN_TERRAFORM")
    search = environ.get("PATH", os.defpath)
    for name in (chosen,) if chosen else ("terraform", "tofu"):
        found = shutil.which(name, path=search)
        if found:
            return Path(found).absolute()
    if chosen:
        raise TerraformError(
            f"TOPOPLAN_TERRAFORM names {chosen}, which is no program", mend=_HOW_TO_INSTALL
        )
    raise TerraformError("neither `terraform` nor `tofu` is on the PATH", mend=_HOW_TO_INSTALL)


def _version_output(path: Path, environ: Mapping[str, str]) -> dict[str, object]:
    lines: list[str] = []
    quiet = {**environ, "CHECKPOINT_DISABLE": "1"}
    try:
        process.run(
            (path, "version", "-json"), path.parent, quiet, lambda line, _: lines.append(line)
        )
        output = json.loads("".join(lines))
    except (OSError, ValueError) as error:
        raise TerraformError(f"{path} does not run: {error}", mend=_HOW_TO_INSTALL) from None
    return output if isinstance(output, dict) else {}


def _product(path: Path, output: Mapping[str, object]) -> Product:
    """Both print the same keys; OpenTofu is known by its name."""
    named_tofu = "tofu" in path.name or "tofu" in path.resolve().name
    return "tofu" if named_tofu or "tofu_version" in output else "terraform"


def _parsed(version: str) -> tuple[int, int, int] | None:
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _dotted(version: tuple[int, int, int]) -> str:
    return ".".join(map(str, version))


def cli_config_path(environ: Mapping[str, str]) -> Path:
    """Where Terraform looks for its CLI configuration; it need not exist."""
    named = environ.get("TF_CLI_CONFIG_FILE") or environ.get("TERRAFORM_CONFIG")
    if named:
        return Path(named)
    if os.name == "nt":
        return Path(environ.get("APPDATA", "")) / "terraform.rc"
    return _home(environ) / ".terraformrc"


def find_provider_mirror(environ: Mapping[str, str]) -> Path | None:
    """A folder in mirror layout that holds an AWS provider we can use, most explicit place first.

    It is searched for in named and well-known places only, one level below the usual install roots.
    """
    return next((place for place in _places(environ) if _holds_aws_provider(place)), None)


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    for name in ("TOPOPLAN_TF_MIRROR", "TF_PLUGIN_CACHE_DIR"):
        if environ.get(name):
            yield Path(environ[name])
    yield from _paths_in_cli_config(environ)
    yield from _implied_mirrors(environ)
    for root in ("/opt", "/usr/local/lib", "/usr/lib", "/var/lib", "/usr/share"):
        yield Path(root)
        yield from _subfolders(Path(root))


def _paths_in_cli_config(environ: Mapping[str, str]) -> Iterator[Path]:
    try:
        text = cli_config_path(environ).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for path in re.findall(r'^\s*(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"', text, re.MULTILINE):
        yield Path(path)


def _implied_mirrors(environ: Mapping[str, str]) -> Iterator[Path]:
    """https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories"""
    home = _home(environ)
    yield home / ".terraform.d/plugins"
    data_home = environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    data_dirs = environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (data_home, *data_dirs.split(":")):
        yield Path(folder) / "terraform/plugins"


def _home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HOME") or environ.get("USERPROFILE") or "/nonexistent")


def _subfolders(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return []


def _holds_aws_provider(mirror: Path) -> bool:
    """Unpacked (`5.100.0/linux_amd64/…`) or packed (`…_5.100.0_linux_amd64.zip`)."""
    provider, system = mirror / AWS_PROVIDER, _system()
    try:
        unpacked = [found.parents[1].name for found in provider.glob(f"*/{system}/*-provider-aws*")]
        packed = [found.name for found in provider.glob(f"terraform-provider-aws_*_{system}.zip")]
    except OSError:
        return False
    versions = [*unpacked, *(name.split("_")[1] for name in packed)]
    return any(_OLDEST_AWS <= (_parsed(version) or (0, 0, 0)) < _NEWER_AWS for version in versions)


def _system() -> str:
    machines = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
    machine = platform.machine().lower()
    return f"{platform.system().lower()}_{machines.get(machine, machine)}"


def registry_reachable(timeout_s: float = 3.0) -> bool:
    """Whether registry.terraform.io answers, through the proxy of the environment if it has one."""
    try:
        with urllib.request.urlopen(_DISCOVERY, timeout=timeout_s):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False
