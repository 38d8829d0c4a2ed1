"""The hooks that we publish, in a real repository, run by the real pre-commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.changes.made import BASE, CHANGES
from tests.conftest import ROOT
from tests.spec.test_revisions import git

HOOKS = ROOT / ".pre-commit-hooks.yaml"


def _hooks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a spec and its tree, committed, and our hooks over it."""
    place = tmp_path / "repository"
    place.mkdir()
    git(place, "init", "--quiet", "--initial-branch=main")
    (place / "topology.yaml").write_text(BASE)
    topoplan(place, "plan", "topology.yaml", "--quiet")
    # the published hooks, run by this checkout instead of being installed from it
    local = [hook | {"language": "system"} for hook in _hooks()]
    cost = next(hook for hook in local if hook["id"] == "topoplan-cost")
    cost["args"] = ["--max-increase", "10%"]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (place / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message", "first")
    return place


def topoplan(place: Path, *words: str) -> None:
    command = (sys.executable, "-m", "planner", *words)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=place, env=environ, check=True, capture_output=True)


def _ran(place: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """The hook over what is staged, as `git commit` runs it."""
    beside = Path(sys.executable).with_name("pre-commit")
    program = str(beside) if beside.is_file() else shutil.which("pre-commit")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("pre-commit is not installed")
        pytest.skip("pre-commit is not installed")
    bin_ = place.parent / "bin"
    bin_.mkdir(exist_ok=True)
    shim = bin_ / "topoplan"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planner "$@"\n')
    shim.chmod(0o755)
    git(place, "add", ".")
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    environ = {
        **kept,
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(place.parent / "pre-commit"),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        (program, "run", hook), cwd=place, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("hook", [each["id"] for each in _hooks()])
def test_a_commit_that_keeps_everything_passes(checkout: Path, hook: str) -> None:
    (checkout / "topology.yaml").write_text(BASE + "# a word\n")
    topoplan(checkout, "plan", "topology.yaml", "--quiet")

    done = _ran(checkout, hook)

    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_a_rule_that_is_violated_stops_a_commit(checkout: Path) -> None:
    (checkout / "topology.yaml").write_text(CHANGES["a-model-called-globally"])

    done = _ran(checkout, "topoplan-check")

    assert done.returncode == 1
    assert "exit code: 3" in done.stdout
    assert "SOV004" in done.stdout


def test_a_tree_that_was_not_written_anew_stops_a_commit(checkout: Path) -> None:
    (checkout / "topology.yaml").write_text(CHANGES["ten-times-the-traffic"])

    done = _ran(checkout, "topoplan-generated")

    assert "exit code: 5" in done.stdout
    assert "is not what the spec says" in done.stdout


def test_a_tree_that_somebody_edited_stops_a_commit(checkout: Path) -> None:
    main = checkout / "terraform" / "infra" / "main.tf"
    main.write_text(main.read_text() + "# mine\n")

    done = _ran(checkout, "topoplan-generated")

    assert "exit code: 5" in done.stdout
    assert "is not what the spec says" in done.stdout


def test_a_bill_that_rises_too_far_stops_a_commit(checkout: Path) -> None:
    (checkout / "topology.yaml").write_text(BASE.replace("200k", "400k"))
    # the tree is written anew, and its bill with it: it is the committed one that counts
    topoplan(checkout, "plan", "topology.yaml", "--quiet")

    done = _ran(checkout, "topoplan-cost")

    assert "exit code: 4" in done.stdout
    assert "fails:" in done.stdout


def test_files_that_are_no_topology_are_passed_over(checkout: Path) -> None:
    (checkout / "README.md").write_text("a word\n")

    done = _ran(checkout, "topoplan-check")

    assert "Skipped" in done.stdout
