from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalog import Catalog, load
from planner.catalog.ages import earliest
from planner.diagnostics import Row

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def row(as_of: str, file: str = "clouds/aws/services.csv") -> Row:
    return Row(file, 2, as_of)


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-11", date(2026, 11, 1)),
        ("2026-11-20", date(2026, 11, 20)),
        ("", None),
        ("2026-13", None),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_a_date_is_taken_for_the_earliest_day_it_can_mean(as_of: str, day: date | None) -> None:
    assert earliest(as_of) == day


@pytest.mark.parametrize(
    ("file", "words", "age_class", "days"),
    [
        ("clouds/aws/prices.csv", "spot", "spot", 7),
        ("clouds/aws/prices.csv", "on_demand", "on_demand", 180),
        ("clouds/aws/commitments.csv", "", "commitments", 180),
        ("clouds/azure/services.csv", "", "services", 365),
        ("clouds/gcp/offerings.csv", "", "offerings", 90),
        ("clouds/aws/round_trips.csv", "", "round_trips", 730),
        ("tokens/openai.csv", "", "tokens", 60),
    ],
)
def test_a_row_grows_old_as_its_class_does(
    file: str, words: str, age_class: str, days: int
) -> None:
    lines = (load().folder / file).read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines[1:], start=2) if f",{words}" in text)

    found = load().age_class(Row(file, line, "2026"))

    assert found is not None
    assert (found.name, found.days) == (age_class, days)


def test_a_fact_of_no_class_never_grows_old() -> None:
    assert load().age_class(row("", "countries.csv")) is None
    assert load().stale((row("", "countries.csv"),), date(2099, 1, 1)) == ()


def test_a_price_of_no_day_is_always_stale() -> None:
    (stale,) = load().stale((row(""),), date(1999, 1, 1))

    assert stale.days is None


def test_a_price_is_stale_the_day_after_its_last() -> None:
    day = date(2025, 11, 20)

    assert load().stale((row("2025-11-20"),), day + timedelta(days=365)) == ()
    (stale,) = load().stale((row("2025-11-20"),), day + timedelta(days=366))
    assert (stale.days, stale.limit) == (366, 365)


@pytest.mark.property
@given(as_of=DAYS, today=DAYS, later=st.integers(0, 2000), cap=st.integers(0, 2000))
def test_time_and_a_narrower_cap_only_make_stale(
    as_of: date, today: date, later: int, cap: int
) -> None:
    catalog: Catalog = load()
    rows = (row(as_of.isoformat()),)
    if catalog.stale(rows, today):
        assert catalog.stale(rows, today + timedelta(days=later))
        assert catalog.stale(rows, today, cap=cap)


def test_a_cap_widens_no_class() -> None:
    (stale,) = load().stale((row("2024-01-01"),), date(2026, 1, 1), cap=9999)

    assert stale.limit == 365
