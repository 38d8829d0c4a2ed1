"""A bill in another currency: converted once, at a rate that is shown with its day."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tests.cli.running import Ended

Invoke = Callable[..., Ended]
SPEC = Path(__file__).parents[1] / "cost/purchases.yaml"
EXAMPLE = Path(__file__).parents[2] / "examples/single-api/topology.yaml"


def test_a_bill_is_shown_in_the_currency_that_is_asked_for(invoke: Invoke) -> None:
    dollars = json.loads(invoke("cost", EXAMPLE, "--format", "json").out)
    euros = json.loads(invoke("cost", EXAMPLE, "--format", "json", "--currency", "EUR").out)

    assert (dollars["monthly"]["currency"], dollars["exchange"]) == ("USD", None)
    assert euros["monthly"]["currency"] == "EUR"
    assert euros["exchange"] == {
        "per_usd": "0.850268",
        "as_of": "2026-05-08",
        "source": "ecb-reference-rates",
    }
    converted = Decimal(dollars["monthly"]["expected"]) * Decimal("0.850268")
    assert abs(Decimal(euros["monthly"]["expected"]) - converted) <= Decimal("0.01")


def test_a_spec_names_its_currency_and_its_own_rate(invoke: Invoke) -> None:
    shown = invoke("cost", SPEC).out

    assert "EUR a month" in shown
    assert "converted once, at 0.92 EUR for 1 USD of 2026-11-20 (purchases.yaml:" in shown


def test_dollars_can_be_asked_for_too(invoke: Invoke) -> None:
    shown = invoke("cost", SPEC, "--currency", "USD").out

    assert "USD a month" in shown
    assert "converted" not in shown


def test_markdown_has_the_rate_and_its_day(invoke: Invoke) -> None:
    shown = invoke("cost", EXAMPLE, "--format", "markdown", "--currency", "GBP").out

    assert "| GBP a month |" in shown
    assert "Converted once, at 0.734716 GBP for 1 USD of 2026-05-08 (ecb-reference-rates)." in shown


def test_a_line_is_explained_in_the_same_currency(invoke: Invoke) -> None:
    shown = invoke("cost", SPEC, "--explain", "providers.cellar/power").out

    assert "price     0.18 EUR for one kWh" in shown
    assert "2 servers x 10.2 kW x PUE 1.3 x 730 hours" in shown
    assert "fact      purchases.yaml:" in shown


def test_an_unknown_currency_is_refused_with_those_that_are_known(invoke: Invoke) -> None:
    ended = invoke("cost", EXAMPLE, "--currency", "EUX")

    assert ended.exit_code == 2
    assert "no rate of exchange for `EUX`" in ended.err
    assert "CHF" in ended.err
