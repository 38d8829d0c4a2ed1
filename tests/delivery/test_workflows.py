"""The action, and the workflows that we run and that we publish."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from planner.cli import main
from tests.changes.made import BASE, CHANGES
from tests.commenting.hosts import TOKEN, github
from tests.conftest import ROOT
from tests.spec.test_revisions import git

ACTION = ROOT / ".github" / "actions" / "topoplan" / "action.yml"
SCRIPT = ACTION.with_name("review.sh")
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PUBLISHED = sorted((ROOT / "docs" / "ci" / "github").glob("*.yml"))
RECIPES = [ROOT / "docs" / "ci" / name for name in ("gitlab-ci.yml", "atlantis.yaml")]
WORKFLOWS = [*OURS, *PUBLISHED]

_USED = re.compile(r"uses: (?P<name>[^@\s]+)@(?P<commit>[0-9a-f]{40}) # \S+")


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _linter(name: str) -> str:
    """A linter of the project's environment, or of the machine."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def _steps(document: Any) -> Iterator[dict[str, Any]]:
    if "runs" in document:
        yield from document["runs"]["steps"]
    for job in document.get("jobs", {}).values():
        yield from job["steps"]


def test_zizmor_finds_nothing() -> None:
    command = (_linter("zizmor"), "--offline", "--no-progress", "--persona=pedantic", "--quiet")

    done = subprocess.run(
        (*command, ACTION, *WORKFLOWS), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    command = (_linter("actionlint"), "-no-color", "-shellcheck=", "-pyflakes=")

    done = subprocess.run((*command, *WORKFLOWS), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [ACTION, *WORKFLOWS], ids=lambda file: file.name)
def test_what_is_used_is_pinned_to_a_commit(file: Path) -> None:
    used = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]

    assert used
    assert [line for line in used if not _USED.search(line)] == []


@pytest.mark.parametrize("file", [ACTION, *WORKFLOWS], ids=lambda file: file.name)
def test_no_script_is_put_together_from_expressions(file: Path) -> None:
    scripts = [str(step["run"]) for step in _steps(read(file)) if "run" in step]

    assert [script for script in scripts if "${{" in script] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_has_no_rights_but_those_that_a_job_asks_for(file: Path) -> None:
    document = read(file)

    assert document["permissions"] == {}
    for job in document["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]


def test_every_input_of_the_action_reaches_its_script() -> None:
    document = read(ACTION)
    step = next(step for step in document["runs"]["steps"] if step.get("id") == "review")
    passed = {re.sub(r"\W|inputs", "", text) for text in step["env"].values()}

    assert passed | {"pythonversion"} == {name.replace("-", "") for name in document["inputs"]}
    script = SCRIPT.read_text(encoding="utf-8")
    named = {"TOPOPLAN_KEY", "TOPOPLAN_HEADER", "TOPOPLAN_FOOTER", "TOPOPLAN_TEMPLATE"}
    assert all(name in script for name in step["env"].keys() - named - {"GITHUB_TOKEN"})


_COMMAND = re.compile(r"(?:^|[ (])topoplan ((?:plan|apply|check|review|verify)\b[^|)>\\\n]*)")


def _commands() -> Iterator[object]:
    for file in (*PUBLISHED, *RECIPES, SCRIPT):
        text = file.read_text(encoding="utf-8")
        for found in _COMMAND.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield pytest.param(found[1], id=f"{file.name}:{line}")


@pytest.mark.parametrize("words", tuple(_commands()))
def test_every_command_of_a_recipe_is_one(words: str) -> None:
    name, *rest = shlex.split(words)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    named = (each for each in command.params if isinstance(each, click.Option))
    known = {word for each in named for word in (*each.opts, *each.secondary_opts)}

    assert {word for word in rest if word.startswith("--") and word != "--"} <= known


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """What a runner sets, with topoplan where the action installs it."""
    bin_ = tmp_path / "runner" / "topoplan" / "bin"
    bin_.mkdir(parents=True)
    shim = bin_ / "topoplan"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planner "$@"\n')
    shim.chmod(0o755)
    (bin_ / "python").symlink_to(sys.executable)
    (tmp_path / "event.json").write_text('{"pull_request": {"number": 7}}')
    return {
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_REPOSITORY": "octo/app",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_TOKEN": TOKEN,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(tmp_path / "runner"),
    }


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    place = tmp_path / "checkout"
    place.mkdir()
    git(place, "init", "--quiet", "--initial-branch=main")
    (place / "topology.yaml").write_text(BASE)
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message", "first")
    (place / "topology.yaml").write_text(CHANGES["a-model-called-globally"])
    return place


def _ran(checkout: Path, runner: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    spec = {"TOPOPLAN_SPEC": "topology.yaml", "TOPOPLAN_BASE": "main"}
    return subprocess.run(
        ("bash", SCRIPT),
        cwd=checkout,
        env={**runner, **spec, **inputs},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_comments_and_tells_what_it_found(
    checkout: Path, runner: dict[str, str]
) -> None:
    with github() as world:
        done = _ran(checkout, runner, GITHUB_API_URL=world.address)

    told = dict(
        line.split("=", 1) for line in Path(runner["GITHUB_OUTPUT"]).read_text().splitlines()
    )
    assert done.returncode == 3, done.stderr
    assert (told["exit-code"], told["changed"]) == ("3", "true")
    assert told["digest"].startswith("sha256:")
    assert json.loads(Path(told["sarif"]).read_text())["version"] == "2.1.0"
    assert json.loads(Path(told["report"]).read_text())["schema"] == "topoplan/diff/v1"
    assert len(world.comments) == 1


def test_the_action_writes_a_summary_where_it_may_not_comment(
    checkout: Path, runner: dict[str, str]
) -> None:
    done = _ran(checkout, runner, TOPOPLAN_COMMENT="false")

    assert done.returncode == 3, done.stderr
    assert "2 endpoints violated" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()


def test_an_input_is_never_run(checkout: Path, runner: dict[str, str]) -> None:
    hostile = "$(touch owned)`touch owned`; touch owned\n--help"

    for name in ("SPEC", "BASE", "PLAN", "SET", "KEY", "HEADER", "FOOTER", "TEMPLATE"):
        with github() as world:
            inputs = {f"TOPOPLAN_{name}": hostile, "GITHUB_API_URL": world.address}
            _ran(checkout, runner, **inputs)

    assert not (checkout / "owned").exists()


def test_a_spec_that_cannot_be_read_fails_the_action(
    checkout: Path, runner: dict[str, str]
) -> None:
    (checkout / "topology.yaml").write_text("version: 2\n")

    done = _ran(checkout, runner)

    assert done.returncode == 2
    assert "topology.yaml:1" in done.stderr
