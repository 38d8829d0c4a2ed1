"""A planfile of the real Terraform, read: regions, values, secrets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.planfile import SENSITIVE, PlannedResource, PlannedTree, read_planfile
from tests.terraform_fixtures import TerraformRunner

_ROOT = Path(__file__).parent / "regions"


@pytest.fixture(scope="module")
def shown(terraform: TerraformRunner, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("planfile") / "root"
    shutil.copytree(_ROOT, folder)
    terraform(folder, "init")
    terraform(folder, "plan", "-out=planfile")
    document: dict[str, Any] = json.loads(terraform(folder, "show", "-json", "planfile"))
    return document


@pytest.fixture(scope="module")
def tree(shown: dict[str, Any]) -> PlannedTree:
    return read_planfile(shown)


def _resource(tree: PlannedTree, address: str) -> PlannedResource:
    return next(resource for resource in tree.resources if resource.address == address)


@pytest.mark.terraform
@pytest.mark.parametrize(
    ("address", "alias", "region"),
    [
        ("aws_cloudwatch_log_group.constant", None, "eu-central-1"),
        ("aws_cloudwatch_log_group.variable", "stockholm", "eu-north-1"),
        ("module.mapped.module.leaf.aws_cloudwatch_log_group.this[0]", "stockholm", "eu-north-1"),
        (
            'module.implicit["a.b"].module.leaf.aws_cloudwatch_log_group.this[0]',
            None,
            "eu-central-1",
        ),
        (
            'module.implicit["c[\\"d"].module.leaf.aws_cloudwatch_log_group.this[0]',
            None,
            "eu-central-1",
        ),
        (
            "module.explicit.module.aliased.aws_cloudwatch_log_group.first",
            "stockholm",
            "eu-north-1",
        ),
        ("module.explicit.module.aliased.aws_cloudwatch_log_group.second", None, "eu-central-1"),
    ],
)
def test_the_region_is_that_of_the_provider_which_the_module_was_given(
    tree: PlannedTree, address: str, alias: str | None, region: str
) -> None:
    resource = _resource(tree, address)

    assert (resource.provider_alias, resource.region) == (alias, region)


@pytest.mark.terraform
def test_a_region_composed_of_parts_is_unknown(tree: PlannedTree) -> None:
    assert _resource(tree, "aws_cloudwatch_log_group.composed").region is None


@pytest.mark.terraform
def test_a_resource_of_no_cloud_has_no_region(tree: PlannedTree) -> None:
    assert _resource(tree, "terraform_data.this").region is None


@pytest.mark.terraform
def test_known_values_are_there_and_unknown_ones_are_missing(tree: PlannedTree) -> None:
    values = _resource(tree, "aws_cloudwatch_log_group.constant").values

    assert values["retention_in_days"] == 30
    assert "arn" not in values


@pytest.mark.terraform
def test_no_secret_is_in_what_was_read(shown: dict[str, Any], tree: PlannedTree) -> None:
    assert "hush" in json.dumps(shown)

    values = [resource.values for resource in tree.resources]

    assert "hush" not in json.dumps([values, tree.outputs])
    assert _resource(tree, "aws_secretsmanager_secret_version.this").values["secret_string"] == (
        SENSITIVE
    )
    assert _resource(tree, "terraform_data.this").values["input"] == {
        "open": "seen",
        "closed": SENSITIVE,
        "list": [SENSITIVE, "seen"],
    }


@pytest.mark.terraform
def test_outputs_that_are_known_before_the_apply_are_given(tree: PlannedTree) -> None:
    assert tree.outputs == {"open": "seen", "closed": SENSITIVE}


def _changed(**change: object) -> PlannedResource:
    """The resource of a plan with one change, under a provider in eu-central-1."""
    address = {"address": "aws_a.b", "mode": "managed", "type": "aws_a", "name": "b"}
    expressions = {"region": {"constant_value": "eu-central-1"}}
    document = {
        "resource_changes": [{**address, "change": change}],
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "expressions": expressions}},
            "root_module": {"resources": [{**address, "provider_config_key": "aws"}]},
        },
    }
    return read_planfile(document).resources[0]


def test_the_region_that_a_resource_states_wins_over_its_provider() -> None:
    resource = _changed(actions=["create"], after={"region": "eu-west-3"})

    assert resource.region == "eu-west-3"


def test_a_deleted_resource_has_the_values_it_had() -> None:
    resource = _changed(
        actions=["delete"],
        before={"name": "old", "secret": "hush"},
        before_sensitive={"secret": True},
        after=None,
    )

    assert resource.values == {"name": "old", "secret": SENSITIVE}


def test_what_forces_a_replacement_is_named() -> None:
    resource = _changed(
        actions=["delete", "create"], after={}, replace_paths=[["launch_template", 0, "id"]]
    )

    assert resource.actions == ("delete", "create")
    assert resource.replace_paths == ("launch_template.0.id",)


def test_a_resource_that_is_no_longer_in_the_files_has_an_unknown_region() -> None:
    change = {"actions": ["delete"], "before": {"name": "old"}, "after": None}
    gone = {"address": "aws_a.b", "mode": "managed", "type": "aws_a", "name": "b", "change": change}

    assert read_planfile({"resource_changes": [gone]}).resources[0].region is None


def test_a_variable_of_a_child_module_is_not_taken_for_one_of_the_root() -> None:
    address = {"address": "aws_a.b", "mode": "managed", "type": "aws_a", "name": "b"}
    provider = {
        "name": "aws",
        "module_address": "module.m",
        "expressions": {"region": {"references": ["var.region"]}},
    }
    document = {
        "variables": {"region": {"value": "eu-central-1"}},
        "resource_changes": [
            {**address, "module_address": "module.m", "change": {"actions": [], "after": {}}}
        ],
        "configuration": {
            "provider_config": {"module.m:aws": provider},
            "root_module": {
                "module_calls": {
                    "m": {
                        "module": {
                            "resources": [{**address, "provider_config_key": "module.m:aws"}]
                        }
                    }
                }
            },
        },
    }

    assert read_planfile(document).resources[0].region is None
