"""How diagnostics look in a terminal."""

from __future__ import annotations

from pathlib import PurePath
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.diagnostics import (
    Diagnostic,
    Fact,
    Fix,
    Label,
    Row,
    Severity,
    SourceText,
    Span,
    Step,
)
from planner.views.diagnostics import show, visible

PATH = PurePath("topology.yaml")


def _diagnostic(line: int, column: int, end_column: int, **more: object) -> Diagnostic:
    fields: dict[str, object] = {
        "code": "TOP102",
        "severity": Severity.ERROR,
        "message": "no region `x`",
        "at": Span(PATH, line, column, line, end_column),
    }
    return Diagnostic(**{**fields, **more})  # type: ignore[arg-type]  # fields by name


def _shown(text: str, *diagnostics: Diagnostic, color: bool = False) -> str:
    return show(diagnostics, {PATH: SourceText(PATH, text)}, color=color)


def test_a_diagnostic_shows_what_where_why_and_how_to_mend_it() -> None:
    text = "\n" * 11 + "  bedrock-fra: {kind: bedrock, region: eu-centrl-1}\n"
    proof = Step(
        "eu-centrl-1 is no region",
        "a region is one that the catalogue lists",
        (Fact("the nearest is eu-central-1", Row("clouds/aws/regions.csv", 7, "2026-01-31")),),
    )
    diagnostic = _diagnostic(
        12,
        40,
        51,
        message="no region `eu-centrl-1` for bedrock; did you mean `eu-central-1`?",
        because=proof,
        path=("endpoints.chat", "-primary->", "providers.bedrock-fra"),
        fixes=(Fix("write `eu-central-1`"),),
    )
    assert _shown(text, diagnostic) == (
        """\
error[TOP102]: no region `eu-centrl-1` for bedrock; did you mean `eu-central-1`?
  --> topology.yaml:12:40
   |
12 |   bedrock-fra: {kind: bedrock, region: eu-centrl-1}
   |                                        ^^^^^^^^^^^
   = path: endpoints.chat -primary-> providers.bedrock-fra
   = eu-centrl-1 is no region, a region is one that the catalogue lists:
   =   the nearest is eu-central-1  [clouds/aws/regions.csv:7 of 2026-01-31]
   = fix: write `eu-central-1`
"""
    )


def test_a_related_place_is_shown_with_its_words() -> None:
    label = Label(Span(PATH, 1, 1, 1, 2), "first given here")
    diagnostic = _diagnostic(2, 1, 2, message="the key `a` is given twice", also=(label,))
    assert _shown("a: 1\na: 2\n", diagnostic) == (
        """\
error[TOP102]: the key `a` is given twice
 --> topology.yaml:2:1
  |
2 | a: 2
  | ^
 ::: topology.yaml:1:1
  |
1 | a: 1
  | - first given here
"""
    )


def test_several_diagnostics_stand_apart_in_the_order_given() -> None:
    warning = _diagnostic(1, 1, 2, severity=Severity.WARNING)
    shown = _shown("a: 1\n", _diagnostic(1, 1, 2), warning)
    assert [line for line in shown.split("\n") if "TOP102" in line] == [
        "error[TOP102]: no region `x`",
        "warning[TOP102]: no region `x`",
    ]
    assert "\n\nwarning" in shown


def test_nothing_to_say_is_an_empty_text() -> None:
    assert _shown("") == ""


def test_a_waived_finding_says_who_waived_it() -> None:
    assert "= waived: DPO ticket" in _shown("a", _diagnostic(1, 1, 2, waived="DPO ticket"))


def test_a_span_of_several_lines_is_underlined_on_its_first() -> None:
    diagnostic = _diagnostic(1, 4, 1, at=Span(PATH, 1, 4, 3, 5))
    assert "  |    ^^^^^\n" in _shown("a: [one,\n  b,\n  c]\n", diagnostic)


def test_a_span_without_width_still_gets_a_mark() -> None:
    assert "  |   ^\n" in _shown("a:\n", _diagnostic(1, 4, 4))


def test_wide_characters_keep_the_underline_below_its_word() -> None:
    shown = _shown("名前: é́x\n", _diagnostic(1, 5, 8))
    assert "  |       ^^\n" in shown


def test_a_tab_takes_the_room_that_it_shows() -> None:
    assert "1 |     b: 1\n  | ^^^^\n" in _shown("\tb: 1\n", _diagnostic(1, 1, 2))


def test_escapes_in_the_text_do_nothing_to_the_terminal() -> None:
    shown = _shown("a: \x1b[31m\u202ex\n", _diagnostic(1, 4, 9, message="no \x1b[2J `x`"))
    assert "1 | a: ␛[31m<U+202E>x" in shown
    assert "no ␛[2J `x`" in shown


def test_a_long_line_is_cut_around_the_span() -> None:
    text = "a" * 500 + " target " + "b" * 500
    shown = _shown(text, _diagnostic(1, 502, 508)).split("\n")
    assert shown[3].startswith("1 | …aaaa")
    assert shown[3].endswith("bbb…")
    assert len(shown[3]) <= 100
    assert shown[4].index("^") == shown[3].index("target")


def test_a_span_that_is_itself_too_long_is_cut() -> None:
    shown = _shown("x" * 500, _diagnostic(1, 1, 501)).split("\n")
    assert shown[3].endswith("x…")
    assert shown[4].count("^") == len(shown[3]) - len("1 | ")


def test_what_follows_a_span_that_is_cut_is_left_out_without_a_second_ellipsis() -> None:
    shown = _shown("x" * 300 + "  # why", _diagnostic(1, 1, 301)).splitlines()
    assert shown[3].endswith("x…")


def test_a_place_in_a_file_that_is_not_at_hand_is_only_named() -> None:
    assert show([_diagnostic(3, 1, 2)], {}, color=False) == (
        "error[TOP102]: no region `x`\n --> topology.yaml:3:1\n"
    )


def test_a_place_past_the_end_of_the_file_is_only_named() -> None:
    assert _shown("a: 1", _diagnostic(9, 1, 2)).count("\n") == 2


@pytest.mark.parametrize(
    ("severity", "hue"), [(Severity.ERROR, "31"), (Severity.WARNING, "33"), (Severity.NOTE, "36")]
)
def test_colours_are_used_only_if_asked_for(severity: Severity, hue: str) -> None:
    diagnostic = _diagnostic(1, 1, 2, severity=severity)
    assert f"\x1b[1;{hue}m" in _shown("a", diagnostic, color=True)
    assert "\x1b" not in _shown("a", diagnostic)


@given(st.text())
def test_no_text_reaches_the_terminal_as_anything_but_letters(text: str) -> None:
    assert not {category(character) for character in visible(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(), st.integers(1, 12), st.integers(1, 200), st.integers(1, 200))
def test_any_place_in_any_text_can_be_shown(
    text: str, line: int, column: int, end_column: int
) -> None:
    shown = _shown(text, _diagnostic(line, column, end_column))
    assert shown.startswith("error[TOP102]")
