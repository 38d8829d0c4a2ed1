"""What is asked of an AWS account before Terraform starts, against the emulated one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from planner.aws_sessions import explained
from planner.errors import CloudError
from planner.preflight import (
    Identity,
    bucket_exists,
    capacity,
    ensure_bucket,
    identify,
    room,
    state_bucket,
    state_bucket_name,
)
from planner.sandbox import Emulator
from planner.topology import State
from tests.applying.specs import POOLS, WITH_STATE, planned

_REGION = "eu-central-1"


@pytest.fixture(scope="module")
def environ(emulator: Emulator) -> dict[str, str]:
    return emulator.environment_over({})


@pytest.fixture
def s3(environ: Mapping[str, str]) -> Any:
    return _s3(environ, _REGION)


def _s3(environ: Mapping[str, str], region: str) -> Any:
    session: Any = boto3.Session("sandbox", "sandbox", region_name=region)
    return session.client("s3", endpoint_url=environ["AWS_ENDPOINT_URL"])


@pytest.fixture
def state(tmp_path: Path) -> State:
    return planned(tmp_path, WITH_STATE).topology.state


def test_the_identity_of_the_environment_is_told(environ: Mapping[str, str]) -> None:
    assert identify(environ, _REGION).account == "123456789012"


@pytest.mark.parametrize(
    "own",
    [
        {"AWS_PROFILE": "of-somebody"},
        {"AWS_CONFIG_FILE": "/nowhere"},
        {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"},
        {"AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9"},
    ],
    ids=lambda own: next(iter(own)),
)
def test_an_emulated_aws_is_asked_whatever_the_user_has_set_for_the_real_one(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, own: dict[str, str]
) -> None:
    for name, value in own.items():
        monkeypatch.setenv(name, value)

    assert identify(emulator.environment_over(own), _REGION).account == "123456789012"


def test_no_credentials_say_how_to_log_in(
    environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    none = {name: value for name, value in environ.items() if "KEY" not in name}

    with pytest.raises(CloudError, match="can't tell who you are to AWS") as refused:
        identify(none, _REGION)

    assert "aws sso login" in refused.value.mend
    assert "--sandbox" in refused.value.mend


def test_a_profile_that_is_not_there_is_named(environ: Mapping[str, str]) -> None:
    with pytest.raises(CloudError, match="of-nobody"):
        identify({**environ, "AWS_PROFILE": "of-nobody"}, _REGION)


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("ExpiredToken", "aws sso login"),
        ("InvalidClientTokenId", "aws sso login"),
        ("AccessDenied", "see what the identity may do"),
    ],
)
def test_a_refusal_says_what_to_do_about_it(code: str, mend: str) -> None:
    answer: Any = {"Error": {"Code": code, "Message": "no"}}

    with (
        pytest.raises(CloudError, match=f"can't ask: {code}: no") as refused,
        explained("can't ask"),
    ):
        raise ClientError(answer, "Operation")

    assert mend in refused.value.mend


def test_the_state_bucket_is_named_after_account_and_region(tmp_path: Path) -> None:
    topology = planned(tmp_path, WITH_STATE).topology

    name = state_bucket_name(topology, Identity("123456789012", "arn"))

    assert name == "topoplan-state-123456789012-eu-central-1"


def test_a_bucket_that_the_spec_names_keeps_its_name(tmp_path: Path) -> None:
    text = WITH_STATE.replace("backend: s3,", "backend: s3, bucket: of-acme,")
    topology = planned(tmp_path, text).topology

    assert state_bucket_name(topology, Identity("123456789012", "arn")) == "of-acme"


def test_the_state_bucket_is_made_versioned_encrypted_private_and_for_tls_only(
    environ: Mapping[str, str], state: State, s3: Any
) -> None:
    name = "topoplan-state-made"

    assert ensure_bucket(name, state, environ)

    assert s3.get_bucket_location(Bucket=name)["LocationConstraint"] == _REGION
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    rules = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    access = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    assert set(access.values()) == {True}
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])["Statement"]
    assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_a_second_run_leaves_the_bucket_as_it_is(
    environ: Mapping[str, str], state: State, s3: Any
) -> None:
    name = "topoplan-state-left"
    ensure_bucket(name, state, environ)
    s3.delete_bucket_policy(Bucket=name)

    assert not ensure_bucket(name, state, environ)

    with pytest.raises(ClientError, match="NoSuchBucketPolicy"):
        s3.get_bucket_policy(Bucket=name)


def test_a_bucket_that_an_interrupted_run_left_open_is_closed(
    environ: Mapping[str, str], state: State, s3: Any
) -> None:
    name = "topoplan-state-open"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": _REGION})

    assert not ensure_bucket(name, state, environ)

    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    assert s3.get_bucket_policy(Bucket=name)


def test_a_bucket_of_the_users_own_is_never_changed(
    environ: Mapping[str, str], tmp_path: Path, s3: Any
) -> None:
    text = WITH_STATE.replace("backend: s3,", "backend: s3, bucket: of-acme,")
    state = planned(tmp_path, text).topology.state
    s3.create_bucket(Bucket="of-acme", CreateBucketConfiguration={"LocationConstraint": _REGION})

    assert not ensure_bucket("of-acme", state, environ)

    assert "Status" not in s3.get_bucket_versioning(Bucket="of-acme")


def test_a_bucket_in_another_region_than_the_proofs_is_refused(
    environ: Mapping[str, str], state: State
) -> None:
    elsewhere: Any = {"LocationConstraint": "eu-west-1"}
    _s3(environ, "eu-west-1").create_bucket(
        Bucket="topoplan-state-elsewhere", CreateBucketConfiguration=elsewhere
    )

    with pytest.raises(CloudError, match=r"lies in eu-west-1, .* eu-central-1") as refused:
        ensure_bucket("topoplan-state-elsewhere", state, environ)

    assert "region: eu-west-1" in refused.value.mend


def test_a_bucket_of_somebody_else_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    monkeypatch.setattr(state_bucket, "client", lambda *_: _OfSomebodyElse())

    with pytest.raises(CloudError, match="can't make the state bucket taken: 403") as refused:
        ensure_bucket("taken", state, {})

    assert "name a bucket of yours in `state.bucket`" in refused.value.mend


class _OfSomebodyElse:
    def head_bucket(self, **_: object) -> None:
        answer: Any = {"Error": {"Code": "403", "Message": "Forbidden"}}
        raise ClientError(answer, "HeadBucket")


def test_a_bucket_that_is_nowhere_is_told_apart(environ: Mapping[str, str], state: State) -> None:
    assert not bucket_exists("topoplan-state-nowhere", state, environ)


def test_pools_that_the_region_offers_and_the_quota_holds_have_room(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    found = room(planned(tmp_path, POOLS).topology, environ)

    assert (found.shortages, found.unknown) == ((), ())


class _Account:
    """An account that answers otherwise than the emulated one."""

    def __init__(
        self, *, vcpus: float | None = 2048, zones: tuple[str, ...] = ("a", "b", "c")
    ) -> None:
        self._vcpus, self._zones = vcpus, zones

    def __call__(self, *_: object) -> _Account:
        return self

    def describe_instance_type_offerings(self, **_: object) -> Any:
        offers = [{"Location": f"{_REGION}{zone}"} for zone in self._zones]
        return {"InstanceTypeOfferings": offers}

    def get_service_quota(self, **_: object) -> Any:
        if self._vcpus is None:
            answer: Any = {"Error": {"Code": "AccessDeniedException", "Message": "no"}}
            raise ClientError(answer, "GetServiceQuota")
        return {
            "Quota": {"Value": self._vcpus, "QuotaName": "Running On-Demand G and VT instances"}
        }


def test_a_new_accounts_quota_of_zero_comes_with_the_request_for_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(capacity, "client", _Account(vcpus=0))

    (shortage,) = room(planned(tmp_path, POOLS).topology, {}).shortages

    assert shortage.pools == ("hot",)
    assert "is 0 vCPUs, and the nodes, 4 of g6.12xlarge, need 192" in shortage.why
    assert "--quota-code L-DB2E81BA --desired-value 192 --region eu-central-1" in shortage.mend


def test_pools_that_share_a_quota_are_added_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(capacity, "client", _Account(vcpus=200))
    second = POOLS.partition("gpu_pools:\n")[2].replace("  hot:", "  warm:")
    text = POOLS.replace("[hot/llama,", "[hot/llama, warm/llama,") + second

    (shortage,) = room(planned(tmp_path, text).topology, {}).shortages

    assert shortage.pools == ("hot", "warm")
    assert "need 384" in shortage.why


def test_a_zone_without_the_machine_names_those_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(capacity, "client", _Account(zones=("a", "b")))

    (shortage,) = room(planned(tmp_path, POOLS).topology, {}).shortages

    assert "doesn't offer g6.12xlarge in eu-central-1c to this account" in shortage.why
    assert shortage.mend == "name zones that do: eu-central-1a, eu-central-1b"


def test_a_quota_that_may_not_be_asked_is_unknown_and_neither_room_nor_shortage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(capacity, "client", _Account(vcpus=None))

    found = room(planned(tmp_path, POOLS).topology, {})

    assert found.shortages == ()
    assert "can't ask for the vCPU quota L-DB2E81BA in eu-central-1" in found.unknown[0]
