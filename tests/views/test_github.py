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
def test_each_finding_is_one_command(example: str) -> None:
    plan = plan_of_example(example)

    lines = show_check(plan, "github").splitlines()

    assert len(lines) == len(plan.findings)
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_hostile_words_make_no_second_command(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    shown = show_check(plan, "github")

    assert {c for c in shown if not c.isprintable()} <= {"\n"}
    assert len(shown.splitlines()) == len(plan.findings)
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


def test_a_waived_finding_is_a_notice_with_who_answers_for_it(tmp_path: Path) -> None:
    lines = show_check(hostile_plan(tmp_path), "github").splitlines()

    (told,) = (line for line in lines if "title=SOV002" in line)
    assert told.startswith("::notice ")
    assert "::waived: ]]> --><script>" in told
    assert "until 2099-01-01" in told
