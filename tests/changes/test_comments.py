"""What a pull request's comment says, and what it never does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planner.changes import (
    Endpoint,
    EndpointChange,
    Finding,
    Review,
    Right,
    Waiver,
    WaiverChange,
    compare,
)
from planner.commenting import marker_of
from planner.documents import mermaid_of_change
from planner.errors import UsageError
from planner.views.review import MOST, Words, comment, text
from tests.changes.made import (
    BASE,
    CHANGES,
    PLANFILE,
    SECRET,
    first_review,
    plan_of,
    planned_review,
    review,
    snapshot,
)

EXPECTED = Path(__file__).with_name("expected")
COMMAND = "topoplan review topology.yaml --base main"

_DIGESTS = (
    (re.compile(r"sha256:[0-9a-f]{64}"), "sha256:…"),
    (re.compile(r"\| `[0-9a-f]{8}` \|"), "| `…` |"),
    (re.compile(r"`\d{4}-\d\d-\d\d \([0-9a-f]{12}\)`"), "`FACTS`"),
)


def _steady(said: str) -> str:
    """A comment without what every new fact and version changes."""
    for digest, stands in _DIGESTS:
        said = digest.sub(stands, said)
    return said


@cache
def _review(name: str) -> Review:
    match name:
        case "the-first-spec":
            return first_review()
        case "a-terraform-plan":
            return planned_review()
    return review(CHANGES[name])


NAMES = (*CHANGES, "the-first-spec", "a-terraform-plan")


@pytest.mark.parametrize("name", NAMES)
def test_a_comment_says_what_a_change_changes(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    made = comment(_review(name), "inbox/prod", COMMAND)

    golden(EXPECTED / f"{name}.md", _steady(made.text))


@pytest.mark.parametrize("name", ["a-pool-on-spot", "a-longer-waiver", "a-terraform-plan"])
def test_a_terminal_is_told_the_same(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(EXPECTED / f"{name}.txt", _steady(text(_review(name))) + "\n")


def test_a_spec_that_is_merely_laid_out_otherwise_changes_nothing() -> None:
    assert review(CHANGES["nothing"]).is_empty


@pytest.mark.property
@pytest.mark.parametrize("name", ["nothing", "a-new-fallback", "hostile-words"])
def test_nothing_differs_from_itself(name: str) -> None:
    one = snapshot(CHANGES[name], "topology.yaml")

    assert compare(one, one).is_empty


def test_a_value_of_a_terraform_plan_is_never_shown() -> None:
    said = comment(_review("a-terraform-plan"), "inbox/prod", COMMAND).text

    assert SECRET not in said
    assert "ON_DEMAND" not in said
    assert json.dumps(PLANFILE["resource_changes"][0]["change"]["after"]) not in said


def test_a_terminal_is_told_nothing_that_it_would_act_on() -> None:
    review = _review("a-terraform-plan")
    evil = replace(review.replacements[0], address="module.\x1b[2Jx", because=("\u202eabc",))

    said = text(replace(review, replacements=(evil,), unknown=("\x1b]0;title\x07",)))

    assert "\x1b" not in said
    assert "\u202e" not in said


def test_what_looks_like_a_credential_is_struck_out() -> None:
    waiver = plan_of(BASE).topology.waivers[0]
    signed = Waiver(
        waiver.code, waiver.subject, "", "", f"see {SECRET}", waiver.owner, waiver.expires
    )
    leaking = replace(_review("nothing"), waivers=(WaiverChange(None, signed),))

    said = comment(leaking, "inbox/prod", COMMAND).text

    assert "sk-****" in said.replace("\\", "")
    assert SECRET not in said


_OURS = re.compile(r"<!-- topoplan \{.*\} -->|</?(?:details|summary)>|<br>")


def _markup(said: str) -> list[str]:
    """Every piece of HTML, every link and every heading that a host would see."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = [inner for token in reader.parse(said) for inner in (token, *(token.children or ()))]
    html = [token.content for token in tokens if token.type in {"html_block", "html_inline"}]
    foreign = [left for one in html if (left := _OURS.sub("", one).strip())]
    # within a summary stand words of ours alone
    foreign = [one for one in foreign if not one.startswith("Generated files: ")]
    links = [token.type for token in tokens if token.type in {"link_open", "image"}]
    return foreign + links


def test_hostile_words_stay_words() -> None:
    said = comment(_review("hostile-words"), "inbox/prod", COMMAND).text

    assert _markup(said) == []
    assert "@octo-org" not in said


_FREE = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["-->", "```", "|", "\n## owned", "<script>", "@everyone", "`", '"]; click n0 "x"', "]]>"]
)


def _renamed(change: EndpointChange, name: str) -> EndpointChange:
    """The same of an endpoint of another name, whose stops are called so too."""
    before, after = (side and _called(side, name) for side in (change.before, change.after))
    return replace(change, name=name, before=before, after=after)


def _called(endpoint: Endpoint, name: str) -> Endpoint:
    reaches = {
        stop: replace(one, path=(f"endpoints.{name}", *one.path[1:]), title=name)
        for stop, one in endpoint.reaches.items()
    }
    return replace(endpoint, name=name, reaches=reaches)


def _filled(words: list[str], times: int) -> Review:
    """A review that is full of some words."""
    review = _review("a-new-fallback")
    findings = tuple(
        Finding(f"{place}", word, "error", word * times, word, word, word if place % 2 else "")
        for place, word in enumerate(words * times)
    )
    rights = tuple(Right(word, word * times, word) for word in words * times)
    endpoints = tuple(
        _renamed(change, f"{word}{place}")
        for change in review.endpoints
        for place, word in enumerate(words * times)
    )
    changes = replace(review.findings, new=findings)
    return replace(review, findings=changes, rights_added=rights, endpoints=endpoints)


@pytest.mark.property
@given(words=st.lists(_FREE, min_size=1, max_size=8), times=st.integers(1, 60))
def test_a_comment_never_takes_more_than_a_host_does(words: list[str], times: int) -> None:
    made = comment(_filled(words, times), words[0], COMMAND, most=9_000)

    assert len(made.text.encode("utf-16-le")) // 2 <= 9_000
    assert all(name in made.text for name in made.left_out)


@pytest.mark.property
@given(key=_FREE)
def test_a_marker_gives_back_its_very_key(key: str) -> None:
    marker = marker_of(comment(_review("nothing"), key, COMMAND).text)

    assert marker is not None
    assert marker.key == key


@pytest.mark.property
@given(words=st.lists(_FREE, min_size=1, max_size=4))
def test_no_word_is_taken_for_markup(words: list[str]) -> None:
    said = comment(_filled(words, 1), words[0], COMMAND).text
    lines = said.splitlines()

    assert _markup(said) == []
    assert lines.count("```mermaid") + lines.count("```console") == lines.count("```")
    assert len([line for line in lines if line.startswith("## ")]) == 1


@pytest.mark.property
@given(words=st.lists(_FREE, min_size=1, max_size=4))
def test_no_word_is_taken_for_a_part_of_the_picture(words: list[str]) -> None:
    drawn = mermaid_of_change(_filled(words, 1)).splitlines()[1:]

    assert drawn
    node = re.compile(r'  n\d+[^"]*"[^"`<>]*"[^"]*|  n\d+ \S.* n\d+|  rest\["[\w ]+"\]')
    assert [line for line in drawn if not node.fullmatch(line)] == []


def test_a_comment_that_is_too_large_says_what_it_leaves_out() -> None:
    made = comment(_filled(["word " * 50], 500), "inbox/prod", COMMAND, most=12_000)

    assert made.left_out
    assert "Left out for want of room: files" in made.text
    assert '"truncated": true' in made.text.splitlines()[0]


def test_a_usual_comment_leaves_nothing_out() -> None:
    made = comment(_review("a-model-called-globally"), "inbox/prod", COMMAND)

    assert not made.left_out
    assert len(made.text) < MOST


def test_a_team_adds_its_own_words() -> None:
    words = Words(header="Ask #platform.", footer="See the runbook.")

    said = comment(_review("nothing"), "inbox/prod", COMMAND, words).text

    assert said.splitlines()[1] == "Ask #platform."
    assert said.rstrip().endswith("See the runbook.")


def test_a_template_orders_the_sections_as_a_team_wants_them() -> None:
    words = Words(template="{{ cost }}\n\n{{ verdict }}")

    said = comment(_review("ten-times-the-traffic"), "inbox/prod", COMMAND, words).text

    assert said.index("### Cost") < said.index("## topoplan")


@pytest.mark.parametrize(
    "template", ["{{ costs }}", "{% if %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"]
)
def test_a_template_that_fails_is_refused_in_words(template: str) -> None:
    with pytest.raises(UsageError, match="template fails"):
        comment(_review("nothing"), "inbox/prod", COMMAND, Words(template=template))


def test_a_header_without_end_is_refused() -> None:
    with pytest.raises(UsageError, match="more than 8000 characters"):
        comment(_review("nothing"), "inbox/prod", COMMAND, Words(header="x" * 9_000))
