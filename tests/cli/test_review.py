"""`topoplan diff` and `topoplan review`, as people and workflows call them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.changes.made import BASE, CHANGES, PLANFILE
from tests.cli.running import Ended
from tests.commenting.hosts import TOKEN, Fault, World, github
from tests.spec.test_revisions import git

Invoke = Callable[..., Ended]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose main has a spec with its tree; the working tree changes the spec."""
    place = tmp_path / "repository"
    place.mkdir()
    git(place, "init", "--quiet", "--initial-branch=main")
    (place / "topology.yaml").write_text(BASE)
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message", "first")
    (place / "topology.yaml").write_text(CHANGES["a-model-called-globally"])
    monkeypatch.chdir(place)
    for name in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """GitHub, and what it says to a workflow."""
    event = tmp_path / "event.json"
    event.write_text('{"pull_request": {"number": 7}}')
    with github() as world:
        for name, text in (
            ("GITHUB_API_URL", world.address),
            ("GITHUB_EVENT_PATH", str(event)),
            ("GITHUB_REPOSITORY", "octo/app"),
            ("GITHUB_TOKEN", TOKEN),
        ):
            monkeypatch.setenv(name, text)
        yield world


def test_a_review_ends_as_a_check_does(checkout: Path, invoke: Invoke) -> None:
    ended = invoke("review")

    assert ended.exit_code == 3
    assert "2 endpoints violated" in ended.out
    assert checkout.name not in ended.out


def test_a_review_names_the_command_that_makes_it_again(checkout: Path, invoke: Invoke) -> None:
    ended = invoke("review", "topology.yaml", "--format", "markdown")

    assert "$ topoplan review topology.yaml --base main" in ended.out
    assert checkout.is_dir()


def test_a_workflow_compares_with_the_branch_that_it_is_for(
    checkout: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(checkout, "update-ref", "refs/remotes/origin/release", "HEAD")
    monkeypatch.setenv("GITHUB_BASE_REF", "release")

    assert "--base origin/release" in invoke("review", "--format", "markdown").out


def test_a_commit_that_is_not_there_says_how_to_get_it(checkout: Path, invoke: Invoke) -> None:
    ended = invoke("review", "--base", "origin/gone")

    assert ended.exit_code == 2
    assert "git fetch --depth=1 origin" in ended.err
    assert checkout.is_dir()


def test_a_spec_that_the_base_lacks_is_new(checkout: Path, invoke: Invoke) -> None:
    shutil.copy(checkout / "topology.yaml", checkout / "second.yaml")

    ended = invoke("review", "second.yaml", "--format", "json")

    assert {one["became"] for one in json.loads(ended.out)["endpoints"]} == {"added"}


def test_a_base_that_cannot_be_read_is_no_obstacle(checkout: Path, invoke: Invoke) -> None:
    (checkout / "topology.yaml").write_text("version: 2\n")
    git(checkout, "commit", "--quiet", "--all", "--message", "broken")
    (checkout / "topology.yaml").write_text(BASE)

    ended = invoke("review")

    assert ended.exit_code == 0
    assert "note: main:topology.yaml can't be read" in ended.err
    assert "endpoints and hops: main:topology.yaml can't tell" in ended.out


def test_a_terraform_plan_has_the_last_word(checkout: Path, invoke: Invoke) -> None:
    (checkout / "plan.json").write_text(json.dumps(PLANFILE))

    ended = invoke("review", "--plan", "plan.json")

    assert "outage: module.gpu_pool_hot.aws_eks_node_group.this (capacity_type)" in ended.out


def test_a_comment_is_written_and_then_left_alone(
    checkout: Path, world: World, invoke: Invoke
) -> None:
    first, again = invoke("review", "--comment"), invoke("review", "--comment")

    assert (first.exit_code, again.exit_code) == (3, 3)
    assert "created" in first.err
    assert "unchanged" in again.err
    assert len(world.comments) == 1
    assert '"key": "inbox/prod"' in world.bodies[0].splitlines()[0]
    assert checkout.is_dir()


def test_a_fork_gets_the_summary_of_its_job(
    checkout: Path, world: World, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(checkout / "summary.md"))
    world.faults.append(Fault("POST", 403, "Resource not accessible by integration"))

    ended = invoke("review", "--comment")

    assert ended.exit_code == 3
    assert "the review is in the job's summary" in ended.err
    assert "2 endpoints violated" in (checkout / "summary.md").read_text()


def test_a_comment_that_fails_fails_the_command(
    checkout: Path, world: World, invoke: Invoke
) -> None:
    world.faults.append(Fault("POST", 422, "Validation Failed"))

    ended = invoke("review", "--comment")

    assert ended.exit_code == 1
    assert "Validation Failed" in ended.err
    assert checkout.is_dir()


def test_a_comment_without_a_token_says_what_it_needs(checkout: Path, invoke: Invoke) -> None:
    ended = invoke("review", "--comment", "--pull-request", "7")

    assert ended.exit_code == 2
    assert "GITHUB_" in ended.err
    assert checkout.is_dir()


def test_a_team_adds_its_own_words(checkout: Path, world: World, invoke: Invoke) -> None:
    (checkout / "footer.md").write_text("See the runbook.")

    invoke("review", "--comment", "--footer", "footer.md", "--key", "mine")

    assert world.bodies[0].rstrip().endswith("See the runbook.")
    assert '"key": "mine"' in world.bodies[0]


def test_a_spec_differs_from_a_commit(checkout: Path, invoke: Invoke) -> None:
    same = invoke("diff", "main:topology.yaml", "main:topology.yaml", "--exit-code")
    other = invoke("diff", "main:topology.yaml", "topology.yaml", "--exit-code")

    assert (same.exit_code, other.exit_code) == (0, 5)
    assert "No change" in same.out
    assert checkout.is_dir()


def test_a_tree_is_what_its_spec_says_until_somebody_edits_it(
    checkout: Path, invoke: Invoke
) -> None:
    invoke("plan", "topology.yaml", "--quiet")
    assert "No change" in invoke("diff", "topology.yaml", "terraform").out

    main = checkout / "terraform" / "infra" / "main.tf"
    main.write_text(main.read_text().replace("g6.12xlarge", "g6.24xlarge"))
    ended = invoke("diff", "topology.yaml", "terraform")

    assert "in place: module.gpu_pool_hot (machine)" in ended.out
    assert "edited by hand\n  infra/main.tf" in ended.out


def test_facts_that_changed_since_the_lock_are_named(checkout: Path, invoke: Invoke) -> None:
    invoke("plan", "topology.yaml", "--quiet")
    lock = checkout / "terraform" / "topoplan.lock"
    said = json.loads(lock.read_text())
    lock.write_text(json.dumps(said | {"catalog": {"id": "2020-01-01", "sha256": "0" * 64}}))
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "--message", "old facts")

    found = json.loads(invoke("review", "--format", "json").out)["facts"]

    assert found["before"] == "2020-01-01 (000000000000)"
    assert found["tables"] is None


@pytest.mark.parametrize(
    ("word", "says"),
    [
        (".", "it has no topoplan.lock"),
        ("nowhere.json", "can't read nowhere.json"),
        ("nowhere.yaml", "can't be read"),
        ("gone:topology.yaml", "no commit `gone`"),
        ("main:nowhere.yaml", "main has no such file"),
        ("--:x", "no such option"),
    ],
)
def test_a_side_that_is_none_is_refused_in_words(
    checkout: Path, invoke: Invoke, word: str, says: str
) -> None:
    ended = invoke("diff", word, "topology.yaml")

    assert ended.exit_code == 2
    assert says.lower() in ended.err.lower()
    assert checkout.is_dir()
