"""The AWS provider that is started once is the real one, and its configurations stay apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terraform_fixtures import TerraformRunner

pytestmark = pytest.mark.terraform


def test_a_value_is_refused_by_the_provider_s_own_validation(
    terraform: TerraformRunner, tmp_path: Path
) -> None:
    (tmp_path / "main.tf").write_text(
        'resource "aws_cloudwatch_log_group" "this" {\n  retention_in_days = 2\n}\n',
        encoding="utf-8",
    )
    terraform(tmp_path, "init")

    with pytest.raises(AssertionError, match="expected retention_in_days to be one of"):
        terraform(tmp_path, "validate", "-no-color")


def test_two_regions_of_one_root_are_not_mixed_up(
    terraform: TerraformRunner, tmp_path: Path
) -> None:
    regions = ["eu-central-1", "eu-north-1", "eu-west-3"]
    blocks = [
        f"""
        provider "aws" {{
          alias  = "{region}"
          region = "{region}"
        }}
        resource "aws_cloudwatch_log_group" "{region}" {{
          provider = aws.{region}
          name     = "apart"
        }}
        output "{region}" {{ value = aws_cloudwatch_log_group.{region}.arn }}
        """
        for region in regions
    ]
    (tmp_path / "main.tf").write_text("".join(blocks), encoding="utf-8")
    terraform(tmp_path, "init")

    terraform(tmp_path, "apply", "-auto-approve")
    outputs = json.loads(terraform(tmp_path, "output", "-json"))
    terraform(tmp_path, "destroy", "-auto-approve")

    arns = {region: output["value"] for region, output in outputs.items()}
    assert arns == {
        region: f"arn:aws:logs:{region}:123456789012:log-group:apart" for region in regions
    }
