"""Two changes of one text: both are kept, or their lines are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import FileError
from planner.spec import Hunk, merge

BASE = "a\nb\nc\nd\ne\nf\ng\n"

_TEXTS = st.lists(st.sampled_from("abcd"), max_size=8).map(
    lambda lines: "".join(f"{x}\n" for x in lines)
)


def test_changes_that_do_not_touch_are_both_kept() -> None:
    merged = merge(BASE, BASE.replace("a", "edited"), BASE.replace("g", "new"))

    assert (merged.text, merged.conflicts) == ("edited\nb\nc\nd\ne\nf\nnew\n", ())


def test_the_same_change_twice_is_no_conflict() -> None:
    same = BASE.replace("c", "x")

    assert merge(BASE, same + "mine\n", same).text == same + "mine\n"


def test_a_conflict_is_named_by_its_line_and_both_sides() -> None:
    merged = merge(BASE, BASE.replace("d", "mine\nmore"), BASE.replace("d", "theirs"))

    assert merged.conflicts == (Hunk(4, "d\n", "mine\nmore\n", "theirs\n"),)


def test_the_line_of_a_second_conflict_is_that_of_the_edited_text() -> None:
    edited = BASE.replace("b", "one\ntwo\nthree").replace("f", "mine")

    merged = merge(BASE, edited, BASE.replace("b", "x").replace("f", "y"))

    assert [edited.splitlines()[hunk.line - 1] for hunk in merged.conflicts] == ["one", "mine"]


@pytest.mark.parametrize("marker", ["<<<<<<< X", "=======", "=" * 60, ">>>>>>> x", "|||||||"])
def test_lines_that_look_like_markers_are_text(marker: str) -> None:
    base = f"a\nb\n{marker}\nb\nc\nd\ne\n"

    merged = merge(base, base.replace("a", "mine"), base.replace("a", "new") + "end\n")

    assert merged.conflicts == (Hunk(1, "a\n", "mine\n", "new\n"),)
    assert merged.text == f"mine\nb\n{marker}\nb\nc\nd\ne\nend\n"


def test_other_line_ends_survive() -> None:
    base = BASE.replace("\n", "\r\n")

    assert merge(base, base.replace("a", "x"), base.replace("g", "y")).text == (
        base.replace("a", "x").replace("g", "y")
    )


def test_without_git_it_is_said_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(FileError, match="`git` is not on the PATH") as refused:
        merge("a\n", "b\n", "c\n")

    assert "install git" in refused.value.mend


@pytest.mark.property
@given(base=_TEXTS, other=_TEXTS)
def test_a_change_of_one_side_alone_is_the_merge(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other


@pytest.mark.property
@settings(max_examples=20, deadline=None)
@given(base=_TEXTS, edited=_TEXTS, generated=_TEXTS)
def test_the_edit_loses_no_line_that_it_added(base: str, edited: str, generated: str) -> None:
    merged = merge(base, f"{edited}mine\n", generated)

    assert "mine\n" in merged.text
    assert all(hunk.edited != hunk.generated for hunk in merged.conflicts)
