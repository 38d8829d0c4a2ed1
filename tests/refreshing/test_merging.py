"""What is always true of a merge, and what a ranked table makes of a new price."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.refreshing.fates import Cells
from planner.refreshing.fitness import Known
from planner.refreshing.merging import Merged, merge
from planner.refreshing.observing import Cover, Observation

PRICES = "clouds/aws/prices.csv"
TOKENS = "tokens/openai.csv"
DAY = date(2026, 11, 29)
REGIONS = ("eu-central-1", "eu-north-1", "us-east-1")
MACHINES = ("g6.xlarge", "p5.48xlarge")
KNOWN = Known(
    regions={"aws": frozenset(REGIONS)},
    machines={"aws": frozenset(MACHINES)},
    zones={},
    per_usd={"USD": Decimal(1), "EUR": Decimal("0.85")},
)

keys = st.tuples(
    st.sampled_from((*REGIONS, "mars-1")),
    st.sampled_from((*MACHINES, "x1.huge")),
    st.sampled_from(("on_demand", "spot")),
)
amounts = st.sampled_from(("1", "1.0", "1.05", "2", "0.9", "0", "-1", "x", "", "5000", "NaN"))
currencies = st.sampled_from(("USD", "EUR", "XTS"))
days = st.sampled_from(("2025-11", "2026-01-21", "2026-11-28", "2026-11-29", "2027-01-01"))


@st.composite
def bases(draw: st.DrawFn) -> list[Cells]:
    found = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(REGIONS), st.sampled_from(MACHINES), days),
            st.sampled_from(("1", "1.05", "2")),
            max_size=6,
        )
    )
    return [
        price(region, machine, "on_demand", start, amount)
        for (region, machine, start), amount in sorted(found.items())
    ]


def price(region: str, machine: str, purchase: str, start: str, amount: str) -> Cells:
    return {
        "region": region,
        "machine": machine,
        "purchase": purchase,
        "from": start,
        "currency": "USD",
        "per_hour": amount,
        "source": "karpenter-aws",
        "as_of": start,
    }


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    return [
        Observation(PRICES, key, {"currency": currency, "per_hour": amount}, "aws-price-list-api")
        for key, amount, currency in draw(
            st.lists(st.tuples(keys, amounts, currencies), max_size=8)
        )
    ]


def merged(base: Sequence[Cells], seen: list[Observation], day: date = DAY) -> Merged:
    return merge(PRICES, base, seen, [Cover(PRICES, {})], known=KNOWN, day=day)


def lasting(row: Cells) -> Cells:
    return {column: cell for column, cell in row.items() if column not in ("source", "as_of")}


@pytest.mark.property
@given(bases(), observations())
def test_no_row_is_ever_lost_or_overwritten(base: list[Cells], seen: list[Observation]) -> None:
    after = [lasting(row) for row in merged(base, seen).rows]

    assert all(lasting(row) in after for row in base)


@pytest.mark.property
@given(bases(), observations())
def test_every_row_that_is_new_can_be_trusted(base: list[Cells], seen: list[Observation]) -> None:
    known = [lasting(row) for row in base]
    new = [row for row in merged(base, seen).rows if lasting(row) not in known]

    for row in new:
        assert Decimal(row["per_hour"]) > 0
        assert row["region"] in REGIONS
        assert row["machine"] in MACHINES
        assert row["currency"] in KNOWN.per_usd
        assert row["as_of"] == row["from"] == DAY.isoformat()


@pytest.mark.property
@given(bases(), observations())
def test_keys_stay_unique_and_sorted_and_the_newest_row_is_the_last(
    base: list[Cells], seen: list[Observation]
) -> None:
    order = [
        (row["region"], row["machine"], row["purchase"], row["from"])
        for row in merged(base, seen).rows
    ]

    assert order == sorted(set(order))


@pytest.mark.parametrize("amounts", [("1", "1.0"), ("1.0", "1")])
def test_of_two_spellings_of_a_price_the_same_is_always_kept(amounts: tuple[str, str]) -> None:
    key = ("eu-central-1", "g6.xlarge", "on_demand")
    seen = [
        Observation(PRICES, key, {"currency": "USD", "per_hour": amount}, "aws-price-list-api")
        for amount in amounts
    ]

    assert [row["per_hour"] for row in merged([], seen).rows] == ["1"]


@pytest.mark.property
@given(bases(), observations(), st.randoms())
def test_the_order_of_what_was_seen_does_not_matter(
    base: list[Cells], seen: list[Observation], chance: st.DataObject
) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis makes a Random

    assert merged(base, seen).rows == merged(base, shuffled).rows


@pytest.mark.property
@given(bases(), observations())
def test_to_see_the_same_again_changes_nothing_more(
    base: list[Cells], seen: list[Observation]
) -> None:
    once = merged(base, seen)
    again = merged(list(once.rows), seen, DAY)

    assert {change.kind for change in again.changes} <= {"confirmed", "gone"}
    assert [lasting(row) for row in again.rows] == [lasting(row) for row in once.rows]


@pytest.mark.property
@given(bases(), observations())
def test_to_see_the_same_on_another_day_changes_only_what_waited_for_it(
    base: list[Cells], seen: list[Observation]
) -> None:
    once = merged(base, seen)
    waiting = {
        tuple(refusal.what.removeprefix(f"{PRICES}: ").split()[:3])
        for refusal in once.refusals
        if refusal.why == "two_prices_in_a_day"
    }

    again = merged(list(once.rows), seen, DAY + timedelta(days=1))

    news = {one.key for one in again.changes if one.kind not in ("confirmed", "gone")}
    assert news <= waiting


@pytest.mark.property
@given(bases(), observations())
def test_each_key_meets_one_fate(base: list[Cells], seen: list[Observation]) -> None:
    found = merged(base, seen)
    keys_of = [" ".join(change.key) for change in found.changes]
    refused = [refusal.what.removeprefix(f"{PRICES}: ") for refusal in found.refusals]

    assert len(keys_of) == len(set(keys_of))
    seen_keys = {" ".join(one.key) for one in seen}
    told = {*keys_of} | {" ".join(text.split()[:3]) for text in refused}
    assert seen_keys <= told


def test_nothing_seen_leaves_the_rows_as_they_are() -> None:
    base = [price("us-east-1", "g6.xlarge", "on_demand", "2026-01-21", "1")]

    found = merge(PRICES, base, [], [], known=KNOWN, day=DAY)

    assert list(found.rows) == base
    assert found.changes == ()


def test_a_base_of_another_time_is_not_made_older() -> None:
    base = [
        {**price("us-east-1", "g6.xlarge", "on_demand", "2026-01-21", "1"), "as_of": "2027-01-01"}
    ]
    seen = Observation(
        PRICES,
        ("us-east-1", "g6.xlarge", "on_demand"),
        {"currency": "USD", "per_hour": "1.000000"},
        "aws-price-list-api",
    )

    (row,) = merged(base, [seen]).rows

    assert (row["as_of"], row["source"], row["per_hour"]) == (
        "2027-01-01",
        "aws-price-list-api",
        "1",
    )


def test_prices_of_two_currencies_are_compared_in_dollars() -> None:
    key = ("us-east-1", "g6.xlarge", "on_demand")
    base = [price(*key, "2026-01-21", "1")]
    known = Known(KNOWN.regions, KNOWN.machines, {}, {"USD": Decimal(1), "JPY": Decimal(150)})

    def seen_at(yen: str) -> Merged:
        cells = {"currency": "JPY", "per_hour": yen}
        seen = Observation(PRICES, key, cells, "aws-price-list-api")
        return merge(PRICES, base, [seen], [], known=known, day=DAY)

    (change,) = seen_at("160").changes
    assert (change.kind, change.old, change.new) == ("changed", "1 USD", "160 JPY")
    assert [refusal.why for refusal in seen_at("1").refusals] == ["implausible_price"]


def step(rank: int, amount: str, **more: str) -> Cells:
    """One rate of a model's price."""
    return {
        "model": "gpt-5.1",
        "variant": "",
        "rank": str(rank),
        "valid_from": "",
        "clock_from": "",
        "clock_to": "",
        "class": "input",
        "from_tokens": "0",
        "usd_per_mtok": amount,
        "source": "genai-prices",
        "as_of": "2026-11",
        **more,
    }


def drawn(*steps: Cells) -> list[Observation]:
    key = ("model", "variant", "rank", "class", "from_tokens")
    return [
        Observation(
            TOKENS,
            tuple(row[column] for column in key),
            {c: row[c] for c in ("valid_from", "clock_from", "clock_to", "usd_per_mtok")},
            "genai-prices",
        )
        for row in steps
    ]


def ranked(base: list[Cells], *steps: Cells, day: date = DAY) -> Merged:
    return merge(TOKENS, base, drawn(*steps), [], known=KNOWN, day=day)


def test_a_new_token_price_holds_from_the_day_on_and_above_the_old_one() -> None:
    found = ranked([step(0, "1.25")], step(0, "1"))

    old, new = found.rows
    assert old == step(0, "1.25")
    assert (new["rank"], new["valid_from"], new["usd_per_mtok"]) == ("1", "2026-11-29", "1")


def test_a_price_by_the_hour_moves_with_its_hours() -> None:
    base = [step(0, "0.66"), step(1, "1.32", clock_from="01:00", clock_to="04:00")]

    found = ranked(base, step(0, "0.5"), step(1, "1", clock_from="01:00", clock_to="04:00"))

    assert [(row["rank"], row["valid_from"], row["clock_from"]) for row in found.rows] == [
        ("0", "", ""),
        ("1", "", "01:00"),
        ("2", "2026-11-29", ""),
        ("3", "2026-11-29", "01:00"),
    ]


def test_a_start_date_that_has_passed_and_one_that_was_dropped_are_one_price() -> None:
    base = [step(0, "2"), step(1, "1.25", valid_from="2026-03-13")]

    found = ranked(base, step(0, "1.25"))

    assert [change.kind for change in found.changes] == ["confirmed"]
    assert [row["as_of"] for row in found.rows] == ["2026-11", "2026-11-29"]


def test_a_generation_that_was_appended_is_known_again() -> None:
    first = ranked([step(0, "1.25")], step(0, "1"))

    second = ranked(list(first.rows), step(0, "1"), day=DAY + timedelta(days=9))

    assert [change.kind for change in second.changes] == ["confirmed"]
    assert [row["rank"] for row in second.rows] == ["0", "1"]


def test_a_free_step_refuses_the_whole_model() -> None:
    found = ranked([step(0, "1.25")], step(0, "1"), step(1, "0", valid_from="2026-12-01"))

    assert [refusal.why for refusal in found.refusals] == ["zero_price"]
    assert found.rows == (step(0, "1.25"),)
