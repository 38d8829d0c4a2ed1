"""What Terraform gets to see of a provider is what its file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.sandbox.providers import emulated_names, emulated_providers
from planner.sandbox.providers.schema import SCHEMAS, provenance
from planner.terraform.locating import Binary
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import TerraformRunner

_MAJORS = [name for name in emulated_names() if "@" in name]


@pytest.mark.terraform
@pytest.mark.parametrize("name", _MAJORS)
def test_terraform_is_served_what_the_file_says(
    terraform_binary: Binary, tmp_path: Path, name: str
) -> None:
    provider, _, major = name.partition("@")
    (file,) = (each for each in provenance() if each.startswith(f"{provider}-{major}"))
    address = provenance()[file]["address"]
    source = f'{{ p = {{ source = "{address}" }} }}'.replace("{ p", "{\n p").replace("} }", "}\n}")
    (tmp_path / "main.tf").write_text(
        f"terraform {{\n required_providers {source}\n}}\n", encoding="utf-8"
    )

    with emulated_providers([name]) as reattach:
        terraform = TerraformRunner(terraform_binary, environment(reattach))
        terraform(tmp_path, "init")
        served = json.loads(terraform(tmp_path, "providers", "schema", "-json"))

    assert _without_descriptions(served["provider_schemas"][address]) == _without_empty(
        json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    )


def _without_descriptions(served: object) -> object:
    match served:
        case dict():
            return {
                key: _without_descriptions(held)
                for key, held in served.items()
                if key != "description_kind"
            }
        case list():
            return [_without_descriptions(held) for held in served]
    return served


def _without_empty(schema: dict[str, object]) -> dict[str, object]:
    return {name: held for name, held in schema.items() if held}


def test_every_schema_says_what_it_was_drawn_from() -> None:
    files = {file.name for file in SCHEMAS.glob("*-*.json")}

    assert files == set(provenance())
    for drawn in provenance().values():
        assert drawn["licence"] == "MPL-2.0"
        assert len(drawn["wheel_sha256"]) == 64
