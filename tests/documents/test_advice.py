"""Advice as a document keeps its published schema, whatever it comes to."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.advising import Advice, advise, swept, thresholds, varied
from planner.documents import advice_document, sweep_document
from tests.documents.plans import plan_of_example

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
NAMES = (
    "azure-data-zone/topology",
    "document-extraction/topology",
    "h100-self-host/topology",
    "hybrid-hot-path/topology",
)


def schema(name: str) -> Draft202012Validator:
    read = json.loads((SCHEMAS / f"{name}.v1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


@cache
def advice_of(example: str) -> Advice:
    return advise(plan_of_example(example), thresholds())


def document(example: str) -> Any:
    """A document as a reader gets it: through JSON."""
    advice = advice_of(example)
    names = [one.name for one in advice.endpoints]
    return json.loads(json.dumps(advice_document(advice, names)))


@pytest.mark.parametrize("example", NAMES)
def test_advice_keeps_its_schema(example: str) -> None:
    made = document(example)

    assert [error.message for error in schema("advise").iter_errors(made)] == []
    assert not schema("advise").is_valid(made | {"novelty": 1})


def test_the_keys_that_scripts_may_rely_on_are_those_of_the_contract() -> None:
    (first, *_) = document("hybrid-hot-path/topology")["endpoints"]
    optimum = document("hybrid-hot-path/topology")["optimum"]

    assert {"name", "quadrant", "binding_constraint", "rung", "break_even", "chosen", "why"} <= {
        *first
    }
    assert {"api_monthly", "self_host_monthly", "ratio", "pays"} <= set(first["break_even"])
    assert {"monthly", "bound", "gap", "proven"} <= set(optimum)


def test_the_bill_of_the_optimum_stands_beside_the_figure_of_the_solver() -> None:
    made = document("hybrid-hot-path/topology")
    after = made["cheapest"]["after"]

    above = Decimal(made["optimum"]["monthly"]["expected"]) - Decimal(after["monthly"]["expected"])
    assert abs(above - Decimal(after["model_above_bill"]["amount"])) <= Decimal("0.01")


@pytest.mark.parametrize("example", NAMES)
def test_what_is_not_known_is_null_and_has_a_reason(example: str) -> None:
    made = document(example)

    for one in made["endpoints"]:
        even = one["break_even"]
        assert even["why"]
        assert (even["api_monthly"] is None) == (even["self_host_monthly"] is None)
        assert one["rung"] is not None or made["optimum"]["why"]
    assert made["optimum"]["monthly"] is not None or made["optimum"]["why"]


def test_a_document_speaks_of_the_endpoints_that_were_asked_for() -> None:
    made = advice_document(advice_of("hybrid-hot-path/topology"), ["answer"])

    endpoints: Any = made["endpoints"]
    assert [one["name"] for one in endpoints] == ["answer"]


def test_a_sweep_keeps_its_schema() -> None:
    plan = plan_of_example("single-api/topology")
    axis = varied(plan.spec, "endpoints.summarise.traffic.requests_per_month=0,1M,often")
    points = tuple(swept(plan, [axis], thresholds()))
    made = json.loads(json.dumps(sweep_document([axis], points, plan.catalog)))

    assert [error.message for error in schema("advise-sweep").iter_errors(made)] == []
    assert [bool(point["why"]) for point in made["points"]] == [False, False, True]
