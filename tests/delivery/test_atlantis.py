"""`topoplan ci atlantis`: projects that Atlantis knows how to run."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest

from planner.terraform import locate_binary
from tests.cli.running import topoplan
from tests.conftest import ROOT
from tests.delivery.recipes import SHIM, STARTER, atlantis, ci, written
from tests.spec.test_revisions import git

_PROJECT = frozenset(
    (
        "name",
        "branch",
        "dir",
        "workspace",
        "execution_order_group",
        "delete_source_branch_on_merge",
        "repo_locking",
        "repo_locks",
        "custom_policy_check",
        "autoplan",
        "terraform_distribution",
        "terraform_version",
        "plan_requirements",
        "apply_requirements",
        "import_requirements",
        "silence_pr_comments",
        "depends_on",
        "workflow",
    )
)
_TOP = frozenset(
    (
        "version",
        "automerge",
        "autodiscover",
        "delete_source_branch_on_merge",
        "parallel_plan",
        "parallel_apply",
        "abort_on_execution_order_fail",
        "projects",
        "workflows",
        "allowed_regexp_prefixes",
    )
)
_BUILT_IN = frozenset(("init", "plan", "apply", "import", "state_rm"))
_REQUIREMENTS = frozenset(("approved", "mergeable", "undiverged"))


def _refuse_unknown(document: Mapping[str, Any]) -> None:
    """What Atlantis refuses to read.

    https://www.runatlantis.io/docs/repo-level-atlantis-yaml.html and custom-workflows.html, as of
    2026-08-22; it reads strictly, so that a key it doesn't know is an error.
    """
    assert document["version"] == 3
    assert set(document) <= _TOP
    names = [project["name"] for project in document["projects"]]
    assert len(set(names)) == len(names)
    for project in document["projects"]:
        assert set(project) <= _PROJECT
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", project["name"])
        assert ".." not in project["dir"]
        assert set(project["autoplan"]) <= {"enabled", "when_modified"}
        assert set(project["apply_requirements"]) <= _REQUIREMENTS
        assert project["workflow"] in document["workflows"]
        assert set(project.get("depends_on", ())) <= set(names)
    for workflow in document["workflows"].values():
        assert set(workflow) <= {"plan", "apply", "import", "state_rm"}
        for stage in workflow.values():
            assert set(stage) == {"steps"}
            for step in stage["steps"]:
                _refuse_unknown_step(step)


def _refuse_unknown_step(step: object) -> None:
    if isinstance(step, str):
        assert step in _BUILT_IN
        return
    assert isinstance(step, dict)
    assert len(step) == 1
    (kind,) = step
    match kind:
        case "run":
            assert isinstance(step["run"], str)
        case "env":
            assert set(step["env"]) in ({"name", "value"}, {"name", "command"})
        case _:
            pytest.fail(f"{kind} is no step")


def test_atlantis_knows_each_key(repository: Path) -> None:
    ci("atlantis", "topology.yaml")

    _refuse_unknown(atlantis(repository))


def test_a_key_that_atlantis_does_not_know_is_seen(repository: Path) -> None:
    ci("atlantis", "topology.yaml")
    document = atlantis(repository)
    document["projects"][0]["when_modified"] = ["*.tf"]

    with pytest.raises(AssertionError):
        _refuse_unknown(document)


def test_atlantis_runs_in_the_root_of_the_tree_and_finds_the_spec_from_there(
    repository: Path,
) -> None:
    done = ci("atlantis", "topology.yaml")
    (project,) = atlantis(repository)["projects"]

    assert done.exit_code == 0, done.says
    assert project["dir"] == "terraform/infra"
    assert (repository / project["dir"] / "../../topology.yaml").resolve() == (
        repository / "topology.yaml"
    )
    assert "../../topology.yaml" in project["autoplan"]["when_modified"]


def test_each_spec_has_a_project_that_is_planned_when_what_it_extends_changes(
    repository: Path, several: tuple[str, str]
) -> None:
    done = ci("atlantis", *several)
    document = atlantis(repository)

    assert done.exit_code == 0, done.says
    _refuse_unknown(document)
    assert [project["dir"] for project in document["projects"]] == [
        "chat/prod/terraform/infra",
        "chat/staging/terraform/infra",
    ]
    for project in document["projects"]:
        patterns = project["autoplan"]["when_modified"]
        named = [(repository / project["dir"] / path).resolve() for path in patterns]
        assert repository / "platform" / "eu.yaml" in named


def test_a_bucket_that_the_spec_names_needs_no_word_at_init(
    repository: Path, several: tuple[str, str]
) -> None:
    ci("atlantis", several[0])
    (workflow,) = atlantis(repository)["workflows"].values()

    assert [step for step in workflow["plan"]["steps"] if "env" in step] == []


def test_a_bucket_named_after_the_account_is_told_to_init(repository: Path) -> None:
    ci("atlantis", "topology.yaml")
    (workflow,) = atlantis(repository)["workflows"].values()
    command = workflow["plan"]["steps"][0]["env"]["command"]

    said = subprocess.run(
        ("sh", "-c", command),
        env={"AWS_ACCOUNT_ID": "123456789012"},
        capture_output=True,
        text=True,
        check=False,
    )
    unset = subprocess.run(
        ("sh", "-c", command), env={}, capture_output=True, text=True, check=False
    )

    assert said.stdout == "-backend-config=bucket=topoplan-state-123456789012-eu-central-1\n"
    assert unset.returncode != 0
    assert "AWS_ACCOUNT_ID" in unset.stderr


def test_a_root_without_a_state_is_no_project_and_the_file_says_why(repository: Path) -> None:
    ci("atlantis", "topology.yaml")
    text = (repository / "atlantis.yaml").read_text(encoding="utf-8")

    assert "dir: terraform/guardrails" not in text
    assert "# terraform/guardrails is no project: it keeps no state" in text


@pytest.mark.terraform
def test_the_steps_of_atlantis_end_well_in_a_repository_as_it_clones_one(
    repository: Path, terraform_environment: dict[str, str], tmp_path: Path
) -> None:
    """Each step in a shell of its own in the project's folder, with what Atlantis sets."""
    (repository / ".git").rmdir()
    text = STARTER.replace("my-assistant", "atlantis-steps")
    written(repository / "topology.yaml", text)
    git(repository, "init", "--quiet", "--initial-branch=main")
    for words in (("plan", "topology.yaml", "-q"), ("ci", "atlantis", "topology.yaml")):
        assert topoplan(*words).exit_code == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "first")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    (project,) = atlantis(repository)["projects"]
    stage = atlantis(repository)["workflows"][project["workflow"]]["plan"]["steps"]
    account = "123456789012"
    _bucket(f"topoplan-state-{account}-eu-central-1", terraform_environment)
    bin_ = tmp_path / "bin"
    written(bin_ / "topoplan", SHIM).chmod(0o755)
    (bin_ / "terraform").symlink_to(locate_binary(os.environ).path)
    environ = {
        **terraform_environment,
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PLANFILE": str(tmp_path / "default.tfplan"),
        "BASE_BRANCH_NAME": "main",
        "AWS_ACCOUNT_ID": account,
    }

    said = ""
    for step in stage:
        said += _step(step, repository / project["dir"], environ)

    assert "0 to change, 0 to destroy" in said


_BUILT_IN_COMMANDS = {
    "init": "terraform init -input=false -no-color",
    "plan": 'terraform plan -input=false -no-color -out "$PLANFILE"',
}


def _step(step: Any, folder: Path, environ: dict[str, str]) -> str:
    """What a step prints; one that sets a variable sets it for those after it."""
    if isinstance(step, str):
        command = _BUILT_IN_COMMANDS[step]
    else:
        command = step["env"]["command"] if "env" in step else step["run"]
    ran = subprocess.run(
        ("sh", "-c", command), cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    if isinstance(step, dict) and "env" in step:
        environ[step["env"]["name"]] = ran.stdout.removesuffix("\n")
    return ran.stdout


def _bucket(name: str, environ: Mapping[str, str]) -> None:
    session: Any = boto3.Session("sandbox", "sandbox", region_name="eu-central-1")
    store = session.client("s3", endpoint_url=environ["AWS_ENDPOINT_URL"])
    with contextlib.suppress(store.exceptions.BucketAlreadyOwnedByYou):
        store.create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
