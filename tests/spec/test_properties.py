"""What is true of every text: no string is changed, and nothing but diagnostics comes out."""

from __future__ import annotations

import json
import string
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml._yaml import CParser

from planner.diagnostics import Outcome, SourceText
from planner.spec import Spec, read_text, yaml12
from planner.spec.document import plain
from planner.spec.pure_yaml import Parser as PureParser

pytestmark = pytest.mark.property

PATH = PurePath("no-such-folder/topology.yaml")
SMALLEST = """\
version: 1
topology: hello
endpoints: {chat: {route: [frankfurt/sonnet]}}
providers: {frankfurt: {kind: openai, region: eu, models: {sonnet: gpt}}}
"""

scalars = st.text() | st.integers(min_value=-(10**30), max_value=10**30) | st.booleans() | st.none()
keys = st.text(max_size=60)
"""YAML lets a key on one line have 1,024 characters, and here each may take ten."""
punctuation = "{}[]:,-#&*!|>'\"%@`?~<> \n\t\\"
yaml_like = st.text(alphabet=punctuation + string.ascii_lowercase + string.digits, max_size=80)


def _escaped(text: str) -> str:
    """The text as a double-quoted scalar, with everything but ASCII as an escape of its own."""
    return '"' + "".join(map(_escaped_character, text)) + '"'


def _escaped_character(character: str) -> str:
    if character in '"\\' or not " " <= character <= "~":
        return f"\\U{ord(character):08x}"
    return character


def _scalar(value: object) -> str:
    return _escaped(value) if isinstance(value, str) else json.dumps(value)


def _read(text: str) -> Outcome[Spec]:
    return read_text(SourceText(PATH, text))


@given(st.text())
def test_any_string_survives_as_that_very_string(text: str) -> None:
    outcome = _read(f"{SMALLEST}tags: {{key: {_escaped(text)}}}\n")
    assert outcome.value is not None
    assert outcome.value.tags["key"] == text


@given(st.dictionaries(keys, scalars))
def test_any_mapping_of_scalars_comes_back(data: dict[str, object]) -> None:
    text = (
        "{" + ", ".join(f"{_escaped(key)}: {_scalar(value)}" for key, value in data.items()) + "}"
    )
    tree = yaml12.parse(SourceText(PATH, text)).value
    assert tree is not None
    assert plain(tree) == data


@given(st.text() | yaml_like)
def test_any_text_at_all_gives_a_spec_or_says_why_not(text: str) -> None:
    outcome = _read(text)
    assert (outcome.value is None) == bool(outcome.diagnostics)


@given(st.integers(0, len(SMALLEST)), st.integers(0, 12), yaml_like)
def test_any_change_of_a_spec_gives_a_spec_or_says_why_not(at: int, cut: int, put: str) -> None:
    outcome = _read(SMALLEST[:at] + put + SMALLEST[at + cut :])
    assert (outcome.value is None) == bool(outcome.diagnostics)


@given(
    st.sampled_from(["version", "policy", "gateways", "gpu_pools", "stores", "state", "alerts"]),
    st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["kind", "region", "main", "budget", "serves", "s3", "waivers"])
                | st.text(max_size=5),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ),
)
def test_any_value_at_any_place_gives_a_spec_or_says_why_not(key: str, value: object) -> None:
    text = SMALLEST.replace("version: 1\n", "") if key == "version" else SMALLEST
    outcome = _read(f"{text}{key}: {_flow(value)}\n")
    assert (outcome.value is None) == bool(outcome.diagnostics)


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_escaped(k)}: {_flow(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


@given(st.text() | yaml_like)
def test_every_complaint_points_into_the_text(text: str) -> None:
    last = text.count("\n") + 1
    for diagnostic in _read(text).diagnostics:
        assert 1 <= diagnostic.at.line <= last + 1
        assert diagnostic.at.column >= 1


@given(st.dictionaries(keys, scalars | st.lists(scalars)))
def test_libyaml_and_the_parser_in_python_agree(data: dict[str, object]) -> None:
    source = SourceText(
        PATH, "\n".join(f"{_escaped(k)}: {_flow(v)}" for k, v in data.items()) + "\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml12, "Parser", CParser)
        by_libyaml = yaml12.parse(source)
        patch.setattr(yaml12, "Parser", PureParser)
        assert yaml12.parse(source) == by_libyaml
