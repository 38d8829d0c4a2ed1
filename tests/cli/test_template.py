"""`topoplan init --template` and `topoplan template` on the command line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ended
from tests.conftest import ROOT
from tests.spec.repositories import Repository

Invoke = Callable[..., Ended]

EXAMPLE = ROOT / "examples/templates/eu-assistant"
NAMED = ("--set", "name=desk", "--set", "team=service", "--set", "alerts=a@example.com")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A copy of the example that a test may change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "template"))


@pytest.fixture
def desk(tmp_path: Path, invoke: Invoke, template: Path) -> Path:
    """A consumer of it."""
    place = tmp_path / "teams/desk"
    assert invoke("init", place, "--template", template, *NAMED).exit_code == 0
    return place


def _change(path: Path, before: str, after: str) -> None:
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def test_each_sample_of_the_example_plans(invoke: Invoke) -> None:
    ended = invoke("template", "test", EXAMPLE)

    assert ended.exit_code == 0
    assert ended.out.count("passes") == 2


def test_a_folder_of_a_template_passes_its_check(invoke: Invoke, desk: Path) -> None:
    assert invoke("check", desk / "topology.yaml").exit_code == 0


def test_answers_come_from_a_file_too(invoke: Invoke, tmp_path: Path, template: Path) -> None:
    place = tmp_path / "claims"
    answers = template / "samples/busy-on-azure.yaml"

    ended = invoke("init", place, "--template", template, "--answers", answers)

    assert ended.exit_code == 0
    assert "kind: azure-openai" in (place / "topology.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "asks for `name`"),
        (("--set", "name=A B"), "small letters"),
        (("--set", "colour=red"), "doesn't ask for `colour`"),
        (("--set", "name"), "--set can't be"),
        (("--answers", "/nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_a_wrong_answer_makes_nothing(
    invoke: Invoke, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    ended = invoke("init", tmp_path / "made", "--template", EXAMPLE, *words)

    assert (ended.exit_code, says in ended.err) == (2, True)
    assert not (tmp_path / "made").exists()


def test_answers_without_a_template_are_refused(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("init", tmp_path, "--set", "a=b").exit_code == 2


def test_a_sample_that_fails_is_named_with_its_reason(invoke: Invoke, template: Path) -> None:
    _change(template / "policy/eu.yaml", "[bloc:EEA, CH]", "[DE]")

    ended = invoke("template", "test", template)

    assert ended.exit_code == 3
    assert "fails: " in ended.out


def test_an_expected_spec_holds_the_template_to_it(invoke: Invoke, template: Path) -> None:
    assert invoke("template", "test", template, "--update").exit_code == 0
    assert (template / "samples/usual.expected.yaml").is_file()
    assert invoke("template", "test", template).exit_code == 0
    _change(template / "topology.yaml.j2", "zones: 2", "zones: 3")

    ended = invoke("template", "test", template)

    assert (ended.exit_code, "not the expected one" in ended.out) == (3, True)


def test_the_impact_names_bill_files_and_verdict_of_each_consumer(
    invoke: Invoke, template: Path, desk: Path
) -> None:
    _change(
        template / "topology.yaml.j2", "zones: 2, replicas: {min: 2", "zones: 2, replicas: {min: 4"
    )

    ended = invoke("template", "impact", template, desk.parent)

    assert ended.exit_code == 0
    (line,) = [line for line in ended.out.splitlines() if line.startswith("desk")]
    assert "proven" in line
    assert " -> " in line
    assert "1 consumer(s), 0 to look at" in ended.out


def test_a_verdict_that_falls_has_to_be_looked_at(
    invoke: Invoke, template: Path, desk: Path
) -> None:
    _change(
        template / "topology.yaml.j2",
        "kind: ovhcloud, models: {model: gpt-oss-120b}",
        "kind: openai, region: us, models: {model: gpt-4o}",
    )

    ended = invoke("template", "impact", template, desk.parent)

    assert ended.exit_code == 3
    assert "proven -> violated" in ended.out
    assert "look at" in ended.out


def test_a_policy_beside_the_template_counts_as_it_will_be(
    invoke: Invoke, template: Path, desk: Path
) -> None:
    _change(template / "template.yaml", "files:\n", "files:\n  more.yaml: more.yaml\n")
    (template / "more.yaml").write_text("policy: {processing: [DE]}\n")
    _change(template / "topology.yaml.j2", "extends: [", "extends: [more.yaml, ")

    ended = invoke("template", "impact", template, desk.parent)

    assert "proven -> violated" in ended.out
    assert not (desk / "more.yaml").exists()


def test_a_conflict_and_a_new_question_have_to_be_looked_at(
    invoke: Invoke, template: Path, desk: Path
) -> None:
    other = desk.parent / "other"
    invoke("init", other, "--template", template, *NAMED)
    _change(other / "topology.yaml", "zones: 2", "zones: 1")
    _change(template / "topology.yaml.j2", "zones: 2", "zones: 3")

    conflicting = invoke("template", "impact", template, desk.parent)
    _change(template / "template.yaml", "questions:\n", "questions:\n  colour: {ask: Which?}\n")
    asked = invoke("template", "impact", template, desk.parent)

    assert "conflicts in topology.yaml:" in conflicting.out
    assert "1 to look at" in conflicting.out
    assert asked.out.count("the template asks for `colour`") == 2


def test_the_impact_as_markdown_is_a_table(invoke: Invoke, template: Path, desk: Path) -> None:
    ended = invoke("template", "impact", template, desk.parent, "--format", "markdown")

    assert ended.out.startswith("| consumer | from | verdict |")


def test_an_update_moves_up_what_was_not_changed_here(
    invoke: Invoke, template: Path, desk: Path
) -> None:
    _change(desk / "topology.yaml", "zones: 2", "zones: 1  # cheap")
    _change(template / "topology.yaml.j2", "output_tokens: 300", "output_tokens: 500")

    ended = invoke("template", "update", desk)

    text = (desk / "topology.yaml").read_text()
    assert ended.exit_code == 0
    assert "zones: 1  # cheap" in text
    assert "output_tokens: 500" in text
    assert invoke("template", "update", desk).out == f"{desk} is current\n"


def test_an_update_that_contradicts_ends_in_5(invoke: Invoke, template: Path, desk: Path) -> None:
    _change(desk / "topology.yaml", "zones: 2", "zones: 1")
    _change(template / "topology.yaml.j2", "zones: 2", "zones: 3")

    ended = invoke("template", "update", desk)

    assert (ended.exit_code, "topology.yaml:" in ended.err) == (5, True)


def test_a_folder_of_no_template_is_told_so(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("template", "update", tmp_path).exit_code == 2


def test_a_template_in_git_is_pinned_and_moved_up_by_its_tag(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOPOPLAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    platform = Repository.made(tmp_path / "platform")
    shutil.copytree(EXAMPLE, platform.folder / "eu")
    for tag, zones in (("v1", "zones: 2"), ("v2", "zones: 3")):
        _change(platform.folder / "eu/topology.yaml.j2", "zones: 2", zones)
        platform.git("add", "-A")
        platform.git("commit", "--quiet", "--allow-empty", "-m", tag)
        platform.git("tag", tag)
    place, address = tmp_path / "desk", f"git::{platform.url}//eu?ref="

    made = invoke("init", place, "--template", f"{address}v1", *NAMED)
    checked = invoke("check", place / "topology.yaml")
    moved = invoke("template", "update", place, "--to", f"{address}v2")

    assert (made.exit_code, checked.exit_code, moved.exit_code) == (0, 0, 0)
    text = (place / "topology.yaml").read_text()
    assert f"git::{platform.url}//eu/policy/eu.yaml?ref=v2" in text
    assert "zones: 3" in text
    assert platform.git("rev-parse", "v2^{}") in (place / "topoplan.answers.yaml").read_text()
