"""Every document of every example keeps its published schema."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import planner
from planner.catalog import (
    compare_sets,
    digests,
    edition,
    find_set,
    holdings,
    load,
    select_rows,
    shipped_set,
)
from planner.cost import Bill, Comparison, Gate, by_endpoint, by_node, by_vendor, explain, judge
from planner.documents import (
    bill_document,
    check_document,
    cost_document,
    diff_document,
    explanation_document,
    list_document,
    policy_document,
    proof_document,
    show_document,
)
from planner.pipeline import Plan
from planner.units import Money
from tests.catalog.made import copied, replaced
from tests.documents.plans import NAMES, hostile_plan, plan_of_example

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
DOCUMENTS = ("check", "cost", "cost-lines", "lock", "policy", "proof")
ABOUT_FACTS = ("catalog-diff", "catalog-list", "catalog-show")
KEY_DEARER = "kms_key_month,us-east-1,2025-11-04,key-month,USD,2,"


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SCHEMAS / f"{name}.v1.schema.json").read_text("utf-8"))
    return read


def document(plan: Plan, name: str) -> Any:
    """A document as a reader gets it: through JSON."""
    if name == "lock":
        return json.loads(planner.render(plan).files["topoplan.lock"])
    made = {
        "check": lambda: check_document(plan.findings, plan.verdicts),
        "cost": lambda: bill_document(plan.bill, plan.catalog),
        "cost-lines": lambda: explanation_document(
            [explain(line, plan.catalog) for line in plan.bill.lines], plan.catalog
        ),
        "policy": lambda: policy_document(plan, plan.topology.endpoints, keys=True),
        "proof": lambda: proof_document(plan.topology, plan.verdicts),
    }
    return json.loads(json.dumps(made[name]()))


def catalog_document(name: str, newer: Path) -> Any:
    """A document about the facts; for a diff with every kind of change in it."""
    catalog, in_use = load(), shipped_set()
    made = {
        "catalog-list": lambda: list_document(
            (in_use, find_set(str(newer))), in_use, holdings(catalog, date(2026, 11, 22))
        ),
        "catalog-show": lambda: show_document(select_rows(catalog, "gpus"), catalog),
        "catalog-diff": lambda: diff_document(
            compare_sets(edition("2026-02-01", in_use), edition(str(newer), in_use))
        ),
    }
    return json.loads(json.dumps(made[name]()))


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    folder = copied(tmp_path / "newer", id_="2027-01-01")
    key = KEY_DEARER.replace(",2,", ",1,")
    replaced(folder, "clouds/aws/services.csv", key, KEY_DEARER)
    text = (folder / "gpus.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "gpus.csv").write_text("".join(text[:-1]), "utf-8")
    digests.write(folder)
    return folder


@pytest.mark.parametrize("name", ABOUT_FACTS)
def test_a_document_about_the_facts_keeps_its_schema(name: str, newer: Path) -> None:
    made = catalog_document(name, newer)

    assert [error.message for error in Draft202012Validator(schema(name)).iter_errors(made)] == []
    assert not Draft202012Validator(schema(name)).is_valid(made | {"novelty": 1})


def test_a_diff_holds_every_kind_of_change(newer: Path) -> None:
    tables = catalog_document("catalog-diff", newer)["tables"]

    for kind in ("added", "gone", "changed"):
        assert any(one[kind] for one in tables), kind
    assert any(row["percent"] == "+100.0" for one in tables for row in one["changed"])


@pytest.mark.parametrize("name", [*DOCUMENTS, *ABOUT_FACTS])
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("example", NAMES)
def test_a_document_of_an_example_keeps_its_schema(example: str, name: str) -> None:
    validator = Draft202012Validator(schema(name))

    errors = [
        error.message for error in validator.iter_errors(document(plan_of_example(example), name))
    ]

    assert errors == []


@pytest.mark.parametrize("example", NAMES)
def test_a_bill_with_all_that_can_be_asked_of_it_keeps_its_schema(example: str) -> None:
    plan = plan_of_example(example)
    bill = plan.bill
    compared = Comparison(Bill(bill.lines[2:]), bill, "2026-01-01", plan.catalog.id)
    judged = judge(bill, Gate((Money(Decimal(1)),), (Decimal("0.1"),)), compared)
    seen = (
        by_endpoint(bill, plan.topology, plan.layout, plan.catalog),
        by_node(bill),
        by_vendor(bill, plan.catalog),
    )

    for one in seen:
        made = cost_document(bill, plan.catalog, one, compared, judged)
        Draft202012Validator(schema("cost")).validate(json.loads(json.dumps(made)))


def test_a_bill_in_another_currency_keeps_its_schema() -> None:
    plan = planner.plan(Path(__file__).parents[1] / "cost/purchases.yaml").in_currency("JPY")
    shown = document(plan, "cost")

    Draft202012Validator(schema("cost")).validate(shown)
    assert shown["monthly"]["currency"] == "JPY"
    assert shown["exchange"]["source"] == "ecb-reference-rates"


def test_lines_in_another_currency_say_so() -> None:
    plan = planner.plan(Path(__file__).parents[1] / "cost/purchases.yaml").in_currency("JPY")

    told = document(plan, "cost-lines")

    Draft202012Validator(schema("cost-lines")).validate(told)
    assert told["currency"] == "JPY"


@pytest.mark.parametrize("name", ["check", "policy", "proof"])
def test_a_document_of_hostile_words_keeps_its_schema(name: str, tmp_path: Path) -> None:
    Draft202012Validator(schema(name)).validate(document(hostile_plan(tmp_path), name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_key_that_the_schema_lacks_is_noticed(name: str) -> None:
    changed = document(plan_of_example(NAMES[0]), name) | {"novelty": 1}

    assert not Draft202012Validator(schema(name)).is_valid(changed)


def test_the_keys_that_scripts_may_rely_on_are_those_of_the_contract() -> None:
    finding = schema("check")["$defs"]["finding"]["required"]
    line = schema("cost")["$defs"]["line"]["required"]
    bill = schema("cost")["properties"]

    assert {
        *("code", "severity", "verdict", "message", "at", "endpoint", "path", "offending"),
        *("facts", "fixes", "fingerprint", "waived"),
    } <= set(finding)
    assert {
        *("id", "node", "item", "quantity", "unit", "unit_price", "monthly", "basis", "status"),
        *("fact", "as_of"),
    } <= set(line)
    assert set(bill["monthly"]["required"]) == {"low", "expected", "high", "currency", "at_least"}
    assert set(bill["catalog"]["required"]) == {"id", "sha256", "oldest_as_of"}
    assert set(schema("check")["required"]) == {"schema", "findings", "verdicts"}
    assert set(schema("cost")["required"]) == {
        *("schema", "monthly", "exchange", "lines", "unpriced", "catalog")
    }
