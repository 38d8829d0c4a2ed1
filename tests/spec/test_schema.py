"""The JSON Schema that editors complete from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from planner.spec import json_schema


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json_schema()


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, part in [("Spec", schema), *schema["$defs"].items()]:
        for key, field in part.get("properties", {}).items():
            yield name, key, field


def test_it_is_a_schema_of_draft_2020_12(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_key_has_words(schema: dict[str, Any]) -> None:
    silent = [
        f"{name}.{key}"
        for name, key, field in _properties(schema)
        if not field.get("description") and key != "kind"
    ]
    assert silent == []


def test_the_words_of_a_key_are_its_docstring(schema: dict[str, Any]) -> None:
    words = schema["$defs"]["Bedrock"]["properties"]["region"]["description"]
    assert words == "The source region."


def test_inherited_keys_have_their_words_too(schema: dict[str, Any]) -> None:
    words = schema["$defs"]["Bedrock"]["properties"]["models"]["description"]
    assert words.startswith("The spec's own short names")


def test_closed_lists_can_be_completed(schema: dict[str, Any]) -> None:
    modes = schema["$defs"]["Bedrock"]["properties"]["mode"]["enum"]
    assert modes == ["regional", "geo", "global", "provisioned"]


def test_a_policy_is_written_as_one_clause(schema: dict[str, Any]) -> None:
    assert schema["properties"]["policy"]["$ref"] == "#/$defs/Policy"


def test_unknown_keys_are_underlined_by_the_editor(schema: dict[str, Any]) -> None:
    assert schema["additionalProperties"] is False


def test_the_smallest_spec_is_valid(schema: dict[str, Any], smallest: str) -> None:
    jsonschema.validate(yaml.safe_load(smallest), schema)


def test_a_quantity_may_be_a_number_a_text_or_a_spread(schema: dict[str, Any]) -> None:
    traffic = {
        "requests_per_month": {"low": 1, "expected": "2k", "high": "1M"},
        "input_tokens": 1400,
        "output_tokens": "3_600",
        "cached_input": "40%",
    }
    document = {"version": 1, "topology": "t", "endpoints": {"chat": {"traffic": traffic}}}
    jsonschema.validate(document, schema)


def test_a_misspelt_kind_is_invalid(schema: dict[str, Any], smallest: str) -> None:
    document = yaml.safe_load(smallest.replace("bedrock,", "bedrok,"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)
