"""Whatever goes wrong: one clear message, what to do about it, the right exit code."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.terraform import LOCK
from tests.applying.specs import SINGLE, WITH_STATE, spec_file
from tests.cli.running import DOCUMENTED, Ended, command, topoplan

_HOSTILE = '"\\e[31mevil\\e[0m": ' + "\N{RIGHT-TO-LEFT OVERRIDE}x\n"
_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


def _is_refused(ended: Ended, exit_code: int, *words: str) -> None:
    assert ended.exit_code == exit_code, ended.says
    for word in words:
        assert word in ended.err
    assert "Traceback" not in ended.says
    assert "topoplan itself failed" not in ended.says


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "the file holds no spec"),
        ("a: [", "this is not YAML"),
        ("\0", "U+0000"),
        (_BOMB, "TOP"),
        (SINGLE + _HOSTILE, "TOP"),
        (SINGLE + "endpionts: {}\n", "no key `endpionts` here"),
        (SINGLE.replace("eu-central-1", "eu-centrl-1"), "eu-central-1"),
    ],
    ids=["empty", "broken", "binary", "bomb", "hostile", "unknown key", "misspelt"],
)
def test_a_spec_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, text: str, word: str
) -> None:
    ended = topoplan("check", spec_file(tmp_path, text))

    _is_refused(ended, 2, word, "topology.yaml:")
    assert ended.out == ""


@pytest.mark.parametrize("path", ["missing.yaml", ".", "/dev/null", "a\nb.yaml", "x" * 300])
def test_a_path_that_is_no_file_is_refused(path: str) -> None:
    _is_refused(topoplan("check", path), 2, "can't be read")


def test_no_control_character_of_a_spec_reaches_the_terminal(tmp_path: Path) -> None:
    ended = topoplan("check", spec_file(tmp_path, SINGLE + _HOSTILE))

    assert "\x1b" not in ended.says
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in ended.says


@pytest.mark.parametrize("name", ["check", "plan", "cost", "apply", "destroy"])
def test_every_command_refuses_a_broken_spec_alike(tmp_path: Path, name: str) -> None:
    _is_refused(topoplan(name, spec_file(tmp_path, "a: [")), 2, "this is not YAML")


def test_a_command_that_is_misspelt_offers_the_nearest() -> None:
    _is_refused(topoplan("chekc"), 2, "Did you mean `check`?")


def test_a_violated_rule_stops_an_apply_before_anything_is_written(tmp_path: Path) -> None:
    text = SINGLE.replace("[internal]", "[personal]") + "policy: {processing: [CH]}\n"
    spec = spec_file(tmp_path, text)

    ended = topoplan("apply", spec, "--auto-approve")

    _is_refused(ended, 3, "SOV", "topoplan check")
    assert not (tmp_path / "terraform").exists()


def test_a_bill_over_the_budget_stops_an_apply(tmp_path: Path) -> None:
    ended = topoplan("apply", spec_file(tmp_path, SINGLE + "policy: {budget: {monthly: 1 USD}}\n"))

    _is_refused(ended, 4, "COST004")


def test_another_digest_than_the_reviewed_one_is_refused(tmp_path: Path) -> None:
    ended = topoplan("apply", spec_file(tmp_path), "--expect", "sha256:" + "0" * 64)

    _is_refused(ended, 5, "which is not the reviewed sha256:0000", "review the new tree")
    assert not (tmp_path / "terraform").exists()


def test_an_edited_file_is_refused_by_name_until_it_may_be_replaced(tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    main = tmp_path / "terraform/infra/main.tf"
    main.write_text(main.read_text() + "# mine\n")

    _is_refused(topoplan("plan", spec), 5, "infra/main.tf", "--overwrite")
    assert topoplan("plan", spec, "--overwrite").exit_code == 0
    assert "# mine" not in main.read_text()


def test_a_tree_that_is_not_current_is_told_by_check_and_left_alone(tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    spec_file(tmp_path, WITH_STATE)

    ended = topoplan("plan", spec, "--check", "--quiet")

    _is_refused(ended, 5, "is not what the spec says")
    assert "s3" not in (tmp_path / "terraform/infra/backend.tf").read_text()


def test_an_apply_may_be_bound_to_the_tree_that_is_there(tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    spec_file(tmp_path, WITH_STATE)

    _is_refused(topoplan("apply", spec, "--locked"), 5, "topology.yaml has changed")


def test_a_garbage_lock_is_refused_and_says_how_to_go_on(tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    (tmp_path / "terraform" / LOCK).write_text("<<<<<<< HEAD")

    _is_refused(topoplan("plan", spec), 5, "topoplan.lock is no lock", "--overwrite")
    assert topoplan("plan", spec, "--overwrite").exit_code == 5
    (tmp_path / "terraform" / LOCK).unlink()
    assert topoplan("plan", spec, "--overwrite").exit_code == 0


def test_a_file_of_ones_own_beside_the_root_is_refused_before_terraform_reads_it(
    tmp_path: Path,
) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    (tmp_path / "terraform/infra/override.tf").write_text("# mine\n")

    _is_refused(topoplan("apply", spec), 5, "infra/override.tf", "a root of its own")


@pytest.mark.parametrize("name", ["plan", "apply", "destroy"])
def test_a_file_in_the_way_of_the_tree_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "terraform").write_text("mine")

    ended = topoplan(name, spec_file(tmp_path))

    _is_refused(ended, 1, "terraform is in the way")
    assert (tmp_path / "terraform").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    _is_refused(topoplan("plan", spec_file(tmp_path), "--out", "/proc/nowhere"), 1, "/proc/nowhere")


def test_a_disk_that_takes_no_more_leaves_the_old_tree(tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    before = {
        path: path.read_bytes() for path in (tmp_path / "terraform").rglob("*.*") if path.is_file()
    }
    spec_file(tmp_path, WITH_STATE)

    done = subprocess.run(
        command("plan", spec),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )

    _is_refused(Ended(done.returncode, done.stdout, done.stderr), 1, "File too large", "make room")
    after = {
        path: path.read_bytes() for path in (tmp_path / "terraform").rglob("*.*") if path.is_file()
    }
    assert after == before


def test_a_full_disk_under_the_output_is_said_on_the_way_out(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("check", spec_file(tmp_path)),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    _is_refused(Ended(done.returncode, "", done.stderr), 1, "No space left on device")


def test_a_reader_that_goes_away_is_no_failure_worth_words(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("cost", spec_file(tmp_path)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (1, b"")


def test_a_missing_terraform_says_how_to_get_one(tmp_path: Path) -> None:
    environ = {**os.environ, "PATH": "/nowhere"}
    environ.pop("TOPOPLAN_TERRAFORM", None)

    ended = topoplan("apply", spec_file(tmp_path), environ=environ)

    _is_refused(ended, 1, "neither `terraform` nor `tofu` is on the PATH", "install Terraform")


@pytest.fixture
def outside() -> dict[str, str]:
    """An environment without any AWS."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return {**own, **nothing, "AWS_EC2_METADATA_DISABLED": "true"}


@pytest.mark.terraform
def test_no_credentials_say_how_to_log_in(tmp_path: Path, outside: dict[str, str]) -> None:
    ended = topoplan("apply", spec_file(tmp_path), environ=outside)

    _is_refused(ended, 1, "can't tell who you are to AWS", "aws sso login", "--sandbox")


@pytest.mark.terraform
def test_a_dead_endpoint_is_told_at_once(tmp_path: Path, outside: dict[str, str]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}"

    ended = topoplan("apply", spec_file(tmp_path), environ={**outside, "AWS_ENDPOINT_URL": dead})

    _is_refused(ended, 1, f"nothing listens at AWS_ENDPOINT_URL={dead}")


@pytest.mark.terraform
def test_a_state_that_an_apply_could_not_save_is_saved_before_the_next_one(
    tmp_path: Path, terraform_environment: dict[str, str]
) -> None:
    spec = spec_file(tmp_path)
    topoplan("plan", spec)
    (tmp_path / "terraform/infra/errored.tfstate").write_text("{}")

    ended = topoplan("apply", spec, "--auto-approve", environ=terraform_environment)

    _is_refused(ended, 1, "could not save its state", "state push errored.tfstate")


@pytest.mark.terraform
def test_nobody_there_to_answer_is_a_no(
    tmp_path: Path, terraform_environment: dict[str, str]
) -> None:
    ended = topoplan("apply", spec_file(tmp_path), environ=terraform_environment)

    _is_refused(ended, 2, "nothing was applied", "--auto-approve")


def test_the_sandbox_takes_no_folder_that_would_outlive_it(tmp_path: Path) -> None:
    ended = topoplan("apply", spec_file(tmp_path), "--sandbox", "--out", tmp_path / "tree")

    _is_refused(ended, 2, "--sandbox takes no --out")


_PLAN = '{"format_version": "1.2", "resource_changes": %s, "configuration": {}}'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "is empty"),
        ('{"resource_changes": [', "is no JSON"),
        ("[" * 200_000, "is no Terraform plan"),
        ("PK\x03\x04\xff", "is the planfile itself"),
        ("[]", "is no Terraform plan"),
        ('{"format_version": "1.0", "values": {}}', "is a state"),
        ("{}", "is no Terraform plan"),
        (_PLAN % "3", "is no Terraform plan"),
        (_PLAN % "[{}]", "is no Terraform plan"),
        (_PLAN % '[{"mode": "managed", "change": null}]', "is no Terraform plan"),
        ((_PLAN % "[]").replace("{}}", '{}, "errored": true}'), "is of a plan that failed"),
    ],
    ids=[
        "empty",
        "cut",
        "deep",
        "planfile",
        "list",
        "state",
        "object",
        "number",
        "bare",
        "null",
        "failed",
    ],
)
def test_what_is_no_plan_of_terraform_cannot_be_verified(
    tmp_path: Path, text: str, word: str
) -> None:
    planfile = tmp_path / "plan.json"
    planfile.write_bytes(text.encode("latin-1"))

    _is_refused(topoplan("verify", planfile, "--spec", spec_file(tmp_path)), 2, word, "show -json")


def test_an_empty_plan_lacks_what_was_proved(tmp_path: Path) -> None:
    planfile = tmp_path / "plan.json"
    planfile.write_text(_PLAN % "[]")

    ended = topoplan("verify", planfile, "--spec", spec_file(tmp_path))

    assert ended.exit_code == 3
    assert "encryption.eu-central-1/key: nothing in the Terraform plan, 1.00 USD" in ended.out


_WORDS = st.sampled_from(SINGLE.split())
_MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(SINGLE)),
        st.integers(0, 30),
        st.one_of(_WORDS, st.text(max_size=6), st.sampled_from(["null", "[]", "{}", "-1", "!!x"])),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.property
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_MUTATIONS)
def test_no_spec_ends_in_a_traceback_or_an_exit_code_of_its_own(
    tmp_path: Path, invoke: Callable[..., Ended], mutations: list[tuple[int, int, str]]
) -> None:
    text = SINGLE
    for at, length, new in mutations:
        text = text[:at] + new + text[at + length :]
    spec = tmp_path / "mutated.yaml"
    spec.write_bytes(text.encode("utf-8", "surrogatepass"))

    for name in ("check", "cost", "plan"):
        ended = invoke(name, spec)
        assert ended.exit_code in DOCUMENTED - {1}, ended.says
        assert "topoplan itself failed" not in ended.says
