"""`topoplan ci gitlab`: jobs as a runner of GitLab has them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.delivery.recipes import SHIM, ci, written
from tests.spec.test_revisions import git


def test_jobs_are_of_the_branch_that_is_named(repository: Path) -> None:
    ci("gitlab", "topology.yaml", "--branch", "trunk")
    jobs = _jobs(repository)

    for job in ("apply", "drift"):
        (rule,) = jobs[f"{job} my-assistant-prod"]["rules"]
        assert '$CI_COMMIT_BRANCH == "trunk"' in rule["if"]


def test_a_schedule_of_gitlab_looks_for_drift_and_applies_nothing(repository: Path) -> None:
    ci("gitlab", "topology.yaml")
    jobs = _jobs(repository)
    scheduled = '$CI_PIPELINE_SOURCE == "schedule"'

    assert scheduled in jobs["drift my-assistant-prod"]["rules"][0]["if"]
    # `changes` is always true in a scheduled pipeline
    assert '$CI_PIPELINE_SOURCE != "schedule"' in jobs["apply my-assistant-prod"]["rules"][0]["if"]
    assert "--dry-run --detailed-exitcode" in jobs["drift my-assistant-prod"]["script"][-1]


_TOKENS = {
    "topology.yaml": ("AWS_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE"),
    "gcp-h100-pool": ("GOOGLE_TOKEN", "GOOGLE_APPLICATION_CREDENTIALS"),
}


@pytest.mark.parametrize("job", ["apply", "drift"])
@pytest.mark.parametrize("spec", _TOKENS)
def test_a_token_of_gitlab_lies_in_a_file_of_the_job_alone_and_is_removed(
    spec: str, job: str, repository: Path, tmp_path: Path
) -> None:
    if spec != "topology.yaml":
        text = (ROOT / "examples" / spec / "topology.yaml").read_text(encoding="utf-8")
        written(repository / "topology.yaml", text)
    token, variable = _TOKENS[spec]
    ci("gitlab", "topology.yaml")
    (found,) = [one for name, one in _jobs(repository).items() if name.startswith(f"{job} ")]
    builds, seen = tmp_path / "builds", tmp_path / "seen"
    builds.mkdir()
    stub = f'#!/bin/sh\ncat "${variable}" >> {seen}\n'
    written(tmp_path / "bin" / "topoplan", stub).chmod(0o755)
    google = written(tmp_path / "google.json", '{"credential_source": {"file": "TOKEN_FILE"}}')

    for number in ("41", "42"):
        environ = {
            token: f"secret-{number}",
            "CI_BUILDS_DIR": str(builds),
            "CI_JOB_ID": number,
            "GOOGLE_CREDENTIALS_CONFIG": str(google),
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        }
        done = _script(found["script"], environ)
        assert done.returncode == 0, done.stderr
    said = seen.read_text(encoding="utf-8")
    named = [Path(path).read_text("utf-8") for path in re.findall(r'"file": "([^"]+)"', said)]
    modes = {path.stat().st_mode & 0o777 for path in builds.iterdir()}
    for number in ("41", "42"):
        left = _script(found["after_script"], {**environ, "CI_JOB_ID": number})
        assert left.returncode == 0, left.stderr

    assert {*named, *re.findall(r"secret-\d+", said)} == {"secret-41", "secret-42"}
    assert modes == {0o700}
    assert list(builds.iterdir()) == []


def _jobs(repository: Path) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.load(
        (repository / ".gitlab-ci.yml").read_text(encoding="utf-8"),
        Loader=_GitLab,  # noqa: S506 - a safe loader, with one tag more
    )
    return jobs


class _GitLab(yaml.SafeLoader):
    """YAML with GitLab's reference to another job."""


_GitLab.add_constructor("!reference", lambda loader, node: loader.construct_sequence(node))  # type: ignore[arg-type]  # a sequence, by GitLab's word


@pytest.fixture
def merge_request(repository: Path, tmp_path: Path) -> dict[str, str]:
    """What GitLab sets for a merge request, with topoplan on the PATH; the tree was forgotten."""
    (repository / ".git").rmdir()
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "topology.yaml")
    git(repository, "commit", "--quiet", "--message", "first")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    bin_ = tmp_path / "bin"
    written(bin_ / "topoplan", SHIM).chmod(0o755)
    return {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


def _script(lines: list[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The lines of a job in one shell that ends with the first that fails, as a runner has it."""
    command = ("bash", "-eo", "pipefail", "-c", "\n".join(lines))
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_a_review_of_gitlab_is_written_where_the_tree_is_missing_and_the_job_fails(
    repository: Path, merge_request: dict[str, str]
) -> None:
    ci("gitlab", "topology.yaml")

    done = _script(_jobs(repository)["review my-assistant-prod"]["script"], merge_request)

    assert done.returncode == 5, done.stderr
    assert "<testsuite" in (repository / "findings.xml").read_text("utf-8")
    assert "1 endpoint proven" in (repository / "review.md").read_text("utf-8")
