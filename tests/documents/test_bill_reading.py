"""A bill that was written is read back as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from planner.cost import Comparison
from planner.documents import as_written, bill_document, read_bill
from planner.errors import UsageError
from planner.units import Money
from tests.documents.plans import NAMES, plan_of_example

Change = Callable[[dict[str, Any]], object]


def written(name: str) -> str:
    plan = plan_of_example(name)
    return json.dumps(bill_document(plan.bill, plan.catalog))


@pytest.mark.parametrize("name", NAMES)
def test_a_bill_comes_back_as_it_was_written(name: str) -> None:
    plan = plan_of_example(name)
    read = read_bill(written(name), "bill.json")

    assert read == as_written(plan.bill, plan.catalog)
    assert Comparison(read.bill, as_written(plan.bill, plan.catalog).bill).changes == ()
    assert (read.catalog, read.sha256) == (plan.catalog.id, plan.catalog.sha256)
    assert json.dumps(bill_document(read.bill, plan.catalog)) == written(name)
    for amount in ("low", "expected", "high"):
        was, now = (getattr(bill.monthly, amount) for bill in (plan.bill, read.bill))
        assert Money(was).rounded() == Money(now).rounded()


@pytest.mark.parametrize("length", [0, 1, 100, 5000, -2])
def test_a_truncated_document_is_named(length: int) -> None:
    text = written("hybrid-hot-path/topology")[:length]

    with pytest.raises(UsageError, match=r"infra/bill\.json is no bill .*: no whole JSON document"):
        read_bill(text, "infra/bill.json")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "it names no schema"),
        ("null", "it names no schema"),
        ('{"schema": "topoplan/check/v1"}', "its schema is 'topoplan/check/v1'"),
        ('{"resource_changes": []}', "it names no schema"),
    ],
)
def test_a_foreign_document_is_told_by_its_schema(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_bill(text, "plan.json")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda bill: bill.pop("lines"), "no 'lines'"),
        (lambda bill: bill["lines"][0].pop("unit"), "no 'unit'"),
        (lambda bill: bill["lines"][0].update(unit_price="cheap"), "not as its schema says"),
        (lambda bill: bill["lines"][0].update(unit_price="NaN"), "'NaN' is no amount"),
        (lambda bill: bill["lines"][0].update(unit_price=None), "its price says otherwise"),
        (lambda bill: bill["lines"][0].update(status="free"), "no status 'free'"),
        (lambda bill: bill["lines"][0].update(quantity=[]), "not as its schema says"),
        (lambda bill: bill["monthly"].update(currency="EUR"), "in EUR"),
        (lambda bill: bill.update(lines=3), "not as its schema says"),
    ],
)
def test_a_damaged_document_is_refused_and_says_where(change: Change, why: str) -> None:
    document = json.loads(written("hybrid-hot-path/topology"))
    change(document)

    with pytest.raises(UsageError, match=why):
        read_bill(json.dumps(document), "bill.json")
