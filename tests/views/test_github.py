"""Workflow commands: what stands in a message is never a command of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.views import show_check
from tests.documents.plans import NAMES, hostile_plan, plan_of_example

COMMAND = re.compile(
    r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[A-Z]+\d{3}::[^\n]+"
)


@pytest.mark.parametrize("example", NAMES)
def test_each_standing_finding_is_one_command(example: str) -> None:
    plan = plan_of_example(example)
    standing = [finding for finding in plan.findings if finding.waived is None]

    lines = show_check(plan, "github").splitlines()

    assert len(lines) == len(standing)
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_hostile_words_make_no_second_command(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)
    standing = [finding for finding in plan.findings if finding.waived is None]

    shown = show_check(plan, "github")

    assert {c for c in shown if not c.isprintable()} <= {"\n"}
    assert len(shown.splitlines()) == len(standing)
    assert all(COMMAND.fullmatch(line) for line in shown.splitlines())


def test_a_percent_sign_is_one_for_the_reader_too(tmp_path: Path) -> None:
    shown = show_check(hostile_plan(tmp_path), "github")

    assert "%250A" in shown
    assert "%0A" not in shown


def test_a_path_with_commas_and_colons_stays_one_property(tmp_path: Path) -> None:
    folder = tmp_path / "a,line=1:b"
    folder.mkdir()

    line = show_check(hostile_plan(folder), "github").splitlines()[0]

    assert COMMAND.fullmatch(line)
    assert "a%2Cline=1%3Ab" in line


def test_a_waived_finding_is_not_shown(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    assert any(finding.waived for finding in plan.findings)
    assert "SOV002" not in show_check(plan, "github")
