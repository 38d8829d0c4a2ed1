"""A file that extends others: what wins, what has to hold, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.diagnostics import Diagnostic
from planner.spec import Spec, read

Writes = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Writes:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


@pytest.fixture
def extending(write: Writes, smallest: str) -> Callable[..., Path]:
    """The smallest spec, extending some files."""

    def write_spec(*files: str, more: str = "") -> Path:
        names = ", ".join(f'"{name}"' for name in files)
        return write("topology.yaml", f"{smallest}extends: [{names}]\n{more}")

    return write_spec


def _spec(path: Path) -> Spec:
    outcome = read(path)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def _complaint(path: Path) -> Diagnostic:
    (diagnostic,) = read(path).diagnostics
    return diagnostic


def test_maps_are_merged_by_name_and_the_child_wins(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "environment: stage\nowner: platform\ntags: {a: base, b: base}\n")
    spec = _spec(extending("base.yaml", more="owner: team\ntags: {b: child}\n"))
    assert (spec.environment, spec.owner) == ("stage", "team")
    assert spec.tags == {"a": "base", "b": "child"}


def test_a_list_of_the_child_takes_the_place_of_the_whole_list(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "alerts: [a@example.com, b@example.com]\n")
    spec = _spec(extending("base.yaml", more="alerts: [c@example.com]\n"))
    assert spec.alerts == ("c@example.com",)


def test_of_two_extended_files_the_later_one_wins(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("one.yaml", "owner: one\n")
    write("two.yaml", "owner: two\n")
    assert _spec(extending("one.yaml", "two.yaml")).owner == "two"


def test_every_policy_has_to_hold_outermost_first(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("law.yaml", "policy: {processing: [bloc:EEA]}\n")
    write("company.yaml", "extends: [law.yaml]\npolicy: {processing: [bloc:EU]}\n")
    spec = _spec(extending("company.yaml", more="policy: {processing: [DE]}\n"))
    assert [clause.processing for clause in spec.policy] == [("bloc:EEA",), ("bloc:EU",), ("DE",)]
    files = [spec.span("policy", level, "processing").path.name for level in range(3)]
    assert files == ["law.yaml", "company.yaml", "topology.yaml"]


def test_the_policies_of_an_endpoint_have_to_hold_too(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "endpoints: {chat: {policy: {training: deny}, kind: rag}}\n")
    path = extending("base.yaml")
    path.write_text(
        path.read_text().replace("  chat:\n", "  chat:\n    policy: {min_targets: 1}\n")
    )
    chat = _spec(path).endpoints["chat"]
    assert [clause.training for clause in chat.policy] == ["deny", None]
    assert chat.kind == "rag"


def test_a_file_that_is_reached_twice_counts_once(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("law.yaml", "policy: {training: deny}\nowner: law\n")
    write("one.yaml", "extends: [law.yaml]\nowner: one\n")
    write("two.yaml", "extends: [./law.yaml]\n")
    spec = _spec(extending("one.yaml", "two.yaml"))
    assert len(spec.policy) == 1
    assert spec.owner == "one"


def test_a_path_is_relative_to_the_file_that_names_it(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("platform/eu.yaml", "extends: [../company/all.yaml]\n")
    write("company/all.yaml", "owner: company\n")
    assert _spec(extending("platform/eu.yaml")).owner == "company"


def test_a_missing_file_is_told_where_it_is_named(extending: Callable[..., Path]) -> None:
    found = _complaint(extending("gone.yaml"))
    assert "gone.yaml` can't be read: no such file" in found.message
    assert (found.at.path.name, found.at.line, found.at.column) == ("topology.yaml", 8, 11)


def test_a_key_that_a_missing_file_may_hold_is_not_called_missing(write: Writes) -> None:
    path = write("topology.yaml", "extends: [gone.yaml]\nowner: 7\n")
    messages = [found.message for found in read(path).diagnostics]
    assert len(messages) == 2
    assert messages[1].startswith("`owner` must be text")


def test_a_file_that_extends_itself_is_refused_with_the_way_round(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "extends: [topology.yaml]\n")
    found = _complaint(extending("base.yaml"))
    assert found.code == "TOP021"
    assert found.message.count("topology.yaml") == 2
    assert found.at.path.name == "base.yaml"


def test_too_many_levels_are_refused(write: Writes, extending: Callable[..., Path]) -> None:
    for level in range(12):
        write(f"{level}.yaml", f"extends: [{level + 1}.yaml]\n")
    assert _complaint(extending("0.yaml")).code == "TOP022"


def test_too_many_files_are_refused(write: Writes, extending: Callable[..., Path]) -> None:
    for number in range(70):
        write(f"{number}.yaml", "owner: x\n")
    assert {
        found.code for found in read(extending(*map("{}.yaml".format, range(70)))).diagnostics
    } == {"TOP022"}


def test_a_wrong_value_is_told_in_the_file_that_holds_it(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "policy: {retention_days: long}\n")
    found = _complaint(extending("base.yaml"))
    assert (found.at.path.name, found.at.line) == ("base.yaml", 1)


def test_a_broken_file_is_told_in_its_own_place(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "owner: [\n")
    assert _complaint(extending("base.yaml")).at.path.name == "base.yaml"


def test_an_extended_file_of_another_version_is_refused(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "version: 2\n")
    assert "is not of version 1" in _complaint(extending("base.yaml")).message


def test_what_is_no_list_of_paths_is_refused_like_any_other_value(
    write: Writes, smallest: str
) -> None:
    found = _complaint(write("topology.yaml", f"{smallest}extends: base.yaml\n"))
    assert found.fixes[0].text == "[base.yaml]"


def test_a_loop_of_links_is_no_crash(tmp_path: Path, extending: Callable[..., Path]) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert _complaint(extending("loop.yaml")).code == "TOP001"


def test_an_extended_file_that_is_no_text_is_told_in_its_own_place(
    write: Writes, extending: Callable[..., Path]
) -> None:
    write("base.yaml", "").write_bytes(b"a: 1\nb: \xff\n")
    found = _complaint(extending("base.yaml"))
    assert (found.at.path.name, found.at.line) == ("base.yaml", 2)
