"""A spec as it was at a commit, with the real git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from planner.errors import UsageError
from planner.spec import read, revision_of

OWN = """\
version: 1
topology: chat
extends: [shared/policy.yaml]
endpoints: {chat: {data: [internal], route: [fra/h]}}
providers: {fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {h: claude-haiku-4-5}}}
"""


def git(folder: Path, *words: str) -> None:
    """A git of its own: nothing of whoever runs the tests."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    quiet = {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(("git", *who, *words), cwd=folder, env=quiet, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository whose last commit narrows the policy, and a working tree that differs again."""
    place = tmp_path / "work tree"
    (place / "app" / "shared").mkdir(parents=True)
    git(place, "init", "--quiet", "--initial-branch=main")
    (place / "app" / "chat.yaml").write_text(OWN)
    for countries in ("[bloc:EU]", "[DE]"):
        (place / "app" / "shared" / "policy.yaml").write_text(f"policy: {{at_rest: {countries}}}\n")
        git(place, "add", ".")
        git(place, "commit", "--quiet", "--message", countries)
    (place / "app" / "shared" / "policy.yaml").write_text("policy: {at_rest: [FR]}\n")
    return place


def _allowed(checkout: Path, ref: str) -> str:
    path = checkout / "app" / "chat.yaml"
    outcome = read(path, revision=revision_of(path, ref))
    assert outcome.value is not None, outcome.diagnostics
    assert all(source.is_relative_to(checkout) for source in map(Path, outcome.value.sources))
    assert not outcome.value.pinned
    return str(outcome.value.policy[0].at_rest)


@pytest.mark.parametrize(("ref", "said"), [("HEAD", "DE"), ("main~1", "EU")])
def test_what_a_spec_extends_is_read_at_the_same_commit(
    checkout: Path, ref: str, said: str
) -> None:
    assert said in _allowed(checkout, ref)


def test_a_file_that_the_commit_lacks_is_named(checkout: Path) -> None:
    path = checkout / "app" / "other.yaml"

    (problem,) = read(path, revision=revision_of(path, "HEAD")).diagnostics

    assert "HEAD has no such file" in problem.message


def test_nothing_outside_of_the_repository_is_read(checkout: Path) -> None:
    (checkout.parent / "secret.yaml").write_text("policy: {at_rest: [FR]}\n")
    path = checkout / "app" / "chat.yaml"
    path.write_text(OWN.replace("shared/policy.yaml", "../../secret.yaml"))
    git(checkout, "commit", "--quiet", "--all", "--message", "out")

    (problem,) = read(path, revision=revision_of(path, "HEAD")).diagnostics

    assert "leads out of the repository" in problem.message


def test_a_link_of_the_commit_is_no_file(checkout: Path) -> None:
    path = checkout / "app" / "link.yaml"
    path.symlink_to("chat.yaml")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "--message", "link")

    assert read(path, revision=revision_of(path, "HEAD")).value is None


@pytest.mark.parametrize("ref", ["nowhere", "-upload-pack=x", "--output=x", "a b", "", "HEAD:x"])
def test_what_names_no_commit_is_refused(checkout: Path, ref: str) -> None:
    with pytest.raises(UsageError, match=r"no commit|no name"):
        revision_of(checkout, ref)


def test_a_folder_without_a_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no git repository"):
        revision_of(tmp_path, "HEAD")
