"""How a text becomes a tree: YAML 1.2, one document, nothing that unfolds without end."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath

import pytest

from planner.diagnostics import Diagnostic, SourceText
from planner.spec import yaml12
from planner.spec.document import Document, key_span_of, plain, span_of
from planner.spec.pure_yaml import Parser as PureParser

PATH = PurePath("topology.yaml")


@pytest.fixture(params=["as installed", "without libyaml"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without libyaml":
        monkeypatch.setattr(yaml12, "Parser", PureParser)


def _data(text: str) -> object:
    outcome = yaml12.parse(SourceText(PATH, text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return plain(outcome.value)


def _complaint(text: str) -> Diagnostic:
    (diagnostic,) = yaml12.parse(SourceText(PATH, text)).diagnostics
    return diagnostic


def _written(text: str, *route: str | int) -> str:
    source = SourceText(PATH, text)
    tree = yaml12.parse(source).value
    assert tree is not None
    return Document(tree, {PATH: source}).written(span_of(tree, route))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("1:30", "1:30"),
        ("2027-03-31", "2027-03-31"),
        ("012", 12),
        ("0o17", 15),
        ("0xFF", 255),
        ("3_600_000", 3_600_000),
        ("3_6", "3_6"),
        ("-7", -7),
        ("0.1", Decimal("0.1")),
        ("1e3", Decimal(1000)),
        (".inf", Decimal("Infinity")),
        ("true", True),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"a\\nb"', "a\nb"),
        ("9" * 100, "9" * 100),
    ],
)
def test_a_word_means_what_yaml_1_2_says(word: str, value: object) -> None:
    data = _data(f"key: {word}")
    assert data == {"key": value}
    assert isinstance(data, dict)
    assert type(data["key"]) is type(value)


def test_keys_are_text_whatever_they_look_like() -> None:
    assert _data("{no: 1, 012: 2, true: 3}") == {"no": 1, "012": 2, "true": 3}


def test_a_span_counts_characters_not_bytes() -> None:
    assert _written("{é→🦁: x, key: [one, two]}", "key", 1) == "two"


def test_a_block_ends_with_its_last_value() -> None:
    text = "a:\n  b: 1\n  c: 22\n\n\n# remark\nd: 3\n"
    tree = yaml12.parse(SourceText(PATH, text)).value
    assert tree is not None
    assert (span_of(tree, ("a",)).end_line, span_of(tree, ("a",)).end_column) == (3, 8)


def test_a_way_that_was_not_written_leads_to_the_nearest_value_above() -> None:
    assert _written("a: {b: 1}", "a", "x", "y") == "{b: 1}"
    assert _written("a: [b]", "a", 7) == "[b]"


def test_an_item_of_a_list_has_no_key_but_its_own_place() -> None:
    tree = yaml12.parse(SourceText(PATH, "a: [b, c]")).value
    assert tree is not None
    assert key_span_of(tree, ("a", 1)) == span_of(tree, ("a", 1))


def test_a_key_that_is_given_twice_names_both_places() -> None:
    found = _complaint("a: 1\nb: 2\na: 3\n")
    assert found.message == "the key `a` is given twice"
    assert found.at.line == 3
    assert found.also[0].span.line == 1


def test_several_keys_that_are_given_twice_are_all_told() -> None:
    outcome = yaml12.parse(SourceText(PATH, "{a: 1, a: 2, b: 1, b: 2}"))
    assert [found.at.column for found in outcome.diagnostics] == [8, 20]


def test_an_alias_repeats_a_value_and_stands_where_it_is_written() -> None:
    text = "a: &x [1, 2]\nb: *x\n"
    assert _data(text) == {"a": (1, 2), "b": (1, 2)}
    assert _written(text, "b") == "*x"
    assert _written(text, "b", 1) == "2"


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 25)]
    assert _complaint("\n".join(lines)).code == "TOP007"


def test_a_ladder_of_aliases_is_refused_by_its_depth() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 60)]
    assert "nests deeper than 32 levels" in _complaint("\n".join(lines)).message


def test_an_alias_inside_its_own_anchor_is_refused() -> None:
    assert _complaint("a: &a [*a]").message == "no anchor `&a` is complete before this alias"


@pytest.mark.parametrize("text", ["a: " + "[" * 5000, "a: " + "{b: " * 5000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert _complaint(text).message == "this nests deeper than 32 levels"


def test_merge_keys_are_refused_with_the_reason() -> None:
    found = _complaint("a: &a {x: 1}\nb:\n  <<: *a\n")
    assert found.message.startswith("merge keys are refused: YAML 1.2 has none")
    assert (found.at.line, found.at.column) == (3, 3)


def test_a_quoted_merge_key_is_a_key() -> None:
    assert _data('{"<<": 1}') == {"<<": 1}


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!str", "!secret"])
def test_tags_are_refused(tag: str) -> None:
    assert _complaint(f"a: {tag} x").code == "TOP006"


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"])
def test_a_key_is_a_word(key: str) -> None:
    assert _complaint(f"? {key}\n: 1\n").message == "a key is a word, not a list or a mapping"


def test_an_alias_is_no_key() -> None:
    assert _complaint("a: &a x\n*a : 1\n").message == "a key is a word, not an alias"


def test_a_text_of_yaml_1_1_is_refused() -> None:
    assert "reads YAML 1.2" in _complaint("%YAML 1.1\n---\na: NO\n").message


def test_a_second_document_is_refused_where_it_starts() -> None:
    found = _complaint("a: 1\n---\nb: 2\n")
    assert (found.message, found.at.line) == ("a second document starts here", 2)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_an_empty_file_holds_no_spec(text: str) -> None:
    assert _complaint(text).message == "the file holds no spec"


@pytest.mark.parametrize("text", ["- a\n- b\n", "word", "---\n", "[]"])
def test_a_root_that_is_no_mapping_is_refused(text: str) -> None:
    assert _complaint(text).code == "TOP004"


def test_a_tab_that_indents_is_mended_by_spaces() -> None:
    found = _complaint("a:\n\tb: 1\n")
    assert found.message == "a tab indents this line; YAML indents by spaces"
    assert (found.at.line, found.at.column) == (2, 1)
    assert found.fixes[0].text == "  "


def test_a_broken_grammar_is_told_where_it_breaks() -> None:
    found = _complaint("a: 1\nb: [1, 2\nc: 3\n")
    assert found.code == "TOP003"
    assert found.at.line == 3
    assert found.also[0].span.line == 2


@pytest.mark.parametrize("escape", [r"\U00110000", r"\ud800", r"\q"])
def test_an_escape_of_no_character_is_refused(escape: str) -> None:
    assert _complaint(f'a: "{escape}"').code == "TOP003"


def test_a_value_may_be_repeated_whatever_it_is() -> None:
    assert _data("a: &x {b: 1}\nc: *x\nd: &y z\ne: *y\n") == {
        "a": {"b": 1},
        "c": {"b": 1},
        "d": "z",
        "e": "z",
    }
