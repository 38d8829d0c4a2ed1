"""The bill as a document: decimal strings, and nothing unknown as zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planner.documents import bill_document
from tests.documents.plans import plan_of_example


def bill(example: str) -> Any:
    plan = plan_of_example(example)
    return bill_document(plan.bill, plan.catalog)


def test_money_is_a_decimal_string_in_whole_cents() -> None:
    document = bill("hybrid-hot-path/topology")

    amounts = [document["monthly"][bound] for bound in ("low", "expected", "high")]
    amounts += [line["monthly"]["expected"] for line in document["lines"]]

    assert all(isinstance(amount, str) for amount in amounts)
    assert all(Decimal(amount).as_tuple().exponent == -2 for amount in amounts)


def test_a_price_names_its_row_and_day() -> None:
    lines = bill("hybrid-hot-path/topology")["lines"]
    (nodes,) = (line for line in lines if line["id"] == "gpu_pools.hot/nodes")

    assert nodes["unit_price"] == "5.75429"
    assert nodes["fact"].startswith("clouds/aws/prices.csv:")
    assert nodes["as_of"] == "2026-01-21"


def test_what_has_no_price_has_no_amount_and_a_reason() -> None:
    document = bill("h100-self-host/topology")
    (unpriced,) = document["unpriced"]
    (line,) = (line for line in document["lines"] if line["id"] == unpriced["id"])

    assert document["monthly"]["at_least"] is True
    assert line["monthly"] is line["unit_price"] is line["fact"] is None
    assert "no on_demand price of p5.4xlarge" in unpriced["reason"]


def test_the_oldest_day_is_that_of_a_line() -> None:
    document = bill("hybrid-hot-path/topology")

    days = {line["as_of"] for line in document["lines"] if line["as_of"]}

    assert document["catalog"]["oldest_as_of"] == min(days)
