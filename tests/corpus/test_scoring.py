"""How a corpus is scored: what its labels say, and what counts as a miss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from planner.cli.corpus import command

_SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "corpus.v1.schema.json"
_SPEC = """\
version: 1
topology: hello
policy: {processing: [bloc:EU]}
endpoints: {chat: {data: [personal], route: [b/m]}}
providers:
  b: {kind: bedrock, region: eu-central-1, mode: global, models: {m: claude-sonnet-4-6}}
"""
_CLEAN = _SPEC.replace("personal", "public")

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> None:
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    return written


def _run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(folder), *options])


def test_a_corpus_whose_labels_are_all_found_is_perfect(tmp_path: Path, write: Write) -> None:
    write("bad", f"# expect: SOV004 violated\n{_SPEC}")
    write("good", f"# expect: nothing\n{_CLEAN}")

    ran = _run(tmp_path)

    assert ran.exit_code == 0, ran.output
    assert "2 cases, 0 misjudged" in ran.output


def test_another_verdict_is_a_miss_and_a_surplus(tmp_path: Path, write: Write) -> None:
    write("bad", f"# expect: SOV004 unproven\n{_SPEC}")

    ran = _run(tmp_path)

    assert ran.exit_code == 3
    assert "labelled, not found: SOV004 unproven" in ran.output
    assert "found, not labelled: SOV004 violated" in ran.output


def test_a_code_that_one_case_labels_is_looked_for_in_all(tmp_path: Path, write: Write) -> None:
    write("bad", f"# expect: SOV004 violated\n{_SPEC}")
    write("good", f"# expect: nothing\n{_SPEC}")

    score = json.loads(_run(tmp_path, "--format", "json").stdout)

    assert score["codes"]["SOV004"] == {
        "expected": 1,
        "found": 2,
        "both": 1,
        "precision": "0.5000",
        "recall": "1.0000",
    }
    assert [one["surplus"] for one in score["misjudged"]] == [["SOV004 violated"]]


def test_the_score_keeps_its_published_schema(tmp_path: Path, write: Write) -> None:
    write("bad", f"# expect: SOV004 unproven\n{_SPEC}")
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))

    document = json.loads(_run(tmp_path, "--format", "json").stdout)

    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def test_a_spec_that_has_to_be_refused_is_refused(tmp_path: Path, write: Write) -> None:
    write("unknown", f"# expect: TOP106 refused\n{_SPEC.replace('bloc:EU', 'bloc:MARS')}")

    assert _run(tmp_path).exit_code == 0


def test_what_a_case_extends_is_no_case(tmp_path: Path, write: Write) -> None:
    write("base", "policy: {at_rest: [bloc:EU]}\n")
    write("good", f"# expect: nothing\n{_CLEAN}extends: [base.yaml]\n")

    assert "1 cases, 0 misjudged" in _run(tmp_path).output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("version: 1\n", "no case below"),
        (f"# expect: a lot\n{_SPEC}", "`# expect: a lot` names no finding"),
        (f"# expect: SOV1 violated\n{_SPEC}", "`# expect: SOV1 violated` names no finding"),
    ],
)
def test_a_folder_that_labels_nothing_is_refused(
    tmp_path: Path, write: Write, text: str, says: str
) -> None:
    write("case", text)

    ran = _run(tmp_path)

    assert ran.exit_code != 0
    assert says in str(ran.exception)
