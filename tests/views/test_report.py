"""A report: whole, alone, escaped, small, and saying what the plan and its advice say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import planner
from planner.diagnostics import Verdict
from planner.rules import held_paths
from planner.views.html.places import atlas
from planner.views.html.ways import ways
from tests.bench.generated import tight_spec
from tests.documents.plans import NAMES, plan_of_example
from tests.views.pages import MARKUP
from tests.views.reports import HYBRID, broken_plan, hostile_plan, report_of, report_of_example
from tests.views.test_html import Reader

MOST_BYTES = 1_500_000


def test_a_report_is_well_formed_small_and_needs_nothing_from_anywhere() -> None:
    page = report_of_example(HYBRID)
    read = Reader(page)

    assert (read.torn, read.open) == ([], [])
    assert len(page.encode()) < MOST_BYTES
    assert {"src", "srcset", "data", "action", "style"} & {
        name for _, held in read.found for name in held
    } == set()
    assert not any(tag in ("link", "img", "iframe", "object") for tag, _ in read.found)
    assert not re.search(r"@import|url\(", page)


def test_the_report_of_two_hundred_endpoints_that_violate_is_small_as_well(tmp_path: Path) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(tight_spec(200), encoding="utf-8")
    page = report_of(planner.plan(path))

    assert len(page.encode()) < MOST_BYTES
    assert "more of SOV" in page


def test_no_two_elements_share_an_id_and_every_reference_has_its_end() -> None:
    read = Reader(report_of_example(HYBRID))
    ids = read.values("id")

    assert len(ids) == len(set(ids))
    ends = {href[1:] for href in read.values("href") if href.startswith("#")}
    ends |= {*read.values("aria-labelledby"), *read.values("for")}
    assert ends <= set(ids)


def test_all_that_is_asked_for_is_on_it() -> None:
    words = " ".join(" ".join(Reader(report_of_example(HYBRID)).words).split())

    assert "9,497.86 USD a month" in words
    assert "3, hybrid hot path" in words
    assert "eu-central-1 Frankfurt" in words
    assert "allowed: bloc:EU [" in words
    assert "CAP017" in words
    assert "ADV001" in words
    assert "owning never becomes cheaper on these nodes" in words


@pytest.mark.parametrize("example", NAMES)
def test_every_hop_of_every_endpoint_is_listed_once(example: str) -> None:
    plan = plan_of_example(example)
    graph, found = plan.topology.graph, ways(plan)
    walked = {
        (hop.tail if hop.tail != endpoint.id else "", hop.head, hop.edge)
        for endpoint in plan.topology.endpoints
        for path in graph.paths(endpoint.id)
        for hop in path.hops[-1:]
    }

    callers = {one.id for one in found.callers}
    listed = [("" if w.tail in callers else w.tail, w.head, w.edge) for w in found.hops]
    assert walked <= set(listed)
    assert len({way.anchor for way in found.hops}) == len(found.hops)


@pytest.mark.parametrize("example", NAMES)
def test_the_hops_of_an_endpoint_are_as_bad_as_its_verdict(example: str) -> None:
    plan = plan_of_example(example)

    for endpoint in plan.topology.endpoints:
        held = held_paths(endpoint, plan.topology.graph, plan.catalog)
        worst = {one.verdict for one in held}
        if plan.verdicts[endpoint.name] is Verdict.PROVEN:
            assert worst <= {Verdict.PROVEN, None}
        else:
            assert plan.verdicts[endpoint.name] in worst


@pytest.mark.parametrize("example", NAMES)
def test_every_hop_that_is_judged_rests_on_a_fact(example: str) -> None:
    plan = plan_of_example(example)

    for endpoint in plan.topology.endpoints:
        for one in held_paths(endpoint, plan.topology.graph, plan.catalog):
            assert (one.verdict is None) == (one.proofs == ())


@pytest.mark.parametrize("example", NAMES)
def test_every_region_of_an_example_is_on_its_map(example: str) -> None:
    plan = plan_of_example(example)
    drawn = atlas(plan, ways(plan))

    assert drawn is not None
    names = " ".join(place["names"] for place in drawn["places"])  # type: ignore[attr-defined]
    stops = plan.topology.graph.stops.values()
    assert {s.region.name for s in stops if s.region and s.region.name not in names} == set()


def test_a_hop_that_breaks_the_policy_says_so_in_words_and_by_its_mark(tmp_path: Path) -> None:
    page = report_of(broken_plan(tmp_path))

    assert re.search(r'<a href="#way-\d+" class="mark violated" aria-label="violated: ', page)
    assert "reaches beyond `DE`" in page
    assert "Fix: " in page


def test_markup_in_a_spec_is_text(tmp_path: Path) -> None:
    page = report_of(hostile_plan(tmp_path))
    read = Reader(page)

    assert MARKUP in " ".join(read.words)
    assert sum(tag == "script" for tag, _ in read.found) == 1
    assert not any(name.startswith("on") for _, held in read.found for name in held)
