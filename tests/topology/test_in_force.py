"""What several levels of a policy come to, and which of them it is due to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planner
from planner.catalog import load
from planner.spec import Policy as Words
from planner.topology import Bound, in_force

LAST = (
    "endpoints: {chat: {data: [personal], route: [fra/sonnet]}}\n"
    "providers: {fra: {kind: bedrock, region: eu-central-1, mode: geo,"
    " models: {sonnet: claude-sonnet-4-6}}}\n"
)


@pytest.fixture
def bounds(tmp_path: Path) -> Any:
    """`bounds("law", "team")`: the keys in force where a team's file extends the law's."""

    def find(*levels: str) -> dict[str, Bound]:
        for place, level in enumerate(levels):
            below = f"extends: [{place - 1}.yaml]\n" if place else ""
            (tmp_path / f"{place}.yaml").write_text(f"{below}policy: {{{level}}}\n")
        topology = tmp_path / "topology.yaml"
        inner = f"extends: [{len(levels) - 1}.yaml]\n" if levels else ""
        topology.write_text(f"version: 1\ntopology: hello\n{inner}{LAST}")
        (endpoint,) = planner.plan(topology).topology.endpoints
        return {bound.key: bound for bound in in_force(endpoint.policies, load())}

    return find


def binding(bound: Bound) -> list[str]:
    return [said.at.path.name for said in bound.levels if said.binds]


def test_allowed_places_are_those_that_every_level_allows(bounds: Any) -> None:
    found = bounds("processing: [DE, FR, CH]", "processing: [bloc:EU]")["processing"]

    assert found.value == {"DE", "FR"}
    assert binding(found) == ["0.yaml", "1.yaml"]
    assert [said.written for said in found.levels] == [("DE", "FR", "CH"), ("bloc:EU",)]


def test_a_level_that_another_one_narrows_further_does_not_bind(bounds: Any) -> None:
    found = bounds("processing: [bloc:EU]", "processing: [DE]")["processing"]

    assert (found.value, binding(found)) == ({"DE"}, ["1.yaml"])


def test_of_levels_that_say_the_same_the_outermost_binds(bounds: Any) -> None:
    assert binding(bounds("processing: [DE]", "processing: [DE]")["processing"]) == ["0.yaml"]


@pytest.mark.parametrize(
    ("outer", "inner", "key", "value"),
    [
        ("min_targets: 1", "min_targets: 2", "min_targets", 2),
        ("retention_days: 30", "retention_days: 0", "retention_days", 0),
        ("log_retention_days: 30", "log_retention_days: 183", "log_retention_days", 183),
        ("training: allow", "training: deny", "training", "deny"),
        ("human_review: allow", "human_review: deny", "human_review", "deny"),
        ("keys: provider", "keys: customer", "keys", "customer"),
        ("on_unproven: warn", "on_unproven: fail", "on_unproven", "fail"),
        ("advance_notice: false", "advance_notice: true", "advance_notice", True),
        ("seal: {SOV-2: 1}", "seal: {SOV-2: 3}", "seal.SOV-2", 3),
    ],
)
def test_of_numbers_and_words_the_strictest_binds(
    bounds: Any, outer: str, inner: str, key: str, value: object
) -> None:
    found = bounds(outer, inner)[key]

    assert (found.value, binding(found)) == (value, ["1.yaml"])
    assert bounds(inner, outer)[key].value == value


@pytest.mark.parametrize(
    ("outer", "inner", "key", "value"),
    [
        ("countries: {deny: [RU]}", "countries: {deny: [KP]}", "countries.deny", {"KP", "RU"}),
        ("operators: {deny: [a]}", "operators: {deny: [b]}", "operators.deny", {"a", "b"}),
        ("regimes: [GDPR]", "regimes: [DORA]", "regimes", {"GDPR", "DORA"}),
        ("requires: [dpa]", "requires: [baa]", "requires", {"baa", "dpa"}),
        ("never_waive: [SOV010]", "never_waive: [SOV001]", "never_waive", {"SOV001", "SOV010"}),
    ],
)
def test_what_is_denied_or_asked_for_adds_up(
    bounds: Any, outer: str, inner: str, key: str, value: object
) -> None:
    found = bounds(outer, inner)[key]

    assert (found.value, binding(found)) == (value, ["0.yaml", "1.yaml"])


def test_allowed_regions_are_the_known_ones_that_a_pattern_of_every_level_matches(
    bounds: Any,
) -> None:
    found = bounds('regions: {allow: ["aws:eu-*"]}', 'regions: {allow: ["aws:*-central-1"]}')[
        "regions.allow"
    ]

    assert found.value == {"aws:eu-central-1"}


def test_where_no_level_says_what_the_unproven_does_it_fails(bounds: Any) -> None:
    assert bounds()["on_unproven"] == Bound("on_unproven", "fail", ())


def test_a_key_that_no_level_speaks_of_is_not_in_force(bounds: Any) -> None:
    assert set(bounds("processing: [DE]")) == {"processing", "on_unproven"}


def test_no_key_of_the_language_is_left_out(bounds: Any) -> None:
    every = bounds(
        "processing: [DE], at_rest: [DE], operators: {parents: [DE], homes: [DE], approved: [aws], "
        "deny: [x]}, regions: {allow: ['aws:*'], deny: ['aws:us-*']}, regimes: [GDPR], "
        "retention_days: 1, training: deny, human_review: deny, keys: customer, key_custody: [DE], "
        "support: [DE], countries: {deny: [RU]}, model_origins: {deny: [CN]}, certifications: [C5],"
        " seal: {SOV-2: 1}, requires: [dpa], advance_notice: true, log_retention_days: 1, "
        "transfers: [{to: [US], mechanism: scc, evidence: x}], min_targets: 1, on_unproven: fail, "
        "never_waive: [SOV010], fact_age_days: 90"
    )

    shown = {key.partition(".")[0] for key in every}
    assert shown == set(Words.model_fields) - {"budget", "waivers"}
    assert {bound.levels[0].at.path.name for bound in every.values()} == {"0.yaml"}
