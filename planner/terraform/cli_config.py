"""Which CLI configuration Terraform runs with, where the provider has to come from a mirror."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from planner.terraform.locating import (
    AWS_PROVIDER,
    cli_config_path,
    find_provider_mirror,
    registry_reachable,
)


def with_provider_source(
    environ: Mapping[str, str],
    folder: Path,
    *,
    sandbox: bool,
    say: Callable[[str], None],
    reachable: Callable[[], bool] = registry_reachable,
) -> dict[str, str]:
    """The environment for Terraform, so that it finds the AWS provider.

    It is the user's own, unless this is the sandbox or the registry can't be reached, the user's
    CLI configuration says nothing of where providers come from, and a mirror is found: then
    `folder` gets a configuration that names the mirror, and `say` is told.
    """
    own = _without_missing_config(environ)
    settings = _text(cli_config_path(own))
    if _names_provider_source(settings) or not (sandbox or not reachable()):
        return own
    mirror = find_provider_mirror(own)
    if mirror is None:
        return own
    say(f"the AWS provider comes from the mirror {mirror}, not from registry.terraform.io")
    return {**own, "TF_CLI_CONFIG_FILE": str(write_cli_config(folder, mirror, settings))}


def write_cli_config(folder: Path, mirror: Path, settings: str = "") -> Path:
    """A `terraform.rc` in `folder` with the user's settings and the mirror for hashicorp/aws.

    All other providers still come from their registries.
    """
    aws = json.dumps([AWS_PROVIDER])
    path = folder / "terraform.rc"
    path.write_text(
        f"{settings}\n"
        "provider_installation {\n"
        "  filesystem_mirror {\n"
        f"    path    = {json.dumps(str(mirror))}\n"
        f"    include = {aws}\n"
        "  }\n"
        "  direct {\n"
        f"    exclude = {aws}\n"
        "  }\n"
        "}\n",
        encoding="utf-8",
    )
    return path


def _without_missing_config(environ: Mapping[str, str]) -> dict[str, str]:
    """Terraform warns at every command of a configuration that is named but missing."""
    kept = dict(environ)
    named = kept.get("TF_CLI_CONFIG_FILE")
    if named is not None and not Path(named).is_file():
        del kept["TF_CLI_CONFIG_FILE"]
    return kept


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _names_provider_source(settings: str) -> bool:
    return re.search(r"^\s*provider_installation\b", settings, re.MULTILINE) is not None
