"""`topoplan ci`: what a pipeline runs, written for somebody's own specs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from planner.delivery import SYSTEMS
from tests.conftest import ROOT
from tests.delivery.recipes import PUBLISHED, STARTER, atlantis, ci, written
from tests.delivery.test_workflows import _linter


@pytest.mark.parametrize("path", PUBLISHED)
def test_the_published_recipes_are_what_is_written_for_a_first_spec(
    path: str, repository: Path, request: pytest.FixtureRequest
) -> None:
    for system in SYSTEMS:
        assert ci(system, "topology.yaml").exit_code == 0
    golden = ROOT / "docs" / "ci" / PUBLISHED[path]
    written = (repository / path).read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        golden.write_text(written, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == written, "to accept it: pytest --update"


def test_all_that_is_written_is_published(repository: Path) -> None:
    for system in SYSTEMS:
        ci(system, "topology.yaml")
    found = {str(path.relative_to(repository)) for path in repository.rglob("*.y*ml")}

    assert found - {"topology.yaml"} == set(PUBLISHED)


def test_a_tree_elsewhere_is_named_in_every_command(repository: Path) -> None:
    for system in SYSTEMS:
        assert ci(system, "topology.yaml", "--out", "trees/chat").exit_code == 0
    (project,) = atlantis(repository)["projects"]
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


@pytest.mark.parametrize("system", SYSTEMS)
def test_paths_start_at_the_root_of_the_repository_wherever_it_is_run(
    system: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ci(system, "topology.yaml")
    files = {path: path.read_bytes() for path in repository.rglob("*.y*ml")}
    (repository / "deeper").mkdir()
    monkeypatch.chdir(repository / "deeper")

    done = ci(system, "../topology.yaml", "--check")

    assert done.exit_code == 0, done.says
    assert {path: path.read_bytes() for path in repository.rglob("*.y*ml")} == files


def test_a_file_that_differs_is_left_as_it_is_until_told_otherwise(repository: Path) -> None:
    own = written(repository / "atlantis.yaml", "version: 3\n")

    refused = ci("atlantis", "topology.yaml")
    kept = own.read_text(encoding="utf-8")
    replaced = ci("atlantis", "topology.yaml", "--overwrite")

    assert (refused.exit_code, kept) == (5, "version: 3\n")
    assert "atlantis.yaml" in refused.says
    assert "--overwrite" in refused.says
    assert replaced.exit_code == 0
    assert len(atlantis(repository)["projects"]) == 1


def test_nothing_is_written_where_one_of_the_files_differs(repository: Path) -> None:
    path = ".github/workflows/my-assistant-prod-apply.yml"
    written(repository / path, "name: own\n")

    assert ci("github", "topology.yaml").exit_code == 5
    assert list((repository / ".github" / "workflows").iterdir()) == [repository / path]


def test_a_check_writes_nothing_and_says_what_is_not_there(repository: Path) -> None:
    done = ci("gitlab", "topology.yaml", "--check")

    assert done.exit_code == 5
    assert ".gitlab-ci.yml" in done.says
    assert not (repository / ".gitlab-ci.yml").exists()


def test_a_state_on_the_machine_itself_is_refused(repository: Path) -> None:
    spec = repository / "topology.yaml"
    spec.write_text(STARTER[: STARTER.index("state:")], encoding="utf-8")

    done = ci("gitlab", "topology.yaml")

    assert done.exit_code == 2
    assert "state: {backend: s3" in done.says


def test_two_specs_of_one_name_are_refused(repository: Path) -> None:
    written(repository / "other" / "topology.yaml", STARTER)

    done = ci("atlantis", "topology.yaml", "other/topology.yaml")

    assert done.exit_code == 2
    assert "two of the specs have the name `my-assistant-prod`" in done.says


def test_two_specs_with_one_tree_are_refused(repository: Path) -> None:
    written(repository / "staging.yaml", STARTER.replace("prod", "staging"))

    done = ci("atlantis", "topology.yaml", "staging.yaml")

    assert done.exit_code == 2
    assert "--out" in done.says


def test_a_path_that_would_have_to_be_quoted_is_refused(repository: Path) -> None:
    written(repository / "my $(touch owned)" / "topology.yaml", STARTER)

    done = ci("gitlab", "my $(touch owned)/topology.yaml")

    assert done.exit_code == 2
    assert "quoted" in done.says


def test_a_spec_outside_of_the_repository_is_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)

    done = ci("atlantis", "../topology.yaml")

    assert done.exit_code == 2
    assert "is not in the repository" in done.says


def test_a_branch_is_a_word(repository: Path) -> None:
    done = ci("github", "topology.yaml", "--branch", "main]; x: [")

    assert done.exit_code == 2
    assert not (repository / ".github").exists()


def test_drift_is_looked_for_on_the_branch_that_is_applied(repository: Path) -> None:
    ci("github", "topology.yaml", "--branch", "1.10")
    path = repository / ".github" / "workflows" / "my-assistant-prod-drift.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["drift"]["steps"]

    # a schedule runs on the default branch, whichever is applied
    assert steps[0]["with"]["ref"] == "1.10"


def test_a_review_may_upload_its_findings_in_a_private_repository(repository: Path) -> None:
    ci("github", "topology.yaml")
    path = repository / ".github" / "workflows" / "my-assistant-prod-review.yml"

    rights = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["review"]["permissions"]

    assert rights["actions"] == "read"


@pytest.mark.parametrize("path", PUBLISHED)
def test_every_file_says_what_wrote_it(path: str, repository: Path) -> None:
    for system in SYSTEMS:
        ci(system, "topology.yaml")
    text = (repository / path).read_text(encoding="utf-8")

    assert re.search(r"^#.*Written by `topoplan ci \w+`", text, re.MULTILINE)


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
    written(tmp_path / "topology.yaml", text)

    done = ci("github", "topology.yaml")
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
    written(repository / "topology.yaml", text)

    done = ci(system, "topology.yaml", "--out", "trees/chat")
    files = [path.read_text("utf-8") for path in repository.rglob("*.y*ml")]
    comments = [line for text in files for line in text.splitlines() if line.strip()[:1] == "#"]

    (said,) = [line for line in done.says.splitlines() if line.startswith("next: ")]
    for pool in _POOLS:
        command = f"kubectl apply -k trees/chat/workloads/{pool}"
        assert [line for line in comments if command in line]
        assert command in said


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_said_of_workloads_where_there_are_none(system: str, repository: Path) -> None:
    done = ci(system, "topology.yaml")
    texts = [path.read_text("utf-8") for path in repository.rglob("*.y*ml")]

    assert [text for text in (done.says, *texts) if "kubectl" in text or "workloads" in text] == []
