"""The engine held against a real provider: AWS's own plan, and that of its schema emulated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.sandbox.providers.behaviour import Behaviour, TypeBehaviour
from planner.sandbox.providers.provider import Provider
from planner.sandbox.providers.schema import read_schema
from planner.sandbox.providers.serving import serving
from planner.terraform.locating import Binary
from tests.sandbox.providers.conftest import environment
from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform

ADDRESS = "registry.terraform.io/hashicorp/aws"
MAIN = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_cloudwatch_log_group" "l" {
  name              = "llm"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.k.arn
}

resource "aws_ecr_repository" "r" {
  name = "llm"
}

resource "aws_iam_role" "r" {
  name               = "llm"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_kms_key" "k" {
  enable_key_rotation = true
}

resource "aws_sns_topic" "t" {
  name = "llm"
}

resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_vpc" "v" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
"""

TOLD_BY_NO_SCHEMA = {
    "aws_cloudwatch_log_group.l": {"skip_destroy"},
    "aws_ecr_repository.r": {"image_tag_mutability"},
    "aws_iam_role.r": {"force_detach_policies", "inline_policy", "max_session_duration", "path"},
    "aws_kms_key.k": {
        "bypass_policy_lockout_safety_check",
        "customer_master_key_spec",
        "is_enabled",
        "key_usage",
    },
    "aws_sns_topic.t": {"content_based_deduplication", "fifo_topic"},
    "aws_subnet.s": {
        "assign_ipv6_address_on_creation",
        "enable_dns64",
        "enable_resource_name_dns_a_record_on_launch",
        "enable_resource_name_dns_aaaa_record_on_launch",
        "ipv6_native",
        "map_public_ip_on_launch",
    },
    "aws_vpc.v": {"enable_dns_support", "instance_tenancy"},
}
"""Defaults, for which the emulated plan has null, and `inline_policy`, a block that AWS fills."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    (folder / "main.tf").write_text(MAIN, encoding="utf-8")
    return folder


def _planned(terraform: TerraformRunner, folder: Path) -> dict[str, dict[str, Any]]:
    """Resource to its attributes: the planned value, or True where it is unknown."""
    terraform(folder, "plan", "-out=tfplan")
    shown = json.loads(terraform(folder, "show", "-json", "tfplan"))
    return {
        change["address"]: {
            **{name: held for name, held in change["change"]["after"].items() if held != []},
            **{
                name: ("unknown", it)
                for name, it in change["change"]["after_unknown"].items()
                if it
            },
        }
        for change in shown["resource_changes"]
    }


@pytest.fixture(scope="module")
def really_planned(terraform: TerraformRunner, root: Path) -> dict[str, dict[str, Any]]:
    terraform(root, "init")
    return _planned(terraform, root)


@pytest.fixture(scope="module")
def emulating_aws(
    terraform: TerraformRunner,
    terraform_binary: Binary,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[TerraformRunner]:
    terraform(root, "init")
    printed = json.loads(terraform(root, "providers", "schema", "-json"))
    whole = printed["provider_schemas"][ADDRESS]
    types = {address.partition(".")[0] for address in TOLD_BY_NO_SCHEMA}
    used = {name: whole["resource_schemas"][name] for name in types}
    schema = read_schema(
        "aws", "0", ADDRESS, {**whole, "resource_schemas": used, "data_source_schemas": {}}
    )
    socket = str(tmp_path_factory.mktemp("s") / "aws")
    address = {"Network": "unix", "String": socket}
    served = {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": 1, "Test": True, "Addr": address}
    reattach = {"TF_REATTACH_PROVIDERS": json.dumps({ADDRESS: served})}
    with serving(Provider(schema, Behaviour({}, {}, TypeBehaviour())), socket):
        yield TerraformRunner(terraform_binary, environment(reattach))


def test_what_is_planned_is_what_the_real_provider_plans_but_for_what_no_schema_tells(
    really_planned: dict[str, dict[str, Any]], emulating_aws: TerraformRunner, root: Path
) -> None:
    emulated = _planned(emulating_aws, root)

    differing = {
        address: {
            name
            for name in {*really, *emulated[address]}
            if really.get(name) != emulated[address].get(name)
        }
        for address, really in really_planned.items()
    }

    assert differing == TOLD_BY_NO_SCHEMA


def test_what_the_real_provider_s_schema_makes_is_applied_and_destroyed(
    emulating_aws: TerraformRunner, root: Path
) -> None:
    emulating_aws(root, "apply", "-auto-approve")
    emulating_aws(root, "plan", "-detailed-exitcode")
    emulating_aws(root, "destroy", "-auto-approve")
    assert emulating_aws(root, "state", "list") == ""
