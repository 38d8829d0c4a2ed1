"""Advice for people: a first screen, a 2x2 that many endpoints don't break, honest words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.advising import Advice, EndpointAdvice, Rung, advise, thresholds
from planner.views import show_advice
from planner.views.quadrants import boxes, chart, place
from tests.documents.plans import plan_of_example

COLOR = re.compile(r"\x1b\[[\d;]*m")
NAMES = (
    "azure-data-zone/topology",
    "document-extraction/topology",
    "h100-self-host/topology",
    "hybrid-hot-path/topology",
)


@cache
def advice_of(example: str) -> Advice:
    return advise(plan_of_example(example), thresholds())


def shown(example: str, name: str = "text", *, color: bool = False) -> str:
    advice = advice_of(example)
    return show_advice(advice, [one.name for one in advice.endpoints], name, color=color)


def one_of_many(name: str, ratio: Decimal | None, *, waits: bool = True) -> EndpointAdvice:
    """An endpoint that stands somewhere else."""
    one = advice_of("hybrid-hot-path/topology").endpoints[0]
    dear = ratio is not None and ratio >= 1
    cost = replace(one.sensitivity.cost, is_sensitive=dear, ratio=ratio)
    latency = replace(one.sensitivity.latency, is_sensitive=not waits)
    return replace(one, name=name, sensitivity=replace(one.sensitivity, cost=cost, latency=latency))


@pytest.mark.parametrize("example", NAMES)
def test_all_but_the_change_of_the_spec_fits_80_columns(example: str) -> None:
    for line in shown(example).splitlines():
        assert len(line) <= 80 or line.startswith(("  +", "  -", "   ", "  @")), line


@pytest.mark.parametrize("example", NAMES)
def test_colour_changes_no_word(example: str) -> None:
    assert COLOR.sub("", shown(example, color=True)) == shown(example)
    assert "\x1b" not in shown(example)


def test_the_verdict_comes_first_then_both_topologies() -> None:
    verdict, topologies, *_ = shown("hybrid-hot-path/topology").split("\n\n")

    assert verdict.startswith("inbox-triage: ")
    assert [line.split()[0] for line in topologies.splitlines()[:3:2]] == ["now", "cheapest"]


def test_each_endpoint_has_a_reason_for_all_that_is_said_of_it() -> None:
    text = shown("hybrid-hot-path/topology")

    for head in ("latency", "cost", "binds", "owning", "rung"):
        assert len(re.findall(rf"^  {head} +\S", text, re.MULTILINE)) == 2, head


def test_what_would_not_be_written_is_not_offered_to_be() -> None:
    assert "--write" not in shown("owning-pays/topology")
    assert "--write" in shown("hybrid-hot-path/topology")


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=60),
            st.none() | st.decimals(0, 10**9, allow_nan=False),
            st.booleans(),
        ),
        max_size=60,
    )
)
@pytest.mark.property
def test_whatever_its_endpoints_are_called_a_2x2_stays_a_2x2(
    many: list[tuple[str, Decimal | None, bool]],
) -> None:
    endpoints = [one_of_many(name, ratio, waits=waits) for name, ratio, waits in many]
    lines = list(boxes(endpoints, thresholds()))
    box = [line for line in lines if line[13:14] in set("┌├└│")]

    assert all(len(line) <= 80 for line in lines)
    assert {len(line) for line in box} == {76}
    assert all(line.isprintable() for line in lines)
    assert len(lines) <= 24


def test_a_box_that_is_full_counts_the_rest() -> None:
    many = [one_of_many(f"call-{number}", Decimal(number + 1)) for number in range(40)]

    text = "\n".join(boxes(many, thresholds()))

    assert "call-39" in text  # the dearest
    assert "and 34 more" in text


def test_what_nobody_can_price_is_named_and_not_drawn() -> None:
    lines = list(boxes([one_of_many("riddle", None)], thresholds()))

    assert lines[-1] == "not drawn, as nobody can say all of what they cost: riddle"
    assert not any("riddle" in line for line in lines[:-1])


def test_of_many_endpoints_there_is_a_line_each() -> None:
    advice = advice_of("hybrid-hot-path/topology")
    many = tuple(one_of_many(f"call-{number}", Decimal(1)) for number in range(9))
    rungs: list[tuple[str, Rung]] = [(one.name, 2) for one in many]
    now = replace(advice.now, endpoints=dict(rungs))
    wide = replace(advice, endpoints=many, now=now)

    text = show_advice(wide, [one.name for one in many], "text")

    assert len(re.findall(r"^call-\d ", text, re.MULTILINE)) == 9
    assert "ENDPOINT` says why" in text


# markdown


def test_a_chart_is_one_of_mermaids() -> None:
    head, *lines = chart(advice_of("hybrid-hot-path/topology").endpoints)

    assert head == "quadrantChart"
    points = [line for line in lines if re.fullmatch(r'    "[\w-]+": \[0\.\d\d, 0\.\d\d\]', line)]
    assert len(points) == 2


def test_a_name_ends_neither_its_quotes_nor_its_line() -> None:
    (*_, point) = chart([one_of_many('a": [9, 9]\n"b', Decimal(1))])

    assert point.count('"') == 2
    assert "\n" not in point


@given(st.decimals(Decimal("1e-9"), 10**9, allow_nan=False))
@pytest.mark.property
def test_a_point_lies_on_the_side_of_the_line_that_its_ratio_says(ratio: Decimal) -> None:
    at = place(ratio)

    assert 0 < at < 1
    assert (at >= Decimal("0.5")) == (ratio >= 1) or abs(at - Decimal("0.5")) < Decimal("1e-9")


@pytest.mark.parametrize("example", NAMES)
def test_tables_have_as_many_cells_in_each_row(example: str) -> None:
    tables = re.findall(r"(?:^\|.*\n?)+", shown(example, "markdown"), re.MULTILINE)

    assert tables
    for one in tables:
        assert len({line.count(" | ") for line in one.splitlines()}) == 1


def test_a_change_stands_in_a_fence_that_it_cannot_end() -> None:
    text = shown("hybrid-hot-path/topology", "markdown")

    assert text.count("```diff\n") == 1
    assert len(re.findall(r"^```", text, re.MULTILINE)) == 4
