"""Every line of every example's bill, and of bills on other clouds, as a hand works it out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.units import Money
from tests.cost import by_hand, by_hand_on_clouds
from tests.cost.bills import CLOSE, EXAMPLES, SPECS_ON_CLOUDS, line_of, worked_bill
from tests.cost.by_hand import Hand

BILLS = {**by_hand.BILLS, **by_hand_on_clouds.BILLS}
UNPRICED = {**by_hand.UNPRICED, **by_hand_on_clouds.UNPRICED}
LINES = [
    pytest.param(name, hand, id=f"{name}:{hand.id}")
    for name, hands in BILLS.items()
    for hand in hands
]


def test_every_example_and_every_spec_on_clouds_was_worked_by_hand() -> None:
    examples = {spec.parent.name for spec in EXAMPLES.glob("*/topology.yaml")}

    assert set(BILLS) == examples | {path.stem for path in SPECS_ON_CLOUDS.glob("*.yaml")}


@pytest.mark.parametrize("name", BILLS)
def test_no_line_is_missing_or_unexpected(name: str) -> None:
    lines = {line.id for line in worked_bill(name).lines}

    assert lines == {hand.id for hand in BILLS[name]} | set(UNPRICED.get(name, ()))


@pytest.mark.parametrize(("name", "hand"), LINES)
def test_a_line_is_what_a_hand_and_a_price_list_make_of_it(name: str, hand: Hand) -> None:
    line = line_of(worked_bill(name), hand.id)
    assert line.row is not None
    assert line.quantity is not None
    assert line.monthly is not None

    assert abs(line.quantity.expected - hand.quantity) < CLOSE
    assert line.unit_price == Decimal(hand.price)
    assert f"{line.row.source} {line.row.as_of}" == hand.source
    assert Money(line.monthly.expected).rounded() == Decimal(hand.usd)
    assert Money(hand.quantity * Decimal(hand.price)).rounded() == Decimal(hand.usd)


@pytest.mark.parametrize("name", BILLS)
def test_what_no_source_prices_makes_the_bill_a_lower_bound(name: str) -> None:
    bill = worked_bill(name)

    assert {line.id for line in bill.unpriced} == set(UNPRICED.get(name, ()))
    assert bill.at_least == (name in UNPRICED)


@pytest.mark.parametrize("name", by_hand_on_clouds.BILLS)
def test_what_no_source_prices_is_named_by_its_service(name: str) -> None:
    services = by_hand_on_clouds.UNPRICED[name]

    assert {line.id: line.note.split(";")[0] for line in worked_bill(name).unpriced} == {
        id_: f"no price of {service} in the catalogue" for id_, service in services.items()
    }
