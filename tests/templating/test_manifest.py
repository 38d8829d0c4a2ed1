"""What a template asks: every answer is of its type, or refused in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from planner.errors import SpecError, UsageError
from planner.spec import folder
from planner.templating import Answer, Question, manifest
from tests.templating.folders import MANIFEST, template


def _question(tmp_path: Path, words: str) -> Question:
    text = MANIFEST.replace("files:", f"  asked: {words}\nfiles:")
    return manifest(template(tmp_path, template_yaml=text)).questions["asked"]


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        ("{type: name}", "search-team", "search-team"),
        ("{type: text}", "Anything, “quoted” too", "Anything, “quoted” too"),
        ("{type: integer}", "2_000", 2000),
        ("{type: integer}", 7, 7),
        ("{type: number}", "0.5", Decimal("0.5")),
        ("{type: boolean}", "yes", True),
        ("{type: boolean}", False, False),
        ("{type: choice, choices: [a, b]}", "b", "b"),
        ("{type: list, choices: [a, b]}", "a, b", ("a", "b")),
        ("{type: list}", ("x",), ("x",)),
        ("{type: money}", "5000 USD", "5000 USD"),
        ("{type: email}", "a@b.com", "a@b.com"),
        ("{matches: '[A-Z]{3}'}", "ABC", "ABC"),
    ],
)
def test_an_answer_is_of_the_question_s_type(
    tmp_path: Path, question: str, words: object, answer: Answer
) -> None:
    assert _question(tmp_path, question).read(words) == answer


@pytest.mark.parametrize(
    ("question", "words", "says"),
    [
        ("{type: name}", "Search Team", "small letters"),
        ("{type: name}", "a\nevil: true", "one line"),
        ("{type: text}", "a\x1b[2J", "one line"),
        ("{type: text}", "x" * 401, "at most 400"),
        ("{type: text}", True, "a text"),
        ("{type: integer}", "1.5", "a whole number"),
        ("{type: integer}", "many", "a number"),
        ("{type: integer}", "NaN", "a number"),
        ("{type: integer, least: 3}", "2", "at least 3"),
        ("{type: number, most: 3}", "3.5", "at most 3"),
        ("{type: boolean}", "perhaps", "`true` or `false`"),
        ("{type: choice, choices: [a, b]}", "c", "one of a, b"),
        ("{type: list, choices: [a, b]}", "a, c", "one of a, b"),
        ("{type: list}", ",".join("x" * 65), "at most 64"),
        ("{type: money}", "5000", "currency"),
        ("{type: email}", "somebody", "e-mail"),
        ("{matches: '[A-Z]{3}'}", "abc", "matches"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_is_asked(
    tmp_path: Path, question: str, words: object, says: str
) -> None:
    with pytest.raises(UsageError, match=says) as refused:
        _question(tmp_path, question).read(words)

    assert refused.value.mend.startswith("the template asks: ")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("version: 1", "version: 2", "only `version: 1`"),
        ("template: notes", "template: ''", "`template` is missing"),
        ("release:", "realease:", "no manifest has a key"),
        ("type: name", "type: nam", "the type `nam`"),
        ("type: name", "type: choice", "no `choices`"),
        ("type: name", "default: 1, typ: x", "a key `typ`"),
        ("type: name", "matches: '['", "is no pattern"),
        ("default: 20000", "default: none", "`requests` can't be"),
        ("least: 1", "least: one", "are numbers"),
        ("  name: {ask", "  Name!: {ask", "no name of a question"),
        ("topology.yaml.j2", "other.j2", "which the template doesn't have"),
        ("{topology.yaml: ", "{README.md: ", "makes no topology.yaml"),
        ("files: {topology.yaml: topology.yaml.j2}", "files: []", "says for each file"),
    ],
)
def test_a_manifest_that_is_none_is_refused_by_name(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    assert before in MANIFEST
    with pytest.raises(UsageError, match=says):
        manifest(template(tmp_path, template_yaml=MANIFEST.replace(before, after, 1)))


@pytest.mark.parametrize(
    "target",
    [
        "../x.yaml",
        "/etc/passwd",
        "a/../../x",
        ".git/config",
        ".github/workflows/x.yaml",
        "a/.envrc",
        "a//b",
        "a\\b",
        "C:/x",
        "a/ b",
        "",
    ],
)
def test_no_template_writes_outside_its_consumer_or_where_others_look(
    tmp_path: Path, target: str
) -> None:
    text = MANIFEST.replace("files: {", f"files: {{{target!r}: topology.yaml.j2, ")

    with pytest.raises(UsageError, match="no file that a template may write"):
        manifest(template(tmp_path, template_yaml=text))


def test_a_template_with_a_link_is_refused(tmp_path: Path) -> None:
    template(tmp_path / "t")
    (tmp_path / "t/secret").symlink_to("/etc/passwd")

    with pytest.raises(UsageError, match="is a link"):
        template(tmp_path / "t")


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n", "\x00"])
def test_a_manifest_that_is_no_yaml_is_shown_as_such(tmp_path: Path, text: str) -> None:
    with pytest.raises(SpecError):
        manifest(template(tmp_path, template_yaml=text))


def test_a_folder_without_a_manifest_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")

    with pytest.raises(UsageError, match=r"is no template: it has no template\.yaml"):
        manifest(folder(str(tmp_path)))


@pytest.mark.parametrize("place", ["nowhere", "git::https://u:p@x.com/r//t?ref=v1", "git::x//y"])
def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError):
        folder(str(tmp_path / place) if place == "nowhere" else place)
