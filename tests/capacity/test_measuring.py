"""A measured run stands in for the model; its formats are those of the tools."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from planner.capacity import Estimate, measured, measurements
from planner.errors import FileError
from planner.units import Range
from tests.capacity.asking import asked, fitting

VLLM: dict[str, Any] = {
    "date": "20261120-101500",
    "backend": "openai-chat",
    "model_id": "meta-llama/Llama-3.1-8B-Instruct",
    "num_prompts": 1000,
    "request_rate": "inf",
    "max_concurrency": 64,
    "duration": 250.0,
    "completed": 1000,
    "total_input_tokens": 512_000,
    "total_output_tokens": 256_000,
    "request_throughput": 4.0,
    "output_throughput": 1024.0,
    "mean_ttft_ms": 210.5,
    "p95_ttft_ms": 480.25,
    "mean_tpot_ms": 61.5,
    "p95_e2el_ms": 21_000.0,
}


def summary(mean: float, p95: float | None = None) -> dict[str, Any]:
    percentiles = {"p50": mean, "p95": mean if p95 is None else p95}
    return {"successful": {"mean": mean, "percentiles": percentiles}}


def guidellm(kind: str, rate: float) -> dict[str, Any]:
    return {
        "config": {"strategy": {"type_": kind}},
        "metrics": {
            "requests_per_second": summary(rate),
            "request_concurrency": summary(31.6),
            "request_latency": summary(7.9, 20.5),
            "prompt_token_count": summary(512),
            "output_token_count": summary(256),
            "time_to_first_token_ms": summary(200, 350),
            "inter_token_latency_ms": summary(30),
        },
    }


@pytest.fixture(scope="module")
def estimated() -> Estimate:
    return fitting(asked("llama-3.1-8b-instruct", "fp8", "g6.xlarge"))


def test_a_run_of_vllm_takes_the_place_of_the_estimate(estimated: Estimate) -> None:
    (run,) = measurements(json.dumps(VLLM), "run.json")

    found = measured(estimated, run)

    assert found.basis == "measured"
    assert found.requests_per_second == Range.exactly(4)
    assert found.output_tokens_per_second == Range.exactly(1024)
    assert found.concurrency == 64
    assert (found.ttft_p95_ms, found.tpot_ms, found.p95_ms) == (
        Decimal("480.25"),
        Decimal("61.5"),
        Decimal(21000),
    )
    assert "measured by run.json: 512 tokens in and 256 out of a mean request" in found.notes


def test_each_rate_of_guidellm_is_a_run_of_its_own() -> None:
    result = {"benchmarks": [guidellm("concurrent", 4.0), guidellm("constant", 2.0)]}

    busy, paced = measurements(json.dumps(result), "benchmarks.json")

    assert (busy.requests_per_second, busy.concurrency, busy.p95_ms) == (
        Decimal(4),
        32,
        Decimal(20500),
    )
    assert (busy.ttft_p95_ms, busy.tpot_ms) == (Decimal(350), Decimal(30))
    assert (busy.is_open_loop, paced.is_open_loop) == (False, True)


def test_an_open_loop_says_that_the_replica_may_carry_more(estimated: Estimate) -> None:
    (run,) = measurements(json.dumps(VLLM | {"request_rate": 4.0}), "run.json")

    assert any("carries at least as many" in note for note in measured(estimated, run).notes)


def test_a_latency_that_was_not_measured_stays_the_models(estimated: Estimate) -> None:
    short = {key: cell for key, cell in VLLM.items() if not key.startswith("p95")}
    (run,) = measurements(json.dumps(short), "run.json")

    found = measured(estimated, run)

    assert found.p95_ms == estimated.p95_ms
    assert any("is the model's" in note for note in found.notes)


def test_answers_of_another_size_than_the_loads_are_told(estimated: Estimate) -> None:
    (run,) = measurements(json.dumps(VLLM | {"total_output_tokens": 64_000}), "run.json")

    notes = measured(estimated, run).notes

    assert "the load's answers have 256 tokens: measure with those" in notes


def test_the_columns_of_the_shipped_runs_are_read_as_well() -> None:
    text = "isl,osl,concurrency,output_tok_s,ttft_ms,ttft_stat\n512,256,64,1024,480,p95\n"

    (run,) = measurements(text, "mine.csv")

    assert (run.requests_per_second, run.ttft_p95_ms, run.source) == (
        Decimal(4),
        Decimal(480),
        "mine.csv:2",
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no run"),
        ("{", "is no result of a benchmark"),
        ("{}", "has no 'completed'"),
        (json.dumps(VLLM | {"completed": 0}), "is no result of a benchmark"),
        (json.dumps(VLLM | {"request_throughput": 0}), "`request_throughput` must be above zero"),
        ('{"benchmarks": []}', "holds no run"),
        ('{"benchmarks": [{"metrics": null}]}', "is no result of a benchmark"),
        ("isl,osl\n1,2\n", "`output_tok_s` must be above zero"),
        ("isl,osl,output_tok_s\n1,x,3\n", "is no result of a benchmark"),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_with_what_it_should_be(
    text: str, says: str
) -> None:
    with pytest.raises(FileError, match=r"run\.json") as refused:
        measurements(text, "run.json")

    assert says in refused.value.message
    assert "vllm bench serve" in refused.value.mend
