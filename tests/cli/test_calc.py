"""`topoplan calc`: one workload in one line."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import Ended, command, topoplan
from tests.documents.test_schemas import schema

Invoke = Callable[..., Ended]

WORKLOAD = ("--requests", "3.6M", "--input", "1400", "--output", "300")
API = ("--api", "bedrock/claude-haiku-4-5@eu-central-1")
MODEL = ("--model", "llama-3.1-8b-instruct")
L4 = ("--gpu", "L4")


@pytest.fixture
def calc(invoke: Invoke) -> Invoke:
    return lambda *words: invoke("calc", *WORKLOAD, *API, *MODEL, *words)


def document(calc: Invoke, *words: str) -> Any:
    ended = calc(*words, "--format", "json")
    assert ended.exit_code == 0, ended.err
    return json.loads(ended.out)


def test_a_calculation_keeps_its_schema(calc: Invoke) -> None:
    made, validator = document(calc, *L4), Draft202012Validator(schema("calc"))

    Draft202012Validator.check_schema(schema("calc"))
    assert [error.message for error in validator.iter_errors(made)] == []
    assert not validator.is_valid(made | {"novelty": 1})


def test_one_line_says_what_pays_and_from_which_volume(calc: Invoke) -> None:
    ended = calc(*L4)

    assert ended.exit_code == 0
    head, *_ = ended.out.splitlines()
    assert head.startswith("3.6M requests a month of 1400 tokens in and 300 out")
    for words in (
        "on demand: g6.xlarge",
        "committed 1y: g6.xlarge",
        "bought: l4-x4",
        "not compared: committed 3y: no reserved_3y price",
        "not compared: spot: nodes are taken back",
        "rule of thumb, on demand:",
        "what it turns on (on demand):",
        "a second provider: in an outage of 4 hours",
    ):
        assert words in ended.out
    assert "\x1b[" not in ended.out


def test_the_picture_marks_the_workload(calc: Invoke) -> None:
    lines = calc(*L4).out.splitlines()
    axis = next(at for at, line in enumerate(lines) if "└─" in line)

    assert lines[axis - 13 : axis] == [line for line in lines if " ┤" in line]
    assert "▲ 3.6M" in lines[axis + 1]
    assert "· the API" in lines[axis + 2]


def test_colour_is_only_in_the_picture_and_only_where_it_is_wanted() -> None:
    words = command("calc", *WORKLOAD, *API, *MODEL, *L4)[3:]
    wanted = {**os.environ, "FORCE_COLOR": "1"}
    wanted.pop("NO_COLOR", None)

    colored = topoplan(*words, environ=wanted).out
    plain = topoplan(*words, environ={**wanted, "NO_COLOR": "1"}).out

    assert re.sub(r"\x1b\[[0-9]+m", "", colored) == plain
    assert all("┤" in line for line in colored.splitlines() if "\x1b" in line)


def test_what_nobody_said_is_printed(calc: Invoke) -> None:
    out = calc().out

    for what in ("--region eu-central-1", "--gpu", "--machine", "--precision fp8"):
        assert f"taken: {what}" in out
    assert "assumed: owning_operations_hours 20 hours a month" in out
    assert "note: whether the open model answers well enough is not judged here" in out


def test_what_somebody_said_is_no_assumption(calc: Invoke) -> None:
    words = ("--operations-hours", "40", "--rate", "110 EUR", "--months", "48", "--pue", "1.2")
    made = document(calc, *L4, *words)

    names = {one["name"] for one in made["assumptions"]}
    assert not names & {"owning_operations_hours", "people_rate", "bought_months", "bought_pue"}
    assert "owning_evaluation_hours" in names
    lines = {line["id"]: line for line in made["ways"][0]["bill"]["lines"]}
    assert lines["people/operations"]["quantity"]["expected"] == "40"


def test_money_is_shown_in_another_currency_at_one_rate(calc: Invoke) -> None:
    dollars, euros = document(calc, *L4), document(calc, *L4, "--currency", "EUR")
    rate = Decimal(euros["exchange"]["per_usd"])

    for way, other in zip(dollars["ways"], euros["ways"], strict=True):
        own = Decimal(way["break_even"]["self_host_monthly"]["expected"])
        shown = Decimal(other["break_even"]["self_host_monthly"]["expected"])
        assert abs(own * rate - shown) <= Decimal("0.01")
        assert way["flips"] == other["flips"]


@pytest.mark.parametrize("words", [("--kind", "batch"), ("--spot",)])
def test_spot_is_for_batches_or_where_it_is_asked_for(calc: Invoke, words: tuple[str, ...]) -> None:
    google = (*L4, "--cloud", "gcp", "--region", "europe-west4")

    assert "spot" in {way["name"] for way in document(calc, *google, *words)["ways"]}


def test_spot_without_a_price_is_left_out(calc: Invoke) -> None:
    left = {one["name"]: one["why"] for one in document(calc, *L4, "--spot")["left_out"]}

    assert left["spot"] == "no spot price of g6.xlarge in eu-central-1 is known"


def test_a_server_is_bought_at_a_price_of_ones_own(calc: Invoke) -> None:
    made = document(calc, *L4, "--server", "h100-x8", "--price", "200000 EUR", "--power-kw", "6")
    (own,) = (way for way in made["ways"] if way["name"] == "bought")

    (line,) = (line for line in own["bill"]["lines"] if line["item"] == "amortisation")
    assert "200,000.00 EUR" in line["formula"]
    assert own["stands"]["accelerator"] == "H100"


def test_markdown_has_the_same_figures(calc: Invoke) -> None:
    text, page = calc(*L4).out, calc(*L4, "--format", "markdown").out

    for line in text.splitlines():
        if line.startswith(("on demand: g6", "committed 1y: g6", "bought: l4")):
            assert line.split()[2] in page or line.split()[3] in page
    assert "\n\n\n" not in page


def test_nobody_is_counted_where_nobody_is_paid(calc: Invoke) -> None:
    made = document(calc, *L4, "--no-people")

    assert made["ways"][0]["rule_of_thumb"]["people_monthly"] == "0.00"


@pytest.mark.parametrize(
    ("words", "says", "mend"),
    [
        (("--model", "llama-3.1-8b-instrukt"), "no open-weight model", "`llama-3.1-8b-instruct`"),
        (("--gpu", "H100"), "no source says that eu-central-1 of aws sells H100", "eu-north-1"),
        (("--gpu", "H10"), "no accelerator `H10`", "`H100`"),
        (("--region", "eu-cntral-1"), "no region `eu-cntral-1` on aws", "`eu-central-1`"),
        (("--cloud", "azure"), "in which region of azure", "--region"),
        (("--machine", "g6.huge"), "sells no GPU machine `g6.huge`", ""),
        (("--requests", "0"), "0 requests a month", "--requests 3.6M"),
        (("--requests", "900G"), "900,000,000,000 requests a month", "from 1 to"),
        (("--requests", "20G"), "more than the 1,000 of a pool", "--gpu"),
        (("--requests", "many"), "--requests 'many' is not a quantity", ""),
        (("--output", "0"), "0 output tokens", "--output 300"),
        (("--input", "200k"), "a request has 200,300 tokens", "longer context"),
        (("--peak", "0.5"), "a peak of 0.5 times the mean", "1"),
        (("--precision", "fp9"), "no precision `fp9`", "bf16"),
        (("--p95", "50"), "50 ms asked for", "--gpu"),
        (("--server", "abacus"), "no server `abacus`", "h100-x8"),
        (("--price", "0 USD"), "a server for nothing", "270000 USD"),
        (("--months", "0"), "--months 0", "from 1 to 120"),
        (("--currency", "XXX"), "no rate of exchange for `XXX`", "EUR"),
        (("--api", "bedrock/claude-haiku-4-5"), "in 26 places", "@"),
    ],
)
def test_what_cannot_be_answered_says_what_to_write(
    calc: Invoke, words: tuple[str, ...], says: str, mend: str
) -> None:
    ended = calc(*words)

    assert ended.exit_code == 2
    assert says in ended.err
    assert mend in ended.err
    assert ended.out == ""


_RUN = {
    "completed": 1000,
    "total_input_tokens": 1_400_000,
    "total_output_tokens": 300_000,
    "request_throughput": 6.0,
    "max_concurrency": 32,
    "p95_ttft_ms": 900.0,
    "mean_tpot_ms": 60.0,
    "p95_e2el_ms": 22000.0,
}


def test_a_measured_run_takes_the_place_of_the_estimate(calc: Invoke, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text(json.dumps(_RUN))
    estimated, measured = document(calc, *L4), document(calc, *L4, "--measured", str(run))

    def nodes(made: Any) -> int:
        return int(made["ways"][0]["fleet"]["nodes"])

    assert nodes(measured) < nodes(estimated)
    assert "measured by" in json.dumps(measured)


def test_a_measured_run_has_to_say_on_what_it_ran(calc: Invoke, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text(json.dumps(_RUN))
    ended = calc("--measured", str(run))

    assert ended.exit_code == 2
    assert "--gpu" in ended.err


def test_a_file_that_is_no_benchmark_is_refused(calc: Invoke, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text("{}")
    ended = calc(*L4, "--measured", str(run))

    assert ended.exit_code == 1
    assert "vllm bench serve" in ended.err
