from __future__ import annotations

from datetime import date

import pytest

from planner import resources
from planner.catalog import Catalog, load
from planner.catalog.places import Bounds, Places

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(resources.data())


def test_the_union_has_27_members(catalog: Catalog) -> None:
    members = catalog.bloc("EU", DAY)
    assert members is not None
    assert len(members) == 27
    assert not members & {"GB", "CH", "NO"}


def test_an_adequacy_decision_ends_on_its_day(catalog: Catalog) -> None:
    before, after = date(2031, 12, 27), date(2031, 12, 28)
    assert "GB" in (catalog.bloc("EU_ADEQUACY", before) or ())
    assert "GB" not in (catalog.bloc("EU_ADEQUACY", after) or ())


def test_a_complement_is_the_world_without_its_country(catalog: Catalog) -> None:
    assert catalog.bloc("WORLD_EX_CN", DAY) == frozenset(catalog.countries) - {"CN"}


def test_an_unknown_bloc_is_none_and_not_empty(catalog: Catalog) -> None:
    assert catalog.bloc("EUROPE", DAY) is None


@pytest.mark.parametrize(
    ("expression", "certain", "possible"),
    [
        ("DE|FR", {"DE", "FR"}, {"DE", "FR"}),
        ("bloc:EFTA", {"CH", "IS", "LI", "NO"}, {"CH", "IS", "LI", "NO"}),
        ("@region", {"SE"}, {"SE"}),
    ],
)
def test_a_set_that_sources_state_has_equal_bounds(
    places: Places, expression: str, certain: set[str], possible: set[str]
) -> None:
    anchors = {"@region": Bounds.exactly(frozenset({"SE"}))}
    bounds = places.bounds(expression, anchors, as_of=DAY)
    assert bounds == Bounds(frozenset(certain), frozenset(possible))


def test_what_nobody_says_may_be_anywhere(places: Places) -> None:
    assert places.bounds("US|?", {}, as_of=DAY) == Bounds(frozenset({"US"}), places.world)


def test_documented_worldwide_is_certainly_everywhere(places: Places) -> None:
    assert places.bounds("*", {}, as_of=DAY) == Bounds(places.world, places.world)


def test_an_anchor_that_the_case_lacks_may_be_anywhere(places: Places) -> None:
    assert places.bounds("@region", {}, as_of=DAY) == Bounds(frozenset(), places.world)


@pytest.mark.parametrize("expression", ["EU", "bloc:NOWHERE", "de", ""])
def test_a_token_that_means_nothing_is_refused(places: Places, expression: str) -> None:
    assert places.bounds(expression, {}, as_of=DAY) is None
