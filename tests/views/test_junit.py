"""JUnit XML, read by a real parser."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planner.pipeline import Plan
from planner.views import show_check
from tests.documents.plans import NAMES, hostile_plan, plan_of_example


def suite_of(plan: Plan) -> ET.Element:
    return ET.fromstring(show_check(plan, "junit"))  # noqa: S314 - our own text


@pytest.mark.parametrize("example", NAMES)
def test_every_endpoint_is_a_case_and_the_topology_one_more(example: str) -> None:
    plan = plan_of_example(example)

    suite = suite_of(plan)

    names = [case.get("name") for case in suite.iter("testcase")]
    assert names == ["topology", *(endpoint.name for endpoint in plan.topology.endpoints)]
    assert suite.get("tests") == str(len(names))
    assert suite.get("failures") == str(len(list(suite.iter("failure"))))


@pytest.mark.parametrize("example", NAMES)
def test_cases_fail_just_where_errors_stand(example: str) -> None:
    plan = plan_of_example(example)
    failing = {finding.endpoint or "topology" for finding in plan.errors}

    suite = suite_of(plan)

    cases = suite.iter("testcase")
    assert {case.get("name") for case in cases if case.find("failure") is not None} == failing


def test_hostile_words_are_the_text_of_a_failure(tmp_path: Path) -> None:
    suite = suite_of(hostile_plan(tmp_path))

    (failure,) = suite.iter("failure")

    assert "]]> --><script>alert(1)</script>" in (failure.text or "")
    assert "]]> --><script>alert(1)</script>" in (failure.get("message") or "")


def test_a_waived_finding_fails_nothing_and_is_told_with_who_answers_for_it(tmp_path: Path) -> None:
    suite = suite_of(hostile_plan(tmp_path))

    failures = "".join(failure.text or "" for failure in suite.iter("failure"))
    (told,) = suite.iter("system-out")
    assert "SOV002" not in failures
    assert "SOV002 waived: ]]> --><script>alert(1)</script>" in (told.text or "")
    assert "until 2099-01-01" in (told.text or "")
