"""Quantities keep their unit, and money its currency and its cents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.units import MONTH_HOURS, Money, Range, plain

AMOUNTS = st.decimals(0, 10**9, places=6)


def test_a_month_has_the_hours_of_the_clouds_own_calculators() -> None:
    assert Decimal(365 * 24) / 12 == MONTH_HOURS


def test_two_currencies_are_not_added() -> None:
    with pytest.raises(TypeError, match="cannot add EUR to USD"):
        Money(Decimal(1)) + Money(Decimal(1), "EUR")


def test_half_a_cent_is_rounded_up_and_only_in_print() -> None:
    third = Money(Decimal("0.005"))

    assert third.rounded() == Decimal("0.01")
    assert (third + third).rounded() == Decimal("0.01")


def test_money_prints_thousands_cents_and_currency() -> None:
    assert str(Money(Decimal("1234567.8"), "EUR")) == "1,234,567.80 EUR"


@pytest.mark.property
@given(st.lists(AMOUNTS, max_size=50))
def test_a_sum_of_money_never_drifts(amounts: list[Decimal]) -> None:
    total = sum((Money(amount) for amount in amounts), Money(Decimal(0)))

    assert total.amount == sum(amounts, Decimal(0))


def test_a_range_is_added_and_multiplied_bound_by_bound() -> None:
    range_ = Range(Decimal(1), Decimal(2), Decimal(4))

    assert range_ + range_ == range_ * 2 == Range(Decimal(2), Decimal(4), Decimal(8))


def test_what_does_not_vary_has_no_width() -> None:
    assert Range.exactly(3) == Range(Decimal(3), Decimal(3), Decimal(3))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1E+3", "1000"),
        ("0.500", "0.5"),
        ("0.0000001", "0"),
        ("0", "0"),
        ("12.3456789", "12.345679"),
    ],
)
def test_a_plain_number_has_no_exponent_and_no_idle_zero(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
