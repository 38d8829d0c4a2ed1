"""The emulated AWS as a whole: it starts empty, is alone, and says at once what it lacks."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from planner.errors import CloudError, UsageError
from planner.sandbox import Emulator, emulated_aws
from tests.sandbox.clients import client

_POLICY = """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
  "Action": "s3:*", "Resource": "arn:aws:s3:::guarded/*", "Condition": %s}]}"""


@pytest.fixture(scope="module")
def other() -> Iterator[Emulator]:
    """An emulator beside that of the session, which a test may reset."""
    with emulated_aws("eu-north-1") as running:
        yield running


def _bucket(emulator: Emulator, name: str) -> Any:
    s3 = client(emulator, "s3")
    region = {"LocationConstraint": emulator.environment["AWS_REGION"]}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=region)
    return s3


def _names(emulator: Emulator) -> list[str]:
    return [bucket["Name"] for bucket in client(emulator, "s3").list_buckets()["Buckets"]]


def test_two_emulators_share_no_state(emulator: Emulator, other: Emulator) -> None:
    _bucket(other, "only-in-the-other")

    assert "only-in-the-other" in _names(other)
    assert "only-in-the-other" not in _names(emulator)


def test_a_reset_forgets_what_moto_and_the_gaps_remember(other: Emulator) -> None:
    _bucket(other, "to-be-forgotten")
    ec2 = client(other, "ec2")
    ec2.create_placement_group(GroupName="to-be-forgotten", Strategy="cluster")

    other.reset()

    assert _names(other) == []
    assert ec2.describe_placement_groups()["PlacementGroups"] == []


@pytest.mark.parametrize(
    ("service", "call", "named"),
    [
        ("bedrock", "list_guardrails", "bedrock: ListGuardrails"),
        ("cloudwatch", "describe_anomaly_detectors", "monitoring: DescribeAnomalyDetectors"),
        ("ec2", "describe_fpga_images", "ec2: DescribeFpgaImages"),
        (
            "elasticache",
            "describe_cache_engine_versions",
            "elasticache: DescribeCacheEngineVersions",
        ),
        ("kafka", "list_kafka_versions", "kafka: GET /v1/kafka-versions"),
        ("pricing", "describe_services", "pricing: DescribeServices"),
    ],
)
def test_an_action_that_is_not_emulated_fails_at_once_and_is_named(
    emulator: Emulator, service: str, call: str, named: str
) -> None:
    caller = client(emulator, service)
    began = time.monotonic()

    with pytest.raises(ClientError, match=f"the emulated AWS has no {named}") as refused:
        getattr(caller, call)()

    assert refused.value.response["ResponseMetadata"]["RetryAttempts"] == 0
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "condition",
    [
        '{"Bool": {"aws:SecureTransport": "false"}}',
        '{"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}',
        '{"Bool": {"aws:SecureTransport": "true"}, "Null": {"aws:SourceVpce": "true"}}',
    ],
)
def test_a_conditional_denial_that_is_not_known_to_be_met_locks_nobody_out(
    other: Emulator, condition: str
) -> None:
    other.reset()
    s3 = _bucket(other, "guarded")

    s3.put_bucket_policy(Bucket="guarded", Policy=_POLICY % condition)

    s3.put_object(Bucket="guarded", Key="key", Body=b"text")
    assert s3.get_object(Bucket="guarded", Key="key")["Body"].read() == b"text"


@pytest.mark.parametrize("condition", ["{}", '{"Bool": {"aws:SecureTransport": "true"}}'])
def test_a_denial_that_is_met_still_denies(other: Emulator, condition: str) -> None:
    other.reset()
    s3 = _bucket(other, "guarded")

    s3.put_bucket_policy(Bucket="guarded", Policy=_POLICY % condition)

    with pytest.raises(ClientError, match="403"):
        s3.put_object(Bucket="guarded", Key="key", Body=b"text")


def test_a_child_sees_nothing_of_the_users_own_aws(emulator: Emulator) -> None:
    environ = {"PATH": "/bin", "AWS_PROFILE": "prod", "AWS_ENDPOINT_URL_S3": "https://real"}

    environment = emulator.environment_over(environ)

    assert environment["PATH"] == "/bin"
    assert "AWS_PROFILE" not in environment
    assert "AWS_ENDPOINT_URL_S3" not in environment
    assert environment["AWS_ENDPOINT_URL"] == emulator.endpoint


def test_the_users_proxy_is_kept_but_not_for_the_emulator(emulator: Emulator) -> None:
    environ = {"HTTPS_PROXY": "http://proxy:3128", "no_proxy": "intern.example"}

    environment = emulator.environment_over(environ)

    assert environment["HTTPS_PROXY"] == "http://proxy:3128"
    assert environment["no_proxy"] == "intern.example,127.0.0.1"


def test_the_emulator_listens_on_loopback_only_and_ends_with_its_block() -> None:
    with emulated_aws() as running:
        address = urlsplit(running.endpoint)
        assert address.hostname == "127.0.0.1"

    with socket.socket() as probe:
        assert probe.connect_ex((address.hostname, address.port)) != 0


def test_a_missing_extra_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "moto" else found(name)
    )

    with pytest.raises(UsageError, match="moto") as refused, emulated_aws():
        pass

    assert refused.value.mend == "pip install 'topoplan[sandbox]'"


def test_an_emulator_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PYTHONHOME", "/nonexistent")

    with pytest.raises(CloudError, match="did not start: "), emulated_aws():
        pass


def test_the_room_is_imported_without_moto() -> None:
    code = "import planner.sandbox, sys; sys.exit('moto' in sys.modules or 'boto3' in sys.modules)"

    assert subprocess.run((sys.executable, "-c", code), check=False).returncode == 0
