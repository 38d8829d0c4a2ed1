"""Every line of every example's bill, against the same line worked out by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from planner.units import Money
from tests.cost.bills import EXAMPLES, bill_of_example, line_of
from tests.cost.by_hand import BILLS, UNPRICED, Hand

LINES = [
    pytest.param(example, hand, id=f"{example}:{hand.id}")
    for example, hands in BILLS.items()
    for hand in hands
]
CLOSE = Decimal("1e-18")


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_every_example_has_a_bill_that_was_worked_by_hand() -> None:
    assert set(BILLS) == {spec.parent.name for spec in EXAMPLES.glob("*/topology.yaml")}


@pytest.mark.parametrize("example", BILLS)
def test_no_line_of_an_example_is_missing_or_unexpected(example: str) -> None:
    lines = {line.id for line in bill_of_example(example).lines}

    assert lines == {hand.id for hand in BILLS[example]} | set(UNPRICED.get(example, ()))


@pytest.mark.parametrize(("example", "hand"), LINES)
def test_a_line_is_what_a_hand_and_a_price_list_make_of_it(example: str, hand: Hand) -> None:
    line = line_of(bill_of_example(example), hand.id)
    assert line.row is not None
    assert line.quantity is not None
    assert line.monthly is not None

    assert abs(line.quantity.expected - hand.quantity) < CLOSE
    assert line.unit_price == Decimal(hand.price)
    assert f"{line.row.source} {line.row.as_of}" == hand.source
    assert Money(line.monthly.expected).rounded() == Decimal(hand.usd)
    assert cents(hand.quantity * Decimal(hand.price)) == Decimal(hand.usd)


@pytest.mark.parametrize("example", BILLS)
def test_what_has_no_price_is_what_no_source_prices(example: str) -> None:
    bill = bill_of_example(example)

    assert tuple(line.id for line in bill.unpriced) == UNPRICED.get(example, ())
    assert bill.at_least == (example in UNPRICED)
