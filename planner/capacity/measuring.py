"""What somebody measured, in place of an estimate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.capacity.capacity import Estimate, Measurement
from planner.catalog import PublishedRun, published_runs
from planner.errors import FileError
from planner.units import Range, plain

_MEND = (
    "give the JSON of `guidellm benchmark` or of `vllm bench serve --save-result`, or a CSV with "
    "the columns isl, osl, concurrency and output_tok_s"
)

_OPEN = {"constant", "poisson", "async"}
"""Strategies of guidellm that send at a rate of their own, whatever comes back."""

_ALIKE = Decimal("1.25")
"""Answers that differ by no more than this are of one size."""


def measured(estimate: Estimate, measurement: Measurement) -> Estimate:
    """An estimate with what was measured of its replica put in place of what the model says.

    The range has no width then: it is one run, and the next may differ. A latency that was not
    measured stays estimated, and a note says so; so it does where the run's answers were of
    another size than the load's.
    """
    rate = measurement.requests_per_second
    kept = {
        "ttft_p95_ms": measurement.ttft_p95_ms,
        "tpot_ms": measurement.tpot_ms,
        "p95_ms": measurement.p95_ms,
    }
    return replace(
        estimate,
        concurrency=measurement.concurrency or estimate.concurrency,
        requests_per_second=Range.exactly(rate),
        output_tokens_per_second=Range.exactly(rate * measurement.output_tokens),
        basis="measured",
        notes=(*estimate.notes, *_notes(estimate, measurement)),
        **{name: number for name, number in kept.items() if number is not None},  # type: ignore[arg-type]
    )


def measurements(text: str, source: str) -> tuple[Measurement, ...]:
    """The runs of a result file, in its order; at least one.

    The JSON of `guidellm benchmark` (one run for each of its rates) and of `vllm bench serve`, or
    a CSV with the columns of `benchmarks.csv`.

    Raises:
        FileError: it is none of these, or says too little.
    """
    try:
        found = tuple(_read(text, source))
    except KeyError as missing:
        raise FileError(f"{source} has no {missing}", mend=_MEND) from None
    except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise FileError(f"{source} is no result of a benchmark: {error}", mend=_MEND) from None
    if not found:
        raise FileError(f"{source} holds no run of a benchmark", mend=_MEND)
    return found


def _read(text: str, source: str) -> Iterator[Measurement]:
    if not text.lstrip().startswith("{"):
        yield from (_of_row(run, source) for run in published_runs(text))
        return
    result = json.loads(text, parse_float=Decimal)
    if "benchmarks" in result:
        yield from (_of_guidellm(one, source) for one in result["benchmarks"])
    else:
        yield _of_vllm(result, source)


def _of_vllm(result: Mapping[str, Any], source: str) -> Measurement:
    """https://docs.vllm.ai/en/latest/benchmarking/cli.html"""
    completed = Decimal(result["completed"])
    most = result.get("max_concurrency")
    return Measurement(
        source=source,
        requests_per_second=_above_zero(result["request_throughput"], "request_throughput"),
        input_tokens=Decimal(result["total_input_tokens"]) / completed,
        output_tokens=Decimal(result["total_output_tokens"]) / completed,
        concurrency=int(most) if most else None,
        ttft_p95_ms=_number(result.get("p95_ttft_ms")),
        tpot_ms=_number(result.get("mean_tpot_ms")),
        p95_ms=_number(result.get("p95_e2el_ms")),
        is_open_loop=str(result.get("request_rate", "inf")) not in {"inf", "Infinity"},
    )


def _of_guidellm(result: Mapping[str, Any], source: str) -> Measurement:
    """https://github.com/vllm-project/guidellm: `GenerativeMetrics`; latency is in seconds."""
    metrics = result["metrics"]
    latency = _p95(metrics.get("request_latency"))
    strategy = result.get("config", {}).get("strategy", {})
    return Measurement(
        source=source,
        requests_per_second=_above_zero(
            _mean(metrics["requests_per_second"]), "requests_per_second"
        ),
        input_tokens=_above_zero(_mean(metrics["prompt_token_count"]), "prompt_token_count"),
        output_tokens=_above_zero(_mean(metrics["output_token_count"]), "output_token_count"),
        concurrency=round(_mean(metrics["request_concurrency"])) or None,
        ttft_p95_ms=_p95(metrics.get("time_to_first_token_ms")),
        tpot_ms=_number(_mean(metrics["inter_token_latency_ms"])),
        p95_ms=None if latency is None else 1000 * latency,
        is_open_loop=str(strategy.get("type_") or strategy.get("kind")) in _OPEN,
    )


def _of_row(run: PublishedRun, source: str) -> Measurement:
    answer = _above_zero(run["osl"], "osl")
    is_p95 = run["ttft_stat"] == "p95"
    return Measurement(
        source=f"{source}:{run.line}",
        requests_per_second=_above_zero(run["output_tok_s"], "output_tok_s") / answer,
        input_tokens=_above_zero(run["isl"], "isl"),
        output_tokens=answer,
        concurrency=int(run["concurrency"]) if run["concurrency"] else None,
        ttft_p95_ms=_number(run["ttft_ms"]) if is_p95 else None,
        tpot_ms=_number(run["tpot_ms"]),
        is_open_loop="open-loop" in run["scenario"],
    )


def _mean(summary: Mapping[str, Any]) -> Decimal:
    return Decimal(summary["successful"]["mean"])


def _p95(summary: Mapping[str, Any] | None) -> Decimal | None:
    return _number(summary["successful"]["percentiles"]["p95"]) if summary else None


def _number(found: object) -> Decimal | None:
    """A number as it stands; None where it is missing, or was not counted, which reads as 0."""
    number = Decimal(str(found)) if found not in (None, "") else Decimal(0)
    return number if number > 0 else None


def _above_zero(found: object, name: str) -> Decimal:
    number = _number(found)
    if number is None or not number.is_finite():
        raise ValueError(f"`{name}` must be above zero")
    return number


def _notes(estimate: Estimate, measurement: Measurement) -> Iterator[str]:
    yield (
        f"measured by {measurement.source}: {plain(measurement.input_tokens)} tokens in and "
        f"{plain(measurement.output_tokens)} out of a mean request"
    )
    if measurement.is_open_loop:
        yield "requests were sent at a rate of their own: the replica carries at least as many"
    answer = estimate.output_tokens_per_second.expected / estimate.requests_per_second.expected
    sizes = sorted((answer, measurement.output_tokens))
    if sizes[1] > sizes[0] * _ALIKE:
        yield f"the load's answers have {plain(answer)} tokens: measure with those"
    if measurement.ttft_p95_ms is None or measurement.p95_ms is None:
        yield "a latency that the run does not tell at the 95th percentile is the model's"
