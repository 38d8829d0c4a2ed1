"""A bill in another currency: converted once, at a rate that is shown with its day."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

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
        "per_usd": "0.867002",
        "as_of": "2026-08-13",
        "source": "ecb-data-api",
    }
    converted = Decimal(dollars["monthly"]["expected"]) * Decimal("0.867002")
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
    assert "Converted once, at 0.7412 GBP for 1 USD of 2026-08-13 (ecb-data-api)." in shown


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


def test_a_comparison_speaks_the_currency_of_the_bill(invoke: Invoke, tmp_path: Path) -> None:
    before = tmp_path / "bill.json"
    before.write_text(invoke("cost", EXAMPLE, "--format", "json").out, encoding="utf-8")

    for form in ("text", "markdown", "html"):
        shown = invoke("cost", SPEC, "--against", before, "--format", form).out
        assert "EUR a month" in shown
        assert "USD a month" not in shown
        assert "both converted at 0.92 EUR for 1 USD of 2026-11-20" in shown.replace("\\", "")


def test_what_money_costs_is_no_change_of_a_bill(invoke: Invoke, tmp_path: Path) -> None:
    before, newer = tmp_path / "bill.json", tmp_path / "topology.yaml"
    before.write_text(invoke("cost", SPEC, "--format", "json").out, encoding="utf-8")
    words = SPEC.read_text("utf-8")
    assert "per_usd: 0.92" in words
    newer.write_text(words.replace("per_usd: 0.92", "per_usd: 0.5"), encoding="utf-8")

    for more in ((), ("--currency", "USD"), ("--currency", "GBP")):
        document = json.loads(
            invoke("cost", newer, "--against", before, "--format", "json", *more).out
        )
        assert document["comparison"]["currency"] == document["monthly"]["currency"]
        assert document["comparison"]["changes"] == []


@pytest.mark.parametrize(
    ("budget", "ends", "says"),
    [
        # the example's bill in dollars, at 0.867002 EUR for one
        ("1000 EUR", 0, "within the budget of 1,000.00 EUR (1,153.40 USD, at 0.867002 EUR for 1"),
        ("1 EUR", 4, "over the budget of 1.00 EUR (1.15 USD, at 0.867002 EUR for 1 USD of"),
        ("1000 USD", 0, "within the budget of 1,000.00 USD\n"),
    ],
)
def test_a_budget_in_euros_is_never_held_against_dollars(
    invoke: Invoke, budget: str, ends: int, says: str
) -> None:
    ended = invoke("cost", EXAMPLE, "--budget", budget)

    assert ended.exit_code == ends
    assert says in ended.err


def test_the_specs_own_rate_wins_for_limits_too(invoke: Invoke) -> None:
    ended = invoke("cost", SPEC, "--currency", "USD", "--budget", "92 EUR")

    assert "92.00 EUR (100.00 USD, at 0.92 EUR for 1 USD of 2026-11-20 (purchases" in ended.err


def test_a_budget_of_a_spec_is_judged_in_the_currency_of_its_bill(
    invoke: Invoke, tmp_path: Path
) -> None:
    spec = tmp_path / "topology.yaml"
    budget = "\npolicy: {budget: {monthly: 100000 USD, warn_at: 90%}}\n"
    spec.write_text(SPEC.read_text("utf-8") + budget, encoding="utf-8")
    month = invoke("cost", spec, "--format", "json").out

    said = invoke("check", spec).out

    euros = Decimal(json.loads(month)["monthly"]["expected"])
    assert f"the bill is {euros:,} EUR a month, over 90% of the budget of 100,000.00 USD" in said
    assert "(92,000.00 EUR, at 0.92 EUR for 1 USD of 2026-11-20 (purchases" not in said
    assert "(92,000.00 EUR, at 0.92 EUR for 1 USD of 2026-11-20 (topology.yaml:" in said


def test_an_increase_is_limited_in_another_currency(invoke: Invoke, tmp_path: Path) -> None:
    before = tmp_path / "bill.json"
    before.write_text(invoke("cost", EXAMPLE, "--format", "json").out, encoding="utf-8")

    limits = [
        invoke("cost", SPEC, "--against", before, "--max-increase", limit)
        for limit in ("1000000 GBP", "10 GBP")
    ]

    assert [ended.exit_code for ended in limits] == [0, 4]
    assert "at 0.7412 GBP for 1 USD of 2026-08-13" in limits[1].err


def test_a_page_says_its_currency_and_where_the_rate_is_from(invoke: Invoke) -> None:
    page = invoke("cost", SPEC, "--format", "html").out
    footer = " ".join(page.partition("<footer>")[2].split())

    assert "USD a month" not in page
    assert page.count("EUR a month") >= 6
    assert (
        ". Converted once, at 0.92 EUR for 1 USD of 2026-11-20 (purchases.yaml:7). Made" in footer
    )


def test_a_page_opens_at_the_side_that_is_asked_for(invoke: Invoke) -> None:
    page = invoke("cost", EXAMPLE, "--format", "html", "--by", "vendor").out

    assert 'id="by-vendor" checked' in page
