"""The life of a topology on the command line: real Terraform, an emulated AWS that stays up."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.applying.specs import SINGLE, WITH_STATE, spec_file
from tests.cli.running import Ended, command, topoplan

pytestmark = pytest.mark.terraform


def _client(environ: Mapping[str, str], service: str) -> Any:
    session: Any = boto3.Session("sandbox", "sandbox", region_name="eu-west-3")
    return session.client(service, endpoint_url=environ["AWS_ENDPOINT_URL"])


_OTHER = {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}


class _Life:
    """Each step once, in order; tests look at what it left behind."""

    def __init__(self, spec: Path, environ: Mapping[str, str]) -> None:
        apply = ("apply", spec, "--auto-approve")
        iam, cloudwatch = _client(environ, "iam"), _client(environ, "cloudwatch")
        taken = iam.create_policy(
            PolicyName="life-prod-summarise-bedrock",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": _OTHER}),
        )["Policy"]["Arn"]
        self.failed = topoplan(*apply, environ=environ)
        iam.delete_policy(PolicyArn=taken)
        self.finished = topoplan(*apply, environ=environ)
        self.unchanged = topoplan("apply", spec, "--quiet", environ=environ)
        (alarm, *_) = _alarms(cloudwatch)
        cloudwatch.delete_alarms(AlarmNames=[alarm])
        self.drifted = topoplan("apply", spec, "--dry-run", "--detailed-exitcode", environ=environ)
        self.declined = topoplan("destroy", spec, environ=environ, answer="n\n")
        self.destroyed = topoplan("destroy", spec, "--auto-approve", environ=environ)
        self.left = _alarms(cloudwatch)
        self.state = (
            _client(environ, "s3")
            .get_object(
                Bucket="topoplan-state-123456789012-eu-west-3", Key="life-prod/terraform.tfstate"
            )["Body"]
            .read()
        )


def _alarms(cloudwatch: Any) -> list[str]:
    alarms = cloudwatch.describe_alarms(AlarmNamePrefix="life")["MetricAlarms"]
    return [alarm["AlarmName"] for alarm in alarms]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory, terraform_environment: dict[str, str]) -> _Life:
    folder = tmp_path_factory.mktemp("life")
    # where no other test has its state, so that the bucket has to be made
    there = WITH_STATE.replace("eu-central-1", "eu-west-3")
    spec = spec_file(folder, there.replace("topology: notes", "topology: life"))
    return _Life(spec, terraform_environment)


def test_an_apply_that_fails_halfway_says_what_stands_in_its_way(life: _Life) -> None:
    assert life.failed.exit_code == 1
    assert "EntityAlreadyExists" in life.failed.err
    assert "run the same command again" in life.failed.err


def test_an_apply_makes_the_state_bucket_once(life: _Life) -> None:
    made = "made the state bucket topoplan-state-123456789012-eu-west-3"
    assert made in life.failed.err
    assert made not in life.finished.err


def test_the_next_apply_goes_on_where_the_failed_one_stopped(life: _Life) -> None:
    assert life.finished.exit_code == 0
    assert "applied: 1 added, 0 changed, 0 destroyed" in life.finished.out
    assert "bedrock_policy_summarise = " in life.finished.out


def test_what_is_about_to_happen_is_said_before_it_does(life: _Life) -> None:
    says = life.failed.err

    bill, plan = says.index("bill: "), says.index("plan: 8 to add")
    assert bill < plan < says.index("+ module.key_eu_west_3: 2") < says.index("applying")
    assert "proof: covers all 8 planned resources" in says


def test_an_apply_of_what_is_there_has_nothing_to_do_and_asks_nothing(life: _Life) -> None:
    assert life.unchanged.exit_code == 0
    assert "nothing to do: the cloud is what the spec says" in life.unchanged.out
    assert "apply this?" not in life.unchanged.says


def test_a_cloud_that_has_drifted_is_told_by_name_and_by_exit_code(life: _Life) -> None:
    assert life.drifted.exit_code == 5
    assert "changed behind Terraform's back: module.observability_eu_west_3" in life.drifted.err
    assert "nothing was applied: this was a dry run" in life.drifted.out


def test_a_destruction_is_shown_and_asked_for(life: _Life) -> None:
    assert life.declined.exit_code == 2
    assert "  - module.key_eu_west_3.aws_kms_key.this" in life.declined.err
    assert "nothing was destroyed" in life.declined.err


def test_a_destruction_leaves_nothing(life: _Life) -> None:
    assert life.destroyed.exit_code == 0, life.destroyed.says
    assert "destroyed: 7 resource(s)" in life.destroyed.out
    assert life.left == []
    assert json.loads(life.state)["resources"] == []


@pytest.fixture(scope="module")
def interrupted(
    tmp_path_factory: pytest.TempPathFactory, installed_environment: dict[str, str]
) -> tuple[Ended, Ended]:
    """An apply that gets one Ctrl-C when the first resource stands, and the apply after it.

    As with a user: the provider is in the group of processes that a terminal interrupts.
    """
    folder = tmp_path_factory.mktemp("interrupted")
    spec = spec_file(folder, SINGLE.replace("topology: notes", "topology: halted"))
    words = ("apply", spec, "--auto-approve")
    with subprocess.Popen(
        command(*words),
        env=installed_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        heard = []
        for line in running.stderr:
            heard.append(line)
            if "✓ create" in line and not any("interrupted" in each for each in heard):
                running.send_signal(signal.SIGINT)
        out = running.stdout.read()
    first = Ended(running.returncode, out, "".join(heard))
    return first, topoplan(*words, environ=installed_environment)


def test_ctrl_c_is_passed_on_and_the_state_is_sound(interrupted: tuple[Ended, Ended]) -> None:
    first, _ = interrupted

    assert first.exit_code == 1
    assert "interrupted: waiting for Terraform to stop in good order" in first.err
    assert "stopped in good order and its state is sound" in first.err
    assert "run the same command again" in first.err
    assert "Traceback" not in first.says


def test_the_apply_after_ctrl_c_finishes(interrupted: tuple[Ended, Ended]) -> None:
    _, second = interrupted

    assert second.exit_code == 0, second.says
    assert "applied: " in second.out
    assert "8 to add" not in second.err
