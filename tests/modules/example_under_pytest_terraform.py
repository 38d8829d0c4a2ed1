"""The example of bedrock_access, applied by pytest-terraform.

That plugin ends the whole session where it finds no Terraform, and writes into the folder that it
applies: this file runs in a session of its own, from a copy.
"""

from __future__ import annotations

import json
from typing import Any

import boto3
from pytest_terraform import terraform  # type: ignore[import-untyped]  # it ships no types


@terraform("basic", scope="session")  # type: ignore[untyped-decorator]  # for the same reason
def test_the_policy_that_aws_keeps_grants_no_wildcard(basic: Any) -> None:
    iam = boto3.client("iam", region_name="eu-central-1")
    arn = basic.outputs["policy_arn"]["value"]
    policy = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]

    granted = [s["Resource"] for s in policy["Statement"] if s["Effect"] == "Allow"]

    assert granted
    assert "*" not in json.dumps(granted)
