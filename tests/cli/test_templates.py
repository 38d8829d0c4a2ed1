"""What a command does where a file in git, that its spec extends, is not what it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from planner.terraform import LOCK
from tests.applying.specs import SINGLE, spec_file
from tests.cli.running import Ended
from tests.spec.repositories import Repository

Invoke = Callable[..., Ended]

SCHEMA = Path(__file__).parents[2] / "docs/schemas/lock.v1.schema.json"


@pytest.fixture
def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose `eu.yaml` is at the tag `v1`."""
    monkeypatch.setenv("TOPOPLAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    made = Repository.made(tmp_path / "platform")
    made.commit("v1", eu="policy: {processing: [bloc:EU]}\n")
    return made


@pytest.fixture
def spec(tmp_path: Path, platform: Repository) -> Path:
    return spec_file(tmp_path, f'{SINGLE}extends: ["{platform.address()}"]\n')


@pytest.fixture
def moved(tmp_path: Path, invoke: Invoke, platform: Repository, spec: Path) -> Path:
    """The spec with a locked tree, after its tag has moved and the cache is gone."""
    assert invoke("plan", spec).exit_code == 0
    platform.commit("v1", eu="owner: mallory\n")
    shutil.rmtree(tmp_path / "home")
    return spec


def test_the_lock_holds_the_commit_of_the_tag_and_the_digest_of_the_file(
    tmp_path: Path, invoke: Invoke, platform: Repository, spec: Path
) -> None:
    invoke("plan", spec)

    lock = json.loads((tmp_path / "terraform" / LOCK).read_text())

    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(lock)
    assert lock["templates"] == {f"git::{platform.url}?ref=v1": platform.git("rev-parse", "v1^{}")}
    assert set(lock["spec"]) == {"topology.yaml", f"git::file:{platform.folder}@v1/eu.yaml"}


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "--locked"),
        ("plan",),
        ("cost",),
        ("apply",),
        ("destroy",),
        ("policy",),
    ],
    ids=" ".join,
)
def test_a_tag_that_moved_since_the_lock_passes_no_command(
    invoke: Invoke, moved: Path, words: tuple[str, ...]
) -> None:
    name, *options = words

    ended = invoke(name, moved, *options)

    assert ended.exit_code == 2
    assert "error[TOP024]" in ended.err
    assert "topology.yaml:11:11" in ended.err


def test_a_tag_that_moved_is_held_against_the_lock_of_the_named_tree(
    tmp_path: Path, invoke: Invoke, moved: Path
) -> None:
    (tmp_path / "terraform").rename(tmp_path / "infra")

    assert invoke("check", moved, "--out", tmp_path / "infra").exit_code == 2
    assert invoke("check", moved).exit_code == 0


def test_a_lock_that_can_t_be_read_vouches_for_no_tag(
    tmp_path: Path, invoke: Invoke, moved: Path
) -> None:
    (tmp_path / "terraform" / LOCK).write_text("<<<<<<< HEAD")

    ended = invoke("check", moved)

    assert (ended.exit_code, "is no lock of topoplan" in ended.err) == (5, True)


def test_a_locked_commit_that_is_kept_needs_no_repository(
    invoke: Invoke, platform: Repository, spec: Path
) -> None:
    invoke("plan", spec)
    shutil.rmtree(platform.folder)

    ended = invoke("check", spec, "--locked")

    assert ended.exit_code == 0
    assert "note: " in ended.err
    assert "can't be asked whether `v1` still is at" in ended.err
