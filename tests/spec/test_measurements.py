"""What is read of a file of measurements, and what is said of one that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from planner.diagnostics import Diagnostic
from planner.spec import Spec, TargetName, cut, read

SPEC = """\
version: 1
topology: hello
endpoints:
  chat: {measured: seen/chat.json, route: [fra/sonnet]}
providers:
  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}
"""
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/measurement.v1.schema.json").read_text("utf-8")
)
SEEN = {"requests": 200, "ttft_p95_ms": 640, "p95_ms": 2300, "output_tokens_per_second": 71.5}


def document(**changes: object) -> dict[str, object]:
    """A file of measurements with other words at some keys; None leaves a key out."""
    whole: dict[str, object] = {
        "schema": "topoplan/measurement/v1",
        "measured_on": "2026-11-20",
        "measured_from": "aws:eu-central-1",
        "targets": {"fra/sonnet": SEEN},
    }
    return {key: word for key, word in (whole | changes).items() if word is not None}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "seen").mkdir()
    (tmp_path / "topology.yaml").write_text(SPEC)
    return tmp_path / "topology.yaml"


def spec_with(path: Path, text: str) -> Spec:
    (path.parent / "seen/chat.json").write_text(text)
    outcome = read(path)
    assert outcome.value is not None, [each.message for each in outcome.diagnostics]
    return outcome.value


def complaint(path: Path, text: str) -> Diagnostic:
    (path.parent / "seen/chat.json").write_text(text)
    (found,) = read(path).diagnostics
    return found


def test_its_text_is_one_of_the_texts_that_the_spec_was_read_from(path: Path) -> None:
    spec = spec_with(path, json.dumps(document()))
    assert [file.name for file in spec.sources] == ["topology.yaml", "chat.json"]


def test_a_part_of_the_spec_keeps_it(path: Path) -> None:
    part = cut(spec_with(path, json.dumps(document())), ("chat",))
    seen = part.measurement("seen/chat.json")
    assert seen is not None
    assert TargetName("fra", "sonnet") in seen.targets


def test_an_indented_file_is_read_too(path: Path) -> None:
    spec = spec_with(path, json.dumps(document(), indent=2))
    assert spec.measurement_span("seen/chat.json", "fra/sonnet").line == 6


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({}, True),
        ({"measured_on": None}, False),
        ({"schema": "topoplan/measurement/v2"}, False),
        ({"targets": {"fra/sonnet": {"requests": 3}}}, False),
        ({"targets": {"fra/sonnet": {**SEEN, "p95_ms": 0}}}, False),
        ({"targets": {"sonnet": SEEN}}, False),
    ],
)
def test_the_published_schema_takes_what_is_read(
    path: Path, changes: dict[str, object], *, is_valid: bool
) -> None:
    text = json.dumps(document(**changes))
    (path.parent / "seen/chat.json").write_text(text)
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(json.loads(text)) is is_valid
    assert (read(path).value is not None) is is_valid


def test_a_missing_file_is_complained_of_where_it_is_named(path: Path) -> None:
    (found,) = read(path).diagnostics
    assert found.message.endswith("chat.json` can't be read: no such file or directory")
    assert found.at.path == path
    assert found.at.line == 4


def test_a_wrong_figure_is_shown_in_its_file(path: Path) -> None:
    wrong = document(targets={"fra/sonnet": SEEN | {"p95_ms": "2.3 s"}})
    found = complaint(path, json.dumps(wrong, indent=2))
    assert (
        found.message == "`p95_ms` must be a number above 0, such as `640` or `71.5`, not `2.3 s`"
    )
    assert (found.at.path.name, found.at.line) == ("chat.json", 9)


@pytest.mark.parametrize("figure", [0, -1, True])
def test_a_figure_is_above_zero(path: Path, figure: object) -> None:
    wrong = document(targets={"fra/sonnet": SEEN | {"ttft_p95_ms": figure}})
    assert complaint(path, json.dumps(wrong)).code == "TOP012"


def test_a_target_without_a_figure_was_not_measured(path: Path) -> None:
    found = complaint(path, json.dumps(document(targets={"fra/sonnet": {"requests": 3}})))
    assert found.message == (
        "a measured target has at least one of `ttft_p95_ms`, `p95_ms`, "
        "`output_tokens_per_second`, `requests_per_second`"
    )


def test_a_measurement_has_a_day(path: Path) -> None:
    found = complaint(path, json.dumps(document(measured_on=None)))
    assert found.message == "the measurement needs `measured_on`"


@pytest.mark.parametrize("schema", ["topoplan/measurement/v2", None])
def test_another_document_is_no_measurement(path: Path, schema: str | None) -> None:
    assert "topoplan/measurement/v1" in complaint(path, json.dumps(document(schema=schema))).message


def test_a_file_that_is_no_json_is_shown_where_it_breaks(path: Path) -> None:
    found = complaint(path, '{"schema": "topoplan/measurement/v1",\n "targets": {]}')
    assert (found.code, found.at.path.name, found.at.line) == ("TOP003", "chat.json", 2)


def test_a_key_that_is_misspelt_is_no_comment(path: Path) -> None:
    wrong = document(targets={"fra/sonnet": SEEN | {"p59_ms": 1}})
    assert complaint(path, json.dumps(wrong)).message.endswith("did you mean `p95_ms`?")


def test_a_credential_in_it_is_refused(path: Path) -> None:
    wrong = document(measured_from="sk-ant-api03-" + "a1B2" * 24)
    assert complaint(path, json.dumps(wrong)).code == "TOP016"


def test_a_template_s_measurement_lies_beside_the_spec(path: Path) -> None:
    (path.parent / "platform").mkdir()
    (path.parent / "platform/base.yaml").write_text(SPEC)
    path.write_text("version: 1\ntopology: child\nextends: [platform/base.yaml]\n")
    assert spec_with(path, json.dumps(document())).measurement("seen/chat.json") is not None
