"""`topoplan cost --planfile`, as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import Ended
from tests.conftest import ROOT
from tests.cost.plans import document, resource

Invoke = Callable[..., Ended]

SPEC = ROOT / "examples/single-api/topology.yaml"
SCHEMA = json.loads((ROOT / "docs/schemas/planfile-cost.v1.schema.json").read_text("utf-8"))

KEY = {"region": "eu-central-1", "tags": {"team": "chat"}}
NOW = (
    resource("aws_kms_key.a", KEY, before=KEY),
    resource("aws_nat_gateway.a", {}, before={}, actions=("delete", "create")),
    resource("aws_kms_key.old", None, before=KEY),
    resource("aws_imagined_thing.a", {"secret": "hush"}),
    resource("aws_sqs_queue.a", {}),
    resource("aws_iam_role.a", {}),
)


def written(folder: Path, *resources: Mapping[str, Any], name: str = "plan.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document(*resources)), encoding="utf-8")
    return path


@pytest.fixture
def planfile(tmp_path: Path) -> Path:
    return written(tmp_path, *NOW)


def test_the_counts_come_first_and_nothing_unknown_is_left_out(
    invoke: Invoke, planfile: Path
) -> None:
    said = invoke("cost", "--planfile", planfile).out

    assert said.startswith("5 resources: 2 priced / 1 free / 1 usage-based / 1 unpriced\n")
    assert "not priced: aws_imagined_thing.a: how its type is billed is not in" in said
    assert "by use: aws_sqs_queue.a: requests" in said
    assert "at least expected a month" in said
    assert "before -> after: 39.96 -> 38.96 USD a month (-1.00)" in said
    assert "aws_kms_key.old/key: 1.00 -> nothing" in said
    assert "replaces aws_nat_gateway.a" in said
    assert "destroys aws_kms_key.old" in said


@pytest.mark.parametrize("more", [(), ("--by", "type"), ("--spec", SPEC)])
def test_the_json_document_keeps_its_schema(
    invoke: Invoke, planfile: Path, more: tuple[object, ...]
) -> None:
    told = json.loads(invoke("cost", "--planfile", planfile, "--format", "json", *more).out)

    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(told)
    assert told["counts"] == {"priced": 2, "free": 1, "usage": 1, "unpriced": 1}
    assert told["monthly"]["at_least"]
    assert {line["status"] for line in told["lines"]} == {"priced", "unpriced"}


def test_markdown_is_a_table_with_a_total(invoke: Invoke, planfile: Path) -> None:
    said = invoke("cost", "--planfile", planfile, "--format", "markdown").out

    assert "| `aws_nat_gateway.a` | 37.96 | 37.96 | 37.96 |" in said
    assert "| **total** | **at least 38.96** |" in said


@pytest.mark.parametrize(
    ("by", "said"),
    [("tag:team", "chat (1)"), ("region", "eu-central-1 (5)"), ("module", "(root) (5)")],
)
def test_resources_are_grouped_by_what_is_asked(
    invoke: Invoke, planfile: Path, by: str, said: str
) -> None:
    assert said in invoke("cost", "--planfile", planfile, "--by", by).out


def test_no_value_of_a_resource_is_shown(invoke: Invoke, planfile: Path) -> None:
    for form in ("text", "json", "markdown"):
        assert "hush" not in invoke("cost", "--planfile", planfile, "--format", form).out


def test_a_plan_is_held_against_another(invoke: Invoke, tmp_path: Path, planfile: Path) -> None:
    other = written(tmp_path, resource("aws_kms_key.a", KEY), name="main.json")

    said = invoke("cost", "--planfile", planfile, "--against", other).out

    assert "before -> after: 1.00 -> 38.96 USD a month (+37.96)" in said
    assert "aws_nat_gateway.a/nat-gateways: nothing -> 37.96" in said


def test_a_line_is_explained(invoke: Invoke, planfile: Path) -> None:
    said = invoke("cost", "--planfile", planfile, "--explain", "aws_nat_gateway.a/nat-gateways").out

    assert "730 x 0.052 = 37.96 USD" in said


def test_a_line_that_is_not_there_offers_those_that_are(invoke: Invoke, planfile: Path) -> None:
    ended = invoke("cost", "--planfile", planfile, "--explain", "nat-gatewais")

    assert ended.exit_code == 2
    assert "aws_nat_gateway.a/nat-gateways" in ended.err


def test_a_plan_that_costs_otherwise_than_its_spec_is_stale(invoke: Invoke, planfile: Path) -> None:
    ended = invoke("cost", SPEC, "--planfile", planfile)

    assert ended.exit_code == 5
    assert "where the spec's bill -> the plan's differ" in ended.out
    assert "monitoring.eu-central-1/dashboard: 3.00 -> nothing" in ended.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "of what?"),
        ((SPEC, "--by", "module"), "others are for a --planfile"),
        (("--spec", SPEC), "--spec is about a --planfile"),
        (("--planfile", "plan.json", "--locked"), "--locked is about a SPEC's tree"),
        (("--planfile", "plan.json", "--out", "tree"), "--out is the folder of a SPEC's tree"),
        (("--planfile", "plan.json", "--format", "html"), "--format html shows the bill of a SPEC"),
        ((SPEC, "--planfile", "plan.json", "--spec", "other.yaml"), "two specs"),
        (("--planfile", "nowhere.json"), "can't read nowhere.json"),
    ],
)
def test_words_that_mean_nothing_are_refused(
    invoke: Invoke, words: tuple[object, ...], says: str
) -> None:
    ended = invoke("cost", *words)

    assert ended.exit_code == 2
    assert says in ended.err


def test_an_unknown_way_to_group_names_those_that_are_known(invoke: Invoke, planfile: Path) -> None:
    ended = invoke("cost", "--planfile", planfile, "--by", "colour")

    assert ended.exit_code == 2
    assert "module, region, type, tag:KEY" in ended.err


def test_a_bill_of_a_plan_is_shown_in_the_currency_that_is_asked_for(
    invoke: Invoke, planfile: Path
) -> None:
    words = ("cost", "--planfile", planfile, "--currency", "EUR")
    text, markdown = (invoke(*words, "--format", form).out for form in ("text", "markdown"))
    told = json.loads(invoke(*words, "--format", "json", "--by", "type").out)

    Draft202012Validator(SCHEMA).validate(told)
    assert "expected a month, EUR" in text
    assert "EUR a month" in markdown
    assert "USD a month" not in text + markdown
    # 38.96 USD at 0.867002: 33.778...
    assert told["monthly"]["expected"] == "33.78"
    assert {one["monthly"]["currency"] for one in told["groups"]["members"]} == {"EUR"}
    assert told["exchange"]["as_of"] == "2026-08-13"


def test_prices_of_a_plan_may_be_too_old(invoke: Invoke, planfile: Path) -> None:
    ended = invoke("cost", "--planfile", planfile, "--max-age", "0")

    assert (ended.exit_code, ended.out) == (5, "")
    assert "lines rest on stale prices" in ended.err
    assert "aws_nat_gateway.a/nat-gateways" in ended.err


def test_the_terms_of_a_spec_are_those_of_its_plan(
    invoke: Invoke, planfile: Path, tmp_path: Path
) -> None:
    spec = tmp_path / "topology.yaml"
    terms = """
prices:
  currency: EUR
  rates: [{currency: EUR, per_usd: 0.5, as_of: 2026-11-20, source: treasury}]
  discounts: [{on: "aws:*", percent: 10%, reason: EDP}]
"""
    spec.write_text(SPEC.read_text("utf-8") + terms, encoding="utf-8")

    told = json.loads(
        invoke("cost", "--planfile", planfile, "--spec", spec, "--format", "json").out
    )
    said = invoke("cost", "--planfile", planfile, "--spec", spec, "--budget", "1 USD").err

    # (730 x 0.052 + 1) x 0.9 x 0.5
    assert told["monthly"] == {
        "low": "17.53",
        "expected": "17.53",
        "high": "17.53",
        "currency": "EUR",
        "at_least": True,
    }
    assert told["spec"]["monthly"]["currency"] == "EUR"
    assert "over the budget of 1.00 USD (0.50 EUR, at 0.5 EUR for 1 USD of 2026-11-20" in said
