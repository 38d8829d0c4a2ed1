"""What the searches print, for people and for scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.documents import check_document
from planner.pipeline import Plan
from planner.solving import Judge, alike, core, mended, relax, solve
from planner.views import show_cores, show_relaxations, show_solutions
from tests.documents.test_schemas import schema
from tests.rules.specs import endpoint, spec
from tests.solving.plans import TRAFFIC, planned

EU = {"processing": ["bloc:EU"], "at_rest": ["bloc:EU"]}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """One endpoint that a route mends, two that are alike and that none does."""
    nowhere = endpoint("fra", processing=["CH"], operators={"parents": ["CH"], "deny": ["aws"]})
    named = {"chat": endpoint("us") | {"traffic": TRAFFIC}, "one": nowhere, "two": nowhere}
    return planned(spec(named, policy=EU))


def shown(plan: Plan, search: str, name: str) -> str:
    judge = Judge(plan.catalog, plan.today)
    names = [one.name for one in plan.topology.endpoints]
    if search == "solve":
        found = [solve(plan, each, judge) for each in names]
        cores = {one.endpoint: core(plan, one.endpoint, judge) for one in found if not one.targets}
        return show_solutions(found, cores, plan.catalog.id, name)
    groups = {group[0]: group for group in alike(plan.spec, names)}
    if search == "relax":
        answers = [relax(plan, each) for each in groups]
        return show_relaxations(answers, groups, plan.catalog.id, name)
    return show_cores([core(plan, e, judge) for e in groups], groups, plan.catalog.id, name)


def document(plan: Plan, search: str) -> Any:
    return json.loads(shown(plan, search, "json"))


@pytest.mark.parametrize("search", ["solve", "relax", "core"])
def test_a_search_keeps_its_schema(plan: Plan, search: str) -> None:
    made, validator = document(plan, search), Draft202012Validator(schema(search))

    Draft202012Validator.check_schema(schema(search))
    assert [error.message for error in validator.iter_errors(made)] == []
    assert not validator.is_valid(made | {"novelty": 1})


def test_findings_with_fixes_keep_their_schema(plan: Plan) -> None:
    better = mended(plan)
    made = json.loads(json.dumps(check_document(better.findings, better.verdicts)))

    Draft202012Validator(schema("check")).validate(made)
    fixes = [fix for finding in made["findings"] for fix in finding["fixes"] if fix["rechecked"]]
    assert all(fix["edits"] for fix in fixes)
    assert any(fix["monthly_change"] for fix in fixes)


def test_a_route_comes_with_the_providers_to_paste(plan: Plan) -> None:
    text = shown(plan, "solve", "text")

    assert "    endpoints:\n" not in text
    assert "  endpoints:\n    chat:\n      route: [" in text
    assert "without it:" in text


def test_endpoints_that_are_alike_are_told_of_once(plan: Plan) -> None:
    assert [one["alike"] for one in document(plan, "core")["endpoints"]] == [
        ["chat"],
        ["one", "two"],
    ]
    assert "one, and 1 more of its form" in shown(plan, "core", "text")


def test_a_widening_names_its_file_and_level(plan: Plan) -> None:
    text = shown(plan, "relax", "text")

    assert "processing [topology.yaml:1:" in text
    assert "in topology.yaml:" in text
