"""Single resources against the prices that were worked out by hand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from planner.cost import Line
from planner.units import Money
from tests.cost.planfile_items_by_hand import ITEMS, Item
from tests.cost.plans import priced


def _line(item: Item) -> Line:
    found = priced(item.address, item.values, *item.others, refers=item.refers)
    return next(line for line in found.lines if line.item == item.line)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.address}/{item.line}")
def test_a_resource_costs_what_its_vendor_lists(item: Item) -> None:
    line = _line(item)

    assert line.row is not None, line.note
    assert line.quantity is not None
    assert line.monthly is not None
    assert line.quantity.expected == item.quantity
    assert line.unit_price == Decimal(item.price)
    assert f"{line.row.source} {line.row.as_of}" == item.source
    assert str(Money(line.monthly.expected).rounded()) == item.usd


def test_thirty_items_over_three_clouds_are_worked_by_hand() -> None:
    clouds = Counter(item.address.partition("_")[0] for item in ITEMS)

    assert len(ITEMS) >= 30
    assert min(clouds[name] for name in ("aws", "azurerm", "google")) >= 8
