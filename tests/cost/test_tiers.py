"""A month's use cut into tiers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cost.tiers import shares
from planner.units import Range

STARTS = tuple(map(Decimal, (0, 1024, 10240)))
PRICES = tuple(map(Decimal, ("0.12", "0.11", "0.085")))
GIGABYTES = st.decimals(0, 10**6, places=3)


def paid(gigabytes: Decimal) -> Decimal:
    parts = shares(Range.exactly(gigabytes), STARTS)
    return sum((p.expected * each for p, each in zip(parts, PRICES, strict=True)), Decimal(0))


def test_each_gigabyte_is_paid_at_the_price_of_its_own_tier() -> None:
    assert paid(Decimal(1024)) == 1024 * Decimal("0.12")
    assert paid(Decimal(1025)) == 1024 * Decimal("0.12") + Decimal("0.11")
    assert paid(Decimal(20000)) == (
        1024 * Decimal("0.12") + 9216 * Decimal("0.11") + 9760 * Decimal("0.085")
    )


@pytest.mark.property
@given(GIGABYTES, GIGABYTES)
def test_more_never_costs_less(one: Decimal, other: Decimal) -> None:
    assert paid(min(one, other)) <= paid(max(one, other))


@pytest.mark.property
@given(st.sampled_from(STARTS), st.decimals("0.000001", 1, places=6))
def test_no_price_jumps_where_a_tier_begins(start: Decimal, little: Decimal) -> None:
    assert paid(start + little) - paid(start) <= little * max(PRICES)


@pytest.mark.property
@given(st.lists(GIGABYTES, min_size=3, max_size=3))
def test_the_parts_are_in_order_and_add_up(amounts: list[Decimal]) -> None:
    whole = Range(*sorted(amounts))
    parts = shares(whole, STARTS)

    assert sum(parts, Range.exactly(0)) == whole
    assert all(0 <= part.low <= part.expected <= part.high for part in parts)
