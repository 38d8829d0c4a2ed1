"""The real Terraform, run: progress, errors, locks and interrupts."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import TerraformError
from planner.planfile import SENSITIVE
from planner.sandbox import Emulator
from planner.terraform.events import Event
from planner.terraform.failures import StateLocked, failure, interrupted
from planner.terraform.locating import Binary
from planner.terraform.running import ApplySummary, Terraform
from tests.sandbox.clients import client

pytestmark = pytest.mark.terraform

_TWO_STEPS = """
variable "number" {
  default = 1
}
resource "terraform_data" "first" {
  input            = var.number
  triggers_replace = var.number
}
resource "terraform_data" "second" {
  input = terraform_data.first.output
}
output "open" {
  value = terraform_data.second.output
}
output "closed" {
  value     = "hush"
  sensitive = true
}
"""
_SLOW = """
resource "terraform_data" "made" {}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.made]
  provisioner "local-exec" {
    command = "test -e %s || sleep 60"
  }
}
"""
_SECRET = """
provider "aws" {
  region = "eu-central-1"
}
resource "aws_secretsmanager_secret" "this" {
  name                    = "drifting"
  description             = "as written"
  recovery_window_in_days = 0
}
"""
_S3_STATE = """
terraform {
  backend "s3" {
    use_lockfile = true
  }
}
"""

Write = Callable[..., Terraform]


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def root(tmp_path: Path, terraform_binary: Binary, events: list[Event]) -> Write:
    """Writes a root and gives the Terraform in it."""

    def write(text: str, **variables: str) -> Terraform:
        (tmp_path / "main.tf").write_text(text, encoding="utf-8")
        own = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))}
        return Terraform(terraform_binary, tmp_path, {**own, **variables}, events.append)

    return write


def _apply(terraform: Terraform) -> ApplySummary:
    planfile = terraform.folder / "planfile"
    terraform.init({})
    terraform.plan(planfile)
    return terraform.apply(planfile)


def _addresses(terraform: Terraform) -> set[str]:
    state = json.loads((terraform.folder / "terraform.tfstate").read_text(encoding="utf-8"))
    return {f"{resource['type']}.{resource['name']}" for resource in state["resources"]}


def test_a_plan_is_applied_and_a_second_plan_is_empty(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    terraform.init({})
    terraform.validate()

    first = terraform.plan(tmp_path / "first")
    done = terraform.apply(tmp_path / "first")
    second = terraform.plan(tmp_path / "second")

    assert (first.add, first.changes) == (2, True)
    assert done == ApplySummary(add=2, change=0, destroy=0)
    assert (second.add, second.change, second.destroy, second.changes) == (0, 0, 0, False)


def test_a_change_of_an_output_alone_counts_as_a_change(root: Write, tmp_path: Path) -> None:
    _apply(root(_TWO_STEPS))
    terraform = root(_TWO_STEPS + 'output "new" {\n  value = 1\n}\n')

    summary = terraform.plan(tmp_path / "planfile")

    assert (summary.add, summary.changes) == (0, True)


def test_what_is_replaced_is_named(root: Write, tmp_path: Path) -> None:
    _apply(root(_TWO_STEPS))

    summary = root(_TWO_STEPS, TF_VAR_number="2").plan(tmp_path / "planfile")

    assert summary.replaced == ("terraform_data.first",)


def test_what_was_changed_behind_our_back_is_named_and_nothing_else(
    tmp_path: Path,
    terraform_binary: Binary,
    terraform_environment: dict[str, str],
    emulator: Emulator,
) -> None:
    (tmp_path / "main.tf").write_text(_SECRET, encoding="utf-8")
    terraform = Terraform(terraform_binary, tmp_path, terraform_environment)
    _apply(terraform)

    untouched = terraform.plan(tmp_path / "planfile")
    client(emulator, "secretsmanager").update_secret(SecretId="drifting", Description="other")
    touched = terraform.plan(tmp_path / "planfile")

    assert untouched.drifted == ()
    assert touched.drifted == ("aws_secretsmanager_secret.this",)


def test_a_destroy_leaves_nothing(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    _apply(terraform)

    summary = terraform.plan(tmp_path / "planfile", destroy=True)
    terraform.apply(tmp_path / "planfile")

    assert summary.destroy == 2
    assert _addresses(terraform) == set()


def test_every_step_is_told_as_it_happens(root: Write, events: list[Event]) -> None:
    _apply(root(_TWO_STEPS))

    steps = [(e.kind, e.address) for e in events if e.kind in ("apply_start", "apply_complete")]
    assert steps == [
        ("apply_start", "terraform_data.first"),
        ("apply_complete", "terraform_data.first"),
        ("apply_start", "terraform_data.second"),
        ("apply_complete", "terraform_data.second"),
    ]
    assert all(event.elapsed_s is not None for event in events if event.kind == "apply_complete")


def test_outputs_are_given_and_a_secret_is_masked(root: Write, events: list[Event]) -> None:
    terraform = root(_TWO_STEPS)
    _apply(terraform)

    assert terraform.outputs() == {"open": 1, "closed": SENSITIVE}
    assert "hush" not in repr(events)


def test_a_planfile_is_shown_as_json(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    terraform.init({})
    terraform.plan(tmp_path / "planfile")

    assert len(terraform.show(tmp_path / "planfile")["resource_changes"]) == 2


def test_an_error_names_the_resource_and_the_line(root: Write) -> None:
    terraform = root(
        'resource "terraform_data" "this" {\n  provisioner "local-exec" {\n'
        '    command = "echo too small >&2; exit 3"\n  }\n}\n'
    )

    with pytest.raises(TerraformError) as failed:
        _apply(terraform)

    assert "terraform apply failed" in failed.value.message
    assert "(terraform_data.this, main.tf:2)" in failed.value.message
    assert "too small" in failed.value.message


def test_a_configuration_that_makes_no_sense_is_not_valid(root: Write) -> None:
    terraform = root('output "x" {\n  value = terraform_data.missing.id\n}\n')
    terraform.init({})

    with pytest.raises(TerraformError, match=r"Reference to undeclared resource \(main.tf:2\)"):
        terraform.validate()


def test_a_file_that_is_no_planfile_is_refused(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    terraform.init({})
    (tmp_path / "planfile").write_text("no plan", encoding="utf-8")

    with pytest.raises(TerraformError) as failed:
        terraform.show(tmp_path / "planfile")

    assert "│" not in failed.value.message
    assert "planfile" in failed.value.message


def test_a_stale_planfile_says_to_plan_again(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    terraform.init({})
    terraform.plan(tmp_path / "stale")
    _apply(terraform)

    with pytest.raises(TerraformError, match="stale") as failed:
        terraform.apply(tmp_path / "stale")

    assert "run the same command again" in failed.value.mend


def test_an_unreachable_registry_says_how_to_use_a_mirror(root: Write) -> None:
    terraform = root(
        'terraform {\n  required_providers {\n    x = { source = "registry.invalid/a/b" }\n  }\n}\n'
    )

    with pytest.raises(TerraformError) as failed:
        terraform.init({})

    assert "TOPOPLAN_TF_MIRROR" in failed.value.mend


def test_a_dead_endpoint_is_refused_before_terraform_starts(
    root: Write, tmp_path: Path, events: list[Event]
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}"
    terraform = root(_TWO_STEPS, AWS_ENDPOINT_URL=dead)

    with pytest.raises(TerraformError, match="nothing listens at AWS_ENDPOINT_URL") as refused:
        terraform.plan(tmp_path / "planfile")

    assert "unset AWS_ENDPOINT_URL" in refused.value.mend
    assert events == []


def test_missing_credentials_say_how_to_log_in(
    tmp_path: Path, terraform_binary: Binary, installed_environment: dict[str, str]
) -> None:
    none = {k: v for k, v in installed_environment.items() if "ACCESS_KEY" not in k}
    terraform = Terraform(terraform_binary, tmp_path, none)
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region = "eu-central-1"\n}\nresource "aws_sqs_queue" "this" {}\n',
        encoding="utf-8",
    )
    terraform.init({})

    with pytest.raises(TerraformError, match="No valid credential sources") as failed:
        terraform.plan(tmp_path / "planfile")

    assert "aws sso login" in failed.value.mend


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        ("ExpiredToken: The security token included in the request is expired", "aws sso login"),
        ("api error InvalidClientTokenId: The security token is invalid", "get-caller-identity"),
        ("AccessDenied: not authorized to perform: eks:CreateCluster", "that is named above"),
        ("InsufficientInstanceCapacity: no p5.48xlarge in eu-north-1a", "add zones"),
        ("VcpuLimitExceeded: you have requested more vCPU capacity", "Service Quotas"),
        ('S3 bucket "state" does not exist', "create the bucket"),
        ("write /tmp/x: no space left on device", "disk space"),
        ("Backend configuration changed", "init -migrate-state"),
        ("Inconsistent dependency lock file", "init -upgrade"),
        (
            "Failed to query available provider packages: must\nuse terraform init -upgrade",
            "init -upgrade",
        ),
    ],
)
def test_a_known_failure_comes_with_its_mending(tmp_path: Path, said: str, mend: str) -> None:
    assert mend in failure("apply", "terraform", tmp_path, (), said).mend


def test_a_state_that_could_not_be_saved_is_saved_first(tmp_path: Path) -> None:
    (tmp_path / "errored.tfstate").touch()

    error = failure("apply", "tofu", tmp_path, (), "Failed to persist state")

    assert error.mend == (
        f"save the state first: tofu -chdir={tmp_path} state push errored.tfstate"
    )


def test_a_second_interrupt_does_not_claim_a_sound_state(tmp_path: Path) -> None:
    error = interrupted("apply", "terraform", tmp_path, times=2, finished=False)

    assert "may be missing in the state" in error.message
    assert error.mend == f"compare with the cloud: terraform -chdir={tmp_path} plan"


def test_an_interrupt_after_the_end_says_that_the_command_had_finished(tmp_path: Path) -> None:
    error = interrupted("apply", "terraform", tmp_path, times=1, finished=True)

    assert "apply had already finished" in error.message


def _interrupting(terraform: Terraform, at: str) -> Terraform:
    """Presses Ctrl-C once, when an event of this kind comes."""
    pressed: list[Event] = []

    def on_event(event: Event) -> None:
        terraform.on_event(event)
        if event.kind == at and not pressed:
            pressed.append(event)
            os.kill(os.getpid(), signal.SIGINT)

    return Terraform(terraform.binary, terraform.folder, terraform.environ, on_event)


def test_an_interrupted_apply_keeps_its_state_and_the_next_one_goes_on(
    root: Write, tmp_path: Path, events: list[Event]
) -> None:
    terraform = root(_SLOW % (tmp_path / "fast"))
    terraform.init({})
    terraform.plan(tmp_path / "planfile")

    with pytest.raises(TerraformError, match=r"interrupted: .*state is sound") as stopped:
        _interrupting(terraform, "provision_start").apply(tmp_path / "planfile")

    assert "goes on where this one stopped" in stopped.value.mend
    assert [event.message for event in events if event.kind == "interrupt"] == [
        "interrupted: waiting for Terraform to stop in good order"
    ]
    assert "terraform_data.made" in _addresses(terraform)
    (tmp_path / "fast").touch()
    _apply(terraform)
    assert not terraform.plan(tmp_path / "planfile").changes


def test_an_interrupt_at_the_last_moment_does_not_go_unheard(root: Write, tmp_path: Path) -> None:
    terraform = root(_TWO_STEPS)
    terraform.init({})

    with pytest.raises(TerraformError, match="interrupted"):
        _interrupting(terraform, "outputs").plan(tmp_path / "planfile")


def _bucket(emulator: Emulator, name: str) -> dict[str, str]:
    """A bucket for states, and the backend settings that name it."""
    region = emulator.environment["AWS_REGION"]
    place = {"LocationConstraint": region}
    client(emulator, "s3").create_bucket(Bucket=name, CreateBucketConfiguration=place)
    return {"bucket": name, "key": "infra.tfstate", "region": region}


def test_a_locked_state_says_who_holds_it_and_how_to_unlock_it(
    root: Write, tmp_path: Path, emulator: Emulator
) -> None:
    terraform = root(_S3_STATE + _SLOW % (tmp_path / "fast"), **emulator.environment)
    terraform.init(_bucket(emulator, "locked-states"))
    terraform.plan(tmp_path / "planfile")
    holder = _Holder(terraform, tmp_path / "planfile")

    with holder, pytest.raises(StateLocked) as refused:
        terraform.plan(tmp_path / "other")

    lock = refused.value.lock
    assert lock.operation == "apply"
    assert "@" in lock.who
    assert refused.value.unlock == f"terraform -chdir={tmp_path} force-unlock {lock.id}"
    assert refused.value.unlock in refused.value.mend


class _Holder:
    """Another Terraform in the midst of an apply, which is stopped in good order at the end."""

    def __init__(self, terraform: Terraform, planfile: Path) -> None:
        self._terraform, self._planfile = terraform, planfile

    def __enter__(self) -> None:
        holding = threading.Event()
        self._process = subprocess.Popen(
            (self._terraform.binary.path, "apply", "-json", str(self._planfile)),
            cwd=self._terraform.folder,
            env=dict(self._terraform.environ),
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(holding,))
        self._reader.start()
        assert holding.wait(30)

    def _read(self, holding: threading.Event) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "provision_start" in line:
                holding.set()

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._reader.join()
