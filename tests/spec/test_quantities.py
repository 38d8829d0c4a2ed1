"""What a written quantity means, and which are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.spec import quantities
from planner.spec.refusals import Unreadable
from planner.units import Money, Range


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (1400, 1400),
        ("16k", 16_000),
        ("16K", 16_000),
        ("10M", 10_000_000),
        ("1.5M", 1_500_000),
        ("2G", 2_000_000_000),
        ("3_600_000", 3_600_000),
        (Decimal("0.5"), Decimal("0.5")),
    ],
)
def test_a_quantity_may_have_a_suffix(written: object, meant: object) -> None:
    assert quantities.quantity(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        -1,
        True,
        None,
        "",
        "x",
        "10 k",
        "1,000",
        "10m",
        "1e3",
        Decimal("NaN"),
        Decimal("Infinity"),
        10**16,
    ],
)
def test_what_is_no_quantity_is_refused(written: object) -> None:
    with pytest.raises(Unreadable):
        quantities.quantity(written)


@pytest.mark.parametrize(
    ("written", "offered"), [("10m", "10M"), ("1,000", "1000"), ("10 k", "10k")]
)
def test_a_quantity_that_is_nearly_right_is_mended(written: str, offered: str) -> None:
    with pytest.raises(Unreadable) as refused:
        quantities.quantity(written)
    assert refused.value.instead == offered


@pytest.mark.parametrize(
    ("written", "share"), [("80%", "0.8"), ("99.9%", "0.999"), ("0%", "0"), ("100 %", "1")]
)
def test_a_percentage_is_a_share_of_one(written: str, share: str) -> None:
    assert quantities.percent(written) == Decimal(share)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        (Decimal("0.8"), "80%"),
        (40, "40%"),
        (Decimal("99.9"), "99.9%"),
        ("x", None),
        ("101%", None),
        (900, None),
    ],
)
def test_a_share_is_written_in_percent(written: object, offered: str | None) -> None:
    with pytest.raises(Unreadable) as refused:
        quantities.percent(written)
    assert refused.value.instead == offered


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [("60000 USD", 60_000, "USD"), ("60_000EUR", 60_000, "EUR"), ("1.5k GBP", 1500, "GBP")],
)
def test_an_amount_has_a_currency(written: str, amount: int, currency: str) -> None:
    assert quantities.money(written) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        (60000, "60000 USD"),
        ("$500", "500 USD"),
        ("€ 5", "5 EUR"),
        ("1,000 USD", "1000 USD"),
        ("5k usd", "5k USD"),
        ("much", None),
    ],
)
def test_an_amount_that_is_nearly_right_is_mended(written: object, offered: str | None) -> None:
    with pytest.raises(Unreadable) as refused:
        quantities.money(written)
    assert refused.value.instead == offered


@pytest.mark.parametrize(
    ("written", "size"), [(4, "4"), ("4 GiB", "4"), ("512MiB", "0.5"), (Decimal("1.5"), "1.5")]
)
def test_memory_is_counted_in_gib(written: object, size: str) -> None:
    assert quantities.gib(written) == Decimal(size)


@pytest.mark.parametrize("written", ["4 GB", "4", True, -1])
def test_memory_in_another_unit_is_refused(written: object) -> None:
    with pytest.raises(Unreadable):
        quantities.gib(written)


def test_a_spread_is_low_expected_and_high() -> None:
    spread = quantities.spread({"low": "1k", "expected": 2000, "high": "4k"})
    assert spread == Range(Decimal(1000), Decimal(2000), Decimal(4000))


@pytest.mark.parametrize("spread", [{"low": 1, "high": 2}, {"low": 1, "expected": 1, "hi": 2}, "x"])
def test_half_a_spread_is_refused(spread: object) -> None:
    with pytest.raises(Unreadable):
        quantities.spread(spread)


def test_there_is_no_half_token() -> None:
    with pytest.raises(Unreadable):
        quantities.tokens(Decimal("1.5"))
