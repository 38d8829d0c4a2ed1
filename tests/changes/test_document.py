"""`topoplan/diff/v1` keeps its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.changes import Review
from planner.documents import review_document
from tests.changes.made import CHANGES, first_review, planned_review, review

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "diff.v1.schema.json"


def _problems(made: Review) -> list[str]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.loads(json.dumps(review_document(made)))
    assert not Draft202012Validator(schema).is_valid(document | {"novelty": 1})
    return [error.message for error in Draft202012Validator(schema).iter_errors(document)]


@pytest.mark.parametrize("name", CHANGES)
def test_the_document_of_a_change_keeps_its_schema(name: str) -> None:
    assert _problems(review(CHANGES[name])) == []


def test_so_do_those_of_a_first_spec_and_of_a_terraform_plan() -> None:
    assert _problems(first_review()) == []
    assert _problems(planned_review()) == []


def test_an_empty_review_says_so() -> None:
    assert review_document(review(CHANGES["nothing"]))["empty"] is True
