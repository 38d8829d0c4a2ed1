"""Plans in a pull request."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from planner.views import show_bill, show_check
from tests.documents.plans import NAMES, hostile_plan, plan_of_example

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("example", NAMES)
def test_a_check_is_a_table_of_verdicts_and_a_list_of_findings(example: str) -> None:
    plan = plan_of_example(example)

    page = MARKDOWN.render(show_check(plan, "markdown"))

    assert page.count("<h2>") == 2
    assert page.count("<tr>") == len(plan.topology.endpoints) + 1
    assert page.count("<li>") == len(plan.findings)


@pytest.mark.parametrize("example", NAMES)
def test_a_bill_is_one_table(example: str) -> None:
    assert MARKDOWN.render(show_bill(plan_of_example(example), "markdown")).count("<table>") == 1


def test_hostile_words_are_no_markup(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    page = MARKDOWN.render(show_check(plan, "markdown"))

    assert page.count("<li>") == len(plan.findings)
    assert not any(tag in page for tag in ("<script", "<a ", "<em>", "<s>", "<h1>"))
    assert "\x1b" not in page
