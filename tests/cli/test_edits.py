"""What `plan` does with files of a tree that somebody edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from planner.terraform import LOCK
from tests.applying.specs import SINGLE, spec_file
from tests.cli.running import Ended
from tests.conftest import ROOT

Invoke = Callable[..., Ended]

_ADOPT = ("--adopt", "infra/main.tf")


@pytest.fixture
def spec(tmp_path: Path, invoke: Invoke) -> Path:
    """A spec whose tree somebody added a line to."""
    path = spec_file(tmp_path)
    assert invoke("plan", path, "-q").exit_code == 0
    main = tmp_path / "terraform/infra/main.tf"
    main.write_text(main.read_text() + '\nresource "aws_sns_topic" "mine" {}\n')
    return path


@pytest.fixture
def main(spec: Path) -> Path:
    return spec.parent / "terraform/infra/main.tf"


def test_an_edit_is_named_with_the_three_ways_on(invoke: Invoke, spec: Path) -> None:
    ended = invoke("plan", spec)

    assert ended.exit_code == 5
    assert "--adopt" in ended.err
    assert "--overwrite" in ended.err


def test_an_adopted_edit_is_kept_when_the_spec_changes(
    invoke: Invoke, spec: Path, main: Path
) -> None:
    adopted = invoke("plan", spec, *_ADOPT)
    spec_file(spec.parent, SINGLE.replace("topology: notes", "topology: jottings"))

    ended = invoke("plan", spec)

    assert (adopted.exit_code, ended.exit_code) == (0, 0)
    assert "= infra/main.tf keeps an edit by hand" in ended.err
    assert "the proof is of what was generated" in ended.err
    assert '"aws_sns_topic" "mine"' in main.read_text()
    assert "jottings" in main.read_text()


def test_the_tree_with_an_adopted_edit_is_current_and_holds_as_locked(
    invoke: Invoke, spec: Path
) -> None:
    invoke("plan", spec, *_ADOPT)

    assert invoke("plan", spec, "--check").exit_code == 0
    assert invoke("plan", spec, "--locked").exit_code == 0


def test_an_adopted_edit_is_part_of_the_digest(invoke: Invoke, spec: Path, tmp_path: Path) -> None:
    with_edit = invoke("plan", spec, "-q", *_ADOPT).out
    without = invoke("plan", spec, "-q", "--out", tmp_path / "elsewhere").out

    assert with_edit.split()[0] != without.split()[0]


def test_the_lock_says_which_files_keep_edits(invoke: Invoke, spec: Path) -> None:
    invoke("plan", spec, *_ADOPT)

    lock = json.loads((spec.parent / "terraform" / LOCK).read_text())

    schema = json.loads((ROOT / "docs/schemas/lock.v1.schema.json").read_text())
    Draft202012Validator(schema).validate(lock)
    assert set(lock["adopted"]) == {"infra/main.tf"}


def test_a_contradiction_ends_in_5_with_both_sides_and_no_marker_in_the_file(
    invoke: Invoke, spec: Path, main: Path
) -> None:
    main.write_text(main.read_text().replace('"notes-prod"', '"mine"'))
    invoke("plan", spec, *_ADOPT)
    before = main.read_text()
    spec_file(spec.parent, SINGLE.replace("topology: notes", "topology: jottings"))

    ended = invoke("plan", spec)

    assert ended.exit_code == 5
    assert "infra/main.tf:" in ended.err
    assert '"mine"' in ended.err
    assert '"jottings-prod"' in ended.err
    assert main.read_text() == before


def test_an_apply_is_of_the_tree_with_the_adopted_edit(invoke: Invoke, spec: Path) -> None:
    digest = invoke("plan", spec, "-q", *_ADOPT).out.split()[0]

    ended = invoke("apply", spec, "--expect", "sha256:0")

    assert f"the spec renders to {digest}, which is not the reviewed" in ended.err
