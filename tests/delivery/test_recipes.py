"""`topoplan ci`: what a pipeline runs, written for somebody's own specs."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from click.testing import CliRunner

from planner.cli import main
from planner.delivery import SYSTEMS
from planner.terraform import locate_binary
from tests.cli.running import Ended, topoplan
from tests.conftest import ROOT
from tests.delivery.test_workflows import _linter
from tests.spec.test_revisions import git

STARTER = (ROOT / "templates" / "specs" / "starter.yaml").read_text(encoding="utf-8")
PUBLISHED = {
    ".github/workflows/my-assistant-prod-review.yml": "github/review.yml",
    ".github/workflows/my-assistant-prod-apply.yml": "github/apply.yml",
    ".github/workflows/my-assistant-prod-drift.yml": "github/drift.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    "atlantis.yaml": "atlantis.yaml",
}
"""What is written for the spec of `topoplan init`, and where docs/ci shows it."""

_SHIM = f'#!/bin/sh\nexec "{sys.executable}" -m planner "$@"\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the spec that `topoplan init` writes."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "topology.yaml").write_text(STARTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _ci(*words: object) -> Ended:
    done = CliRunner().invoke(main, ["ci", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def _written(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def _atlantis(repository: Path) -> dict[str, Any]:
    text = (repository / "atlantis.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


@pytest.mark.parametrize("path", PUBLISHED)
def test_the_published_recipes_are_what_is_written_for_a_first_spec(
    path: str, repository: Path, request: pytest.FixtureRequest
) -> None:
    for system in SYSTEMS:
        assert _ci(system, "topology.yaml").exit_code == 0
    golden = ROOT / "docs" / "ci" / PUBLISHED[path]
    written = (repository / path).read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        golden.write_text(written, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == written, "to accept it: pytest --update"


def test_all_that_is_written_is_published(repository: Path) -> None:
    for system in SYSTEMS:
        _ci(system, "topology.yaml")
    found = {str(path.relative_to(repository)) for path in repository.rglob("*.y*ml")}

    assert found - {"topology.yaml"} == set(PUBLISHED)


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
    _ci("atlantis", "topology.yaml")

    _refuse_unknown(_atlantis(repository))


def test_a_key_that_atlantis_does_not_know_is_seen(repository: Path) -> None:
    _ci("atlantis", "topology.yaml")
    document = _atlantis(repository)
    document["projects"][0]["when_modified"] = ["*.tf"]

    with pytest.raises(AssertionError):
        _refuse_unknown(document)


def test_atlantis_runs_in_the_root_of_the_tree_and_finds_the_spec_from_there(
    repository: Path,
) -> None:
    done = _ci("atlantis", "topology.yaml")
    (project,) = _atlantis(repository)["projects"]

    assert done.exit_code == 0, done.says
    assert project["dir"] == "terraform/infra"
    assert (repository / project["dir"] / "../../topology.yaml").resolve() == (
        repository / "topology.yaml"
    )
    assert "../../topology.yaml" in project["autoplan"]["when_modified"]


@pytest.fixture
def several(repository: Path) -> tuple[str, str]:
    """Two environments with a policy that both extend, one folder deeper."""
    policy = "policy:\n  processing: [bloc:EU]\n"
    _written(repository / "platform" / "eu.yaml", policy)
    for name in ("prod", "staging"):
        text = STARTER.replace("environment: prod", f"environment: {name}").replace(
            "owner: my-team", "owner: my-team\nextends: [../../platform/eu.yaml]"
        )
        named = text.replace("state: {backend: s3,", "state: {backend: s3, bucket: ours,")
        _written(repository / "chat" / name / "topology.yaml", named)
    return "chat/prod/topology.yaml", "chat/staging/topology.yaml"


def test_each_spec_has_a_project_that_is_planned_when_what_it_extends_changes(
    repository: Path, several: tuple[str, str]
) -> None:
    done = _ci("atlantis", *several)
    document = _atlantis(repository)

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
    _ci("atlantis", several[0])
    (workflow,) = _atlantis(repository)["workflows"].values()

    assert [step for step in workflow["plan"]["steps"] if "env" in step] == []


def test_a_bucket_named_after_the_account_is_told_to_init(repository: Path) -> None:
    _ci("atlantis", "topology.yaml")
    (workflow,) = _atlantis(repository)["workflows"].values()
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


def test_a_tree_elsewhere_is_named_in_every_command(repository: Path) -> None:
    for system in SYSTEMS:
        assert _ci(system, "topology.yaml", "--out", "trees/chat").exit_code == 0
    (project,) = _atlantis(repository)["projects"]
    texts = {path: (repository / path).read_text(encoding="utf-8") for path in PUBLISHED}
    commands = [
        line
        for path in PUBLISHED
        for line in re.findall(r"topoplan (?:plan|apply|review) \S*topology.*", texts[path])
    ]

    assert project["dir"] == "trees/chat/infra"
    assert commands
    assert [line for line in commands if "--out" not in line] == []
    assert "          out: trees/chat\n" in texts[next(iter(PUBLISHED))]


def test_a_root_without_a_state_is_no_project_and_the_file_says_why(repository: Path) -> None:
    _ci("atlantis", "topology.yaml")
    text = (repository / "atlantis.yaml").read_text(encoding="utf-8")

    assert "dir: terraform/guardrails" not in text
    assert "# terraform/guardrails is no project: it keeps no state" in text


@pytest.mark.parametrize("system", SYSTEMS)
def test_paths_start_at_the_root_of_the_repository_wherever_it_is_run(
    system: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ci(system, "topology.yaml")
    files = {path: path.read_bytes() for path in repository.rglob("*.y*ml")}
    (repository / "deeper").mkdir()
    monkeypatch.chdir(repository / "deeper")

    done = _ci(system, "../topology.yaml", "--check")

    assert done.exit_code == 0, done.says
    assert {path: path.read_bytes() for path in repository.rglob("*.y*ml")} == files


def test_a_file_that_differs_is_left_as_it_is_until_told_otherwise(repository: Path) -> None:
    own = _written(repository / "atlantis.yaml", "version: 3\n")

    refused = _ci("atlantis", "topology.yaml")
    kept = own.read_text(encoding="utf-8")
    replaced = _ci("atlantis", "topology.yaml", "--overwrite")

    assert (refused.exit_code, kept) == (5, "version: 3\n")
    assert "atlantis.yaml" in refused.says
    assert "--overwrite" in refused.says
    assert replaced.exit_code == 0
    assert len(_atlantis(repository)["projects"]) == 1


def test_nothing_is_written_where_one_of_the_files_differs(repository: Path) -> None:
    path = ".github/workflows/my-assistant-prod-apply.yml"
    _written(repository / path, "name: own\n")

    assert _ci("github", "topology.yaml").exit_code == 5
    assert list((repository / ".github" / "workflows").iterdir()) == [repository / path]


def test_a_check_writes_nothing_and_says_what_is_not_there(repository: Path) -> None:
    done = _ci("gitlab", "topology.yaml", "--check")

    assert done.exit_code == 5
    assert ".gitlab-ci.yml" in done.says
    assert not (repository / ".gitlab-ci.yml").exists()


def test_a_state_on_the_machine_itself_is_refused(repository: Path) -> None:
    spec = repository / "topology.yaml"
    spec.write_text(STARTER[: STARTER.index("state:")], encoding="utf-8")

    done = _ci("gitlab", "topology.yaml")

    assert done.exit_code == 2
    assert "state: {backend: s3" in done.says


def test_two_specs_of_one_name_are_refused(repository: Path) -> None:
    _written(repository / "other" / "topology.yaml", STARTER)

    done = _ci("atlantis", "topology.yaml", "other/topology.yaml")

    assert done.exit_code == 2
    assert "two of the specs have the name `my-assistant-prod`" in done.says


def test_two_specs_with_one_tree_are_refused(repository: Path) -> None:
    _written(repository / "staging.yaml", STARTER.replace("prod", "staging"))

    done = _ci("atlantis", "topology.yaml", "staging.yaml")

    assert done.exit_code == 2
    assert "--out" in done.says


def test_a_path_that_would_have_to_be_quoted_is_refused(repository: Path) -> None:
    _written(repository / "my $(touch owned)" / "topology.yaml", STARTER)

    done = _ci("gitlab", "my $(touch owned)/topology.yaml")

    assert done.exit_code == 2
    assert "quoted" in done.says


def test_a_spec_outside_of_the_repository_is_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)

    done = _ci("atlantis", "../topology.yaml")

    assert done.exit_code == 2
    assert "is not in the repository" in done.says


def test_a_branch_is_a_word(repository: Path) -> None:
    done = _ci("github", "topology.yaml", "--branch", "main]; x: [")

    assert done.exit_code == 2
    assert not (repository / ".github").exists()


def test_jobs_are_of_the_branch_that_is_named(repository: Path) -> None:
    _ci("gitlab", "topology.yaml", "--branch", "trunk")
    jobs = _jobs(repository)

    for job in ("apply", "drift"):
        (rule,) = jobs[f"{job} my-assistant-prod"]["rules"]
        assert '$CI_COMMIT_BRANCH == "trunk"' in rule["if"]


def test_drift_is_looked_for_on_the_branch_that_is_applied(repository: Path) -> None:
    _ci("github", "topology.yaml", "--branch", "1.10")
    path = repository / ".github" / "workflows" / "my-assistant-prod-drift.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["drift"]["steps"]

    # a schedule runs on the default branch, whichever is applied
    assert steps[0]["with"]["ref"] == "1.10"


def test_a_review_may_upload_its_findings_in_a_private_repository(repository: Path) -> None:
    _ci("github", "topology.yaml")
    path = repository / ".github" / "workflows" / "my-assistant-prod-review.yml"

    rights = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["review"]["permissions"]

    assert rights["actions"] == "read"


@pytest.mark.parametrize("path", PUBLISHED)
def test_every_file_says_what_wrote_it(path: str, repository: Path) -> None:
    for system in SYSTEMS:
        _ci(system, "topology.yaml")
    text = (repository / path).read_text(encoding="utf-8")

    assert re.search(r"^#.*Written by `topoplan ci \w+`", text, re.MULTILINE)


def test_a_schedule_of_gitlab_looks_for_drift_and_applies_nothing(repository: Path) -> None:
    _ci("gitlab", "topology.yaml")
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
        _written(repository / "topology.yaml", text)
    token, variable = _TOKENS[spec]
    _ci("gitlab", "topology.yaml")
    (found,) = [one for name, one in _jobs(repository).items() if name.startswith(f"{job} ")]
    builds, seen = tmp_path / "builds", tmp_path / "seen"
    builds.mkdir()
    stub = f'#!/bin/sh\ncat "${variable}" >> {seen}\n'
    _written(tmp_path / "bin" / "topoplan", stub).chmod(0o755)
    google = _written(tmp_path / "google.json", '{"credential_source": {"file": "TOKEN_FILE"}}')

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
    _written(bin_ / "topoplan", _SHIM).chmod(0o755)
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
    _ci("gitlab", "topology.yaml")

    done = _script(_jobs(repository)["review my-assistant-prod"]["script"], merge_request)

    assert done.returncode == 5, done.stderr
    assert "<testsuite" in (repository / "findings.xml").read_text("utf-8")
    assert "1 endpoint proven" in (repository / "review.md").read_text("utf-8")


_CLOUDS = {
    "azure-data-zone": ("azure", "ARM_USE_OIDC"),
    "gcp-h100-pool": ("gcp", "google-github-actions/auth"),
    "eu-operator-only": ("scaleway", "# scaleway: its provider reads credentials"),
}


@pytest.mark.parametrize("example", _CLOUDS)
def test_a_job_signs_in_to_the_clouds_of_its_topology_and_no_others(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / example / "topology.yaml").read_text(encoding="utf-8")
    _written(tmp_path / "topology.yaml", text)

    done = _ci("github", "topology.yaml")
    files = sorted((tmp_path / ".github" / "workflows").iterdir())
    apply = next(file.read_text("utf-8") for file in files if file.name.endswith("-apply.yml"))

    assert done.exit_code == 0, done.says
    assert _CLOUDS[example][1] in apply
    assert "aws-actions" not in apply
    for linter in (
        ("zizmor", "--offline", "--no-progress", "--persona=pedantic", "--quiet"),
        ("actionlint", "-no-color", "-shellcheck=", "-pyflakes="),
    ):
        ran = subprocess.run(
            (_linter(linter[0]), *linter[1:], *files), capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, json.dumps(ran.stdout + ran.stderr)


_POOLS = ("hot", "standby")


@pytest.mark.parametrize("system", SYSTEMS)
def test_models_on_gpu_pools_that_no_pipeline_starts_are_named_with_their_command(
    system: str, repository: Path
) -> None:
    text = (ROOT / "examples" / "gcp-h100-pool" / "topology.yaml").read_text(encoding="utf-8")
    _written(repository / "topology.yaml", text)

    done = _ci(system, "topology.yaml", "--out", "trees/chat")
    files = [path.read_text("utf-8") for path in repository.rglob("*.y*ml")]
    comments = [line for text in files for line in text.splitlines() if line.strip()[:1] == "#"]

    (said,) = [line for line in done.says.splitlines() if line.startswith("next: ")]
    for pool in _POOLS:
        command = f"kubectl apply -k trees/chat/workloads/{pool}"
        assert [line for line in comments if command in line]
        assert command in said


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_said_of_workloads_where_there_are_none(system: str, repository: Path) -> None:
    done = _ci(system, "topology.yaml")
    texts = [path.read_text("utf-8") for path in repository.rglob("*.y*ml")]

    assert [text for text in (done.says, *texts) if "kubectl" in text or "workloads" in text] == []


@pytest.mark.terraform
def test_the_steps_of_atlantis_end_well_in_a_repository_as_it_clones_one(
    repository: Path, terraform_environment: dict[str, str], tmp_path: Path
) -> None:
    """Each step in a shell of its own in the project's folder, with what Atlantis sets."""
    (repository / ".git").rmdir()
    text = STARTER.replace("my-assistant", "atlantis-steps")
    _written(repository / "topology.yaml", text)
    git(repository, "init", "--quiet", "--initial-branch=main")
    for words in (("plan", "topology.yaml", "-q"), ("ci", "atlantis", "topology.yaml")):
        assert topoplan(*words).exit_code == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "first")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    (project,) = _atlantis(repository)["projects"]
    stage = _atlantis(repository)["workflows"][project["workflow"]]["plan"]["steps"]
    account = "123456789012"
    _bucket(f"topoplan-state-{account}-eu-central-1", terraform_environment)
    bin_ = tmp_path / "bin"
    _written(bin_ / "topoplan", _SHIM).chmod(0o755)
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
