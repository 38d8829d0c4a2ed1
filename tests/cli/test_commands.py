"""What the commands show when all is well."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.cli import COMMANDS
from planner.cli.progress import Progress
from planner.terraform import Event
from tests.applying.specs import SINGLE, WITH_STATE, spec_file
from tests.cli.running import Ended, command, topoplan

Invoke = Callable[..., Ended]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example(invoke: Invoke, name: str) -> None:
    helps = invoke(name, "--help").out

    assert re.search(rf"^  topoplan {name}\b", helps, re.MULTILINE) or f"topoplan {name}" in helps
    assert "Example" in helps


def test_help_lists_every_command_and_every_exit_code(invoke: Invoke) -> None:
    helps = invoke("--help").out

    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", helps, re.MULTILINE)] == []
    for code in range(6):
        assert f"{code} " in helps.partition("Exit codes:")[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str) -> None:
    environ = {**os.environ, "_TOPOPLAN_COMPLETE": f"{shell}_source"}

    assert "_TOPOPLAN_COMPLETE" in _as_installed(environ)


def test_completion_offers_commands_and_options() -> None:
    asked = {"COMP_WORDS": "topoplan ap", "COMP_CWORD": "1", "_TOPOPLAN_COMPLETE": "bash_complete"}

    assert _as_installed({**os.environ, **asked}) == "plain,apply\n"


def _as_installed(environ: Mapping[str, str]) -> str:
    """Run under the name that completion goes by."""
    code = "from planner.cli import main; main(prog_name='topoplan')"
    done = subprocess.run(
        (*command()[:1], "-c", code), env=dict(environ), capture_output=True, text=True, check=False
    )
    return done.stdout


def test_a_starter_spec_is_written_and_passes_its_own_check(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("init", tmp_path / "chat").exit_code == 0
    assert invoke("check", tmp_path / "chat/topology.yaml").exit_code == 0


@pytest.mark.parametrize("there", ["topology.yaml", "topology.schema.json"])
def test_a_starter_spec_replaces_nothing_and_comes_whole_or_not_at_all(
    invoke: Invoke, tmp_path: Path, there: str
) -> None:
    (tmp_path / there).write_text("mine")

    assert invoke("init", tmp_path).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


@pytest.mark.parametrize("code", ["TOP001", "TOP116", "SOV001", "COST004", "EVD003"])
def test_every_code_is_explained(invoke: Invoke, code: str) -> None:
    assert invoke("explain", code).out.startswith(f"{code}: ")


def test_an_unknown_code_names_the_way_to_the_known_ones(invoke: Invoke) -> None:
    ended = invoke("explain", "SOV999")

    assert (ended.exit_code, "topoplan explain" in ended.err) == (2, True)


def test_the_schema_is_json(invoke: Invoke) -> None:
    assert json.loads(invoke("schema").out)["type"] == "object"


def test_a_plan_prints_the_defaults_that_it_took_as_a_spec_would_spell_them(
    invoke: Invoke, tmp_path: Path
) -> None:
    out = invoke("plan", spec_file(tmp_path)).out

    taken = out.partition("taken by default:")[2]
    assert "  environment: prod\n" in taken
    assert "needs.tools: false\n" in taken


def test_a_plan_says_what_changed_since_the_last_tree(invoke: Invoke, tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    assert "  + infra/main.tf" in invoke("plan", spec).err
    spec_file(tmp_path, WITH_STATE)

    changed = invoke("plan", spec)

    assert "  ~ infra/backend.tf" in changed.err
    assert "infra/versions.tf" not in changed.err
    assert "is current" in invoke("plan", spec).err


def test_quiet_leaves_the_result_alone(invoke: Invoke, tmp_path: Path) -> None:
    ended = invoke("plan", spec_file(tmp_path), "--quiet")

    assert ended.err == ""
    assert re.fullmatch(r"sha256:[0-9a-f]{64}  \S+\n", ended.out)


def test_the_digest_of_a_plan_is_the_one_that_an_apply_expects(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = spec_file(tmp_path)
    digest = invoke("plan", spec, "--quiet").out.split()[0]
    monkeypatch.setenv("PATH", "/nowhere")

    assert "which is not the reviewed" not in invoke("apply", spec, "--expect", digest).says


def test_an_error_without_a_name_asks_for_a_report_and_shows_its_trace_on_request(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("planner.pipeline.lay_out", fail)
    spec = spec_file(tmp_path)

    ended = invoke("check", spec)

    assert ended.exit_code == 1
    assert "topoplan itself failed: ZeroDivisionError: of ours" in ended.err
    assert "TOPOPLAN_DEBUG=1" in ended.err
    monkeypatch.setenv("TOPOPLAN_DEBUG", "1")
    with pytest.raises(AssertionError):
        invoke("check", spec)


def test_doctor_names_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    environ = {**os.environ, "PATH": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    environ.pop("TOPOPLAN_TERRAFORM", None)

    ended = topoplan("doctor", environ=environ)

    assert ended.exit_code == 1
    assert "miss terraform: neither `terraform` nor `tofu` is on the PATH" in ended.out
    assert "= fix: install Terraform" in ended.out
    assert "ok   sandbox: moto is installed" in ended.out


@pytest.mark.terraform
def test_doctor_is_content_where_everything_is_there(installed_environment: dict[str, str]) -> None:
    ended = topoplan("doctor", environ=installed_environment)

    assert ended.exit_code == 0
    assert "ok   aws credentials: arn:aws:sts::123456789012:" in ended.out


def _on_a_terminal(*words: object, **environ: str) -> str:
    """All that a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    own = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    with subprocess.Popen(
        command(*words), stdout=theirs, stderr=theirs, env={**own, "TERM": "xterm", **environ}
    ):
        os.close(theirs)
        with os.fdopen(ours, "rb") as shown:
            return b"".join(_until_the_end(shown.fileno())).decode()


def _until_the_end(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # how Linux ends a terminal
            return
        if not part:
            return
        yield part


_VIOLATED = SINGLE.replace("[internal]", "[personal]") + "policy: {processing: [CH]}\n"


@pytest.mark.parametrize(
    ("text", "name"), [(_VIOLATED, "check"), ("a: [", "check"), (SINGLE, "destroy")]
)
def test_a_terminal_gets_colours_unless_they_are_unwanted(
    tmp_path: Path, text: str, name: str
) -> None:
    spec = spec_file(tmp_path, text)
    (tmp_path / "terraform").touch()

    assert "\x1b[" in _on_a_terminal(name, spec)
    assert "\x1b[" not in _on_a_terminal(name, spec, NO_COLOR="1")
    assert "\x1b[" not in _on_a_terminal(name, spec, TERM="dumb")


def test_colours_can_be_asked_for_in_a_pipe(tmp_path: Path) -> None:
    spec = spec_file(tmp_path, _VIOLATED)

    assert "\x1b[" in topoplan("check", spec, environ={**os.environ, "FORCE_COLOR": "1"}).out
    assert "\x1b[" not in topoplan("check", spec).out


class _Clock:
    """A clock that is set by hand, for the silences of a run."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def _silent_for(seconds: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[Progress]:
    clock = _Clock()
    monkeypatch.setattr("planner.cli.progress.monotonic", clock)
    monkeypatch.setattr("planner.cli.progress._TICK_S", 0.01)
    with Progress(quiet=False) as progress:
        yield progress
        clock.now = seconds
        progress._ended.wait(0.2)  # noqa: SLF001 - a few ticks


def test_a_long_silence_is_broken_by_what_is_under_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _silent_for(11, monkeypatch) as progress:
        progress.step("planning")
        progress.on_event(Event("refresh_start", "", address="aws_vpc.this"))

    assert "    11 s … reading aws_vpc.this\n" in capsys.readouterr().err


def test_a_short_silence_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with _silent_for(3, monkeypatch) as progress:
        progress.step("planning")

    assert capsys.readouterr().err == "planning\n"


def test_a_terminal_is_told_within_seconds_on_one_line_that_goes_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    with _silent_for(3, monkeypatch) as progress:
        progress.step("planning")

    told = capsys.readouterr().err
    assert "     3 s … planning" in told
    assert told.endswith("\r\x1b[K")
