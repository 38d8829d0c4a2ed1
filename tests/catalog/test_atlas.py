"""Where things lie on a map."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from planner.catalog import Catalog, load
from planner.errors import CatalogError
from tests.catalog.made import copied, replaced


def test_a_region_lies_where_its_source_says() -> None:
    found = load().coordinates("aws", "eu-central-1")

    assert found is not None
    assert (found.latitude, found.longitude) == (Decimal("50.10"), Decimal("8.63"))
    assert str(found.row).startswith("clouds/aws/coordinates.csv:")


def test_a_region_that_no_source_places_lies_nowhere() -> None:
    assert load().coordinates("scaleway", "fr-par") is None
    assert load().coordinates("aws", "eu-nowhere-1") is None


def test_a_country_has_an_outline_around_its_middle() -> None:
    found = load().country_shape("DE")

    assert found is not None
    assert (found.middle.latitude, found.middle.longitude) == (Decimal("51.1"), Decimal("10.4"))
    assert found.outline.startswith("M")
    assert load().country_shape("XX") is None


def test_every_region_with_coordinates_is_in_the_list_of_regions() -> None:
    facts = load()
    for cloud in facts.regions:
        table = facts.folder / "clouds" / cloud / "coordinates.csv"
        rows = table.read_text(encoding="utf-8").splitlines()[1:] if table.exists() else []
        assert {row.partition(",")[0] for row in rows} <= set(facts.regions[cloud])


def test_every_country_of_a_region_has_a_shape() -> None:
    facts = load()
    countries = {region.country for cloud in facts.regions.values() for region in cloud.values()}

    assert {one for one in countries if facts.country_shape(one) is None} == set()


def test_outlines_are_words_that_svg_knows() -> None:
    facts = load()
    shapes = [one for code in facts.countries if (one := facts.country_shape(code))]
    ring = re.compile(r"(M-?\d+ ?-?\d+(l-?\d+( ?-?\d+)*)?z)+")

    assert len(shapes) > 200
    assert [one.country for one in shapes if not ring.fullmatch(one.outline)] == []


def test_a_place_off_the_earth_is_no_place(tmp_path: Path) -> None:
    folder = copied(tmp_path / "set")
    replaced(folder, "clouds/aws/coordinates.csv", "eu-central-1,50.10", "eu-central-1,150.10")

    with pytest.raises(CatalogError, match="`latitude` must be from -90 to 90"):
        Catalog(folder).coordinates("aws", "eu-central-1")
