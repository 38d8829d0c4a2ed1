"""Servers that are bought, priced as hardware of a spec is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.catalog import load as catalogue
from planner.errors import UsageError
from planner.owning import Bought, BreakEven, assumed_keeping, compared, servers_side
from planner.units import Money
from tests.owning.made import LLAMA, case, each, workload

EURO = Decimal("0.867002")
"""Of the catalogue, for one US dollar."""


def bought(server: str = "h100-x8") -> Bought:
    found = catalogue().server(server)
    assert found is not None
    return Bought(found, LLAMA, assumed_keeping(), "fp8")


def found(offer: Bought) -> BreakEven:
    both = compared(replace(case(), offer=offer))
    assert isinstance(both, BreakEven)
    return both


def test_bought_servers_cost_what_a_hand_makes_of_them() -> None:
    side = servers_side(bought(), workload(), each(10_000_000), None, catalogue())

    lines = {line.item: line.monthly for line in side.bill(Decimal(3_600_000), 2).lines}

    assert {i: Money(m.expected).rounded() for i, m in lines.items() if m} == {
        "amortisation": Decimal("11250.00"),  # 2 x 270000 x 0.75 / 36
        "capital": Decimal("2250.00"),  # 2 x 270000 x 1.25 / 2 x 0.08 / 12
        "upkeep": Decimal("3600.00"),  # 2 x 270000 x 0.08 / 12
        "power": Money(
            2 * Decimal("8.5") * Decimal("1.58") * 730 * Decimal("0.1902") / EURO
        ).rounded(),
        "hosting": Decimal("3694.10"),  # 2 x 8.5 x 217.30
        "hands": Decimal("380.00"),  # 2 x 2 x 95
    }


def test_a_broken_server_has_a_spare() -> None:
    both = found(bought())

    assert both.fleet.nodes == 2
    assert "2 servers, one of them spare: a broken one is gone for days" in both.fleet.why


def test_prices_that_were_asked_are_a_band() -> None:
    offer = bought()
    low, high = (
        replace(offer, server=replace(offer.server, price=replace(offer.server.price, expected=p)))
        for p in (offer.server.price.low, offer.server.price.high)
    )

    band = found(offer).own_monthly

    assert band.low == found(low).own_monthly.expected
    assert band.high == found(high).own_monthly.expected


def test_a_hall_that_draws_less_than_its_servers_is_refused() -> None:
    offer = replace(bought(), keeping=replace(assumed_keeping(), pue=Decimal("0.9")))

    with pytest.raises(UsageError, match="`pue` is at least 1"):
        found(offer)
