"""Rules of a security group, as Terraform takes them away: many at once, and some of them twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from planner.sandbox import Emulator
from tests.sandbox.clients import client

_RULES = 24


@pytest.fixture(scope="module")
def ec2(emulator: Emulator) -> Any:
    return client(emulator, "ec2")


@pytest.fixture
def group(ec2: Any) -> Iterator[str]:
    identity: str = ec2.create_security_group(GroupName="changing", Description="changing")[
        "GroupId"
    ]
    yield identity
    ec2.delete_security_group(GroupId=identity)


def _opened(ec2: Any, group: str, port: int) -> str:
    """The id of a new rule."""
    made = ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": port,
                "ToPort": port,
                "IpRanges": [{"CidrIp": "10.0.0.0/16"}],
            }
        ],
    )
    identity: str = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return identity


def _left(ec2: Any, group: str) -> list[str]:
    described = ec2.describe_security_group_rules(
        Filters=[{"Name": "group-id", "Values": [group]}]
    )["SecurityGroupRules"]
    return [rule["SecurityGroupRuleId"] for rule in described if not rule["IsEgress"]]


@pytest.mark.parametrize("direction", ["ingress", "egress"])
def test_a_rule_that_is_gone_already_is_called_an_unknown_id(
    ec2: Any, group: str, direction: str
) -> None:
    """The SDK repeats a request whose answer was lost; the provider forgives this code alone."""
    revoke = getattr(ec2, f"revoke_security_group_{direction}")

    with pytest.raises(ClientError) as raised:
        revoke(GroupId=group, SecurityGroupRuleIds=["sgr-0123456789abcdef0"])

    assert raised.value.response["Error"]["Code"] == "InvalidSecurityGroupRuleId.NotFound"


def test_rules_taken_away_at_once_are_all_gone(ec2: Any, group: str) -> None:
    rules = [_opened(ec2, group, 1000 + number) for number in range(_RULES)]

    with ThreadPoolExecutor(_RULES) as threads:
        list(
            threads.map(
                lambda rule: ec2.revoke_security_group_ingress(
                    GroupId=group, SecurityGroupRuleIds=[rule]
                ),
                rules,
            )
        )

    assert _left(ec2, group) == []
