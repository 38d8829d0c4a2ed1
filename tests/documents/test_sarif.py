"""SARIF as code hosts read it.

It keeps the standard's own schema, which has 3,000 lines for what this tool never writes and takes
any property besides. The one below holds what it does write, each object closed, so that a misspelt
property fails. Its words and limits are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

import planner
from planner.documents import sarif_document
from planner.pipeline import Plan
from tests.documents import published_schemas
from tests.documents.plans import HOSTILE, NAMES, hostile_plan, plan_of_example


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": required | (optional or {}),
    }


TEXT = closed({"text": {"type": "string", "minLength": 1}})
POSITION = {"type": "integer", "minimum": 1}
REGION = closed(dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), POSITION))
URI = {"type": "string", "pattern": r"^[A-Za-z0-9._~%/-]+$"}
PHYSICAL = {
    "physicalLocation": closed({"artifactLocation": closed({"uri": URI}), "region": REGION})
}
SUPPRESSION = closed(
    {"kind": {"enum": ["inSource", "external"]}, "justification": {"type": "string"}}
)
WORDS = {"type": "array", "minItems": 1, "items": {"type": "string"}}
PROPERTIES = closed(
    {},
    {
        "verdict": {"enum": ["proven", "unproven", "violated"]},
        "endpoint": {"type": "string"},
        **dict.fromkeys(("path", "offending", "facts", "fixes"), WORDS),
    },
)
RESULT = closed(
    {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": closed(PHYSICAL)},
        "partialFingerprints": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string"},
        },
        "properties": PROPERTIES,
    },
    {
        "relatedLocations": {"type": "array", "items": closed({**PHYSICAL, "message": TEXT})},
        "suppressions": {"type": "array", "minItems": 1, "items": SUPPRESSION},
    },
)
RULE = closed({"id": {"type": "string"}, "shortDescription": TEXT})
DRIVER = closed(
    {
        "name": {"const": "topoplan"},
        "version": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
    }
)
SARIF = closed(
    {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": closed(
                {
                    "tool": closed({"driver": DRIVER}),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                }
            ),
        },
    }
)


def sarif(plan: Plan) -> Any:
    return json.loads(json.dumps(sarif_document(plan.findings)))


@pytest.mark.parametrize("example", NAMES)
def test_the_findings_of_an_example_are_sarif(example: str) -> None:
    Draft202012Validator(SARIF).validate(sarif(plan_of_example(example)))
    published_schemas.sarif().validate(sarif(plan_of_example(example)))


def test_hostile_words_are_text_and_stay_what_they_are(tmp_path: Path) -> None:
    document = sarif(hostile_plan(tmp_path))
    Draft202012Validator(SARIF).validate(document)
    published_schemas.sarif().validate(document)

    (run,) = document["runs"]

    assert any(HOSTILE in result["message"]["text"] for result in run["results"])


def test_a_waived_finding_is_kept_as_suppressed_with_the_reason(tmp_path: Path) -> None:
    (run,) = sarif(hostile_plan(tmp_path))["runs"]

    (waived,) = (result for result in run["results"] if "suppressions" in result)
    (suppression,) = waived["suppressions"]

    assert waived["ruleId"] == "SOV002"
    assert suppression["kind"] == "inSource"
    assert HOSTILE in suppression["justification"]


def test_every_result_points_at_its_rule(tmp_path: Path) -> None:
    (run,) = sarif(hostile_plan(tmp_path))["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_path_with_spaces_and_umlauts_is_a_uri(tmp_path: Path) -> None:
    folder = tmp_path / "my tü #1"
    folder.mkdir()
    (run,) = sarif(hostile_plan(folder))["runs"]

    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert uri.isascii()
    assert unquote(uri) == (folder / "topology.yaml").as_posix()


def test_a_tree_names_the_spec_as_it_lies_beside_it(tmp_path: Path) -> None:
    document = json.loads(planner.render(hostile_plan(tmp_path)).files["findings.sarif"])

    location = document["runs"][0]["results"][0]["locations"][0]

    assert location["physicalLocation"]["artifactLocation"]["uri"] == "topology.yaml"
