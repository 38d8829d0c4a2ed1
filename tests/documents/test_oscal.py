"""A check as OSCAL assessment results, held against NIST's own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.documents import oscal_document
from planner.pipeline import Plan
from tests.documents import published_schemas
from tests.documents.plans import EXAMPLES, NAMES, hostile_plan, plan_of_example


def oscal(plan: Plan) -> Any:
    """As a reader gets it: through JSON."""
    return json.loads(json.dumps(oscal_document(plan)))


@pytest.mark.parametrize("example", NAMES)
def test_the_results_of_an_example_are_oscal(example: str) -> None:
    published_schemas.oscal().validate(oscal(plan_of_example(example)))


def test_hostile_words_are_oscal_too(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    document = oscal(plan)

    published_schemas.oscal().validate(document)
    (result,) = document["assessment-results"]["results"]
    assert len(result["findings"]) == len(plan.findings) + len(plan.topology.endpoints)


def test_an_endpoint_that_is_proven_is_satisfied_and_a_finding_never() -> None:
    plan = plan_of_example(NAMES[0])

    (result,) = oscal(plan)["assessment-results"]["results"]

    states = {
        finding["target"]["target-id"]: finding["target"]["status"]["state"]
        for finding in result["findings"]
    }
    assert states.pop("residency") == "satisfied"
    assert set(states.values()) <= {"not-satisfied"}


def test_the_same_check_gives_the_same_document_and_another_spec_another_identity(
    tmp_path: Path,
) -> None:
    example = EXAMPLES[0]
    changed = tmp_path / example.name
    changed.write_text(f"{example.read_text('utf-8')}# changed\n", encoding="utf-8")

    once, again = oscal(planner.plan(example)), oscal(planner.plan(example))
    other = oscal(planner.plan(changed))

    assert once == again
    assert once["assessment-results"]["uuid"] != other["assessment-results"]["uuid"]


def test_the_instant_is_that_of_the_facts() -> None:
    plan = plan_of_example(NAMES[0])

    metadata = oscal(plan)["assessment-results"]["metadata"]

    assert metadata["last-modified"] == plan.catalog.evaluated_at.isoformat()
