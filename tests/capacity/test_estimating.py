"""What a replica carries, worked by hand; and why some carry nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import floor

import pytest

from planner.capacity import Deadline, smallest
from tests.capacity.asking import (
    ANY_TIME,
    CHAT,
    accelerator,
    asked,
    carried,
    fitting,
    machine,
    model,
    refused,
)

GIB = 1024**3


def test_eight_billion_parameters_on_an_l4_are_bound_by_its_cache() -> None:
    """Llama 3.1 8B at 8 bits, 512 tokens in and 256 out, on the 22.4 GiB and 300 GB/s of an L4."""
    room = 22.4 * GIB * 0.92 - 3.5 * GIB - 8.0e9
    cache = 65_536 * 2 * (512 + 256 / 2)
    most = floor(room / cache)
    at_once = floor(0.7 * most)

    weights = 8.0e9 / (300e9 * 0.9)
    products = 2 * 8.03e9 * at_once / (242e12 * 0.374)
    attention = at_once * cache / (300e9 * 0.9)
    step = max(weights, products) + attention + 0.000686 + 32 * 52.5e-6 + at_once * 1e-6
    prompt = (2 * 8.03e9 * 512 + 2 * 32 * 4096 * 512**2) / (242e12 * 0.593)
    per_token = step + at_once * prompt / 256

    found = fitting(carried("llama-3.1-8b-instruct", "fp8", "g6.xlarge", 1))

    assert (most, at_once) == (123, 86)
    assert (found.most_concurrency, found.concurrency, found.bound) == (most, at_once, "cache")
    assert float(found.tpot_ms) == pytest.approx(1000 * per_token, abs=0.05)
    assert float(found.output_tokens_per_second.expected) == pytest.approx(
        at_once / per_token, rel=1e-4
    )


def test_seventy_billion_parameters_on_two_h100_reduce_twice_a_layer() -> None:
    """Llama 3.3 70B at 8 bits over two H100 of 80 GiB and 3350 GB/s: 128 sequences, the cap."""
    step = (
        max(70.6e9 / (2 * 3350e9 * 0.9), 2 * 70.55e9 * 128 / (2 * 1978e12 * 0.374))
        + 128 * 163_840 * 2 * 640 / (2 * 3350e9 * 0.9)
        + 2 * 80 * (35.9e-6 + 128 * (2 * (1 / 2) * 2 * 8192 / 450e9))
        + 0.000686
        + 80 * 52.5e-6
        + 128e-6
    )
    prompt = (2 * 70.55e9 * 512 + 2 * 80 * 8192 * 512**2) / (2 * 1978e12 * 0.593) + (
        2 * 80 * (2 * (1 / 2) * 2 * 8192 / 450e9) * 512
    )
    per_token = step + 128 * prompt / 256

    found = fitting(carried("llama-3.3-70b-instruct", "fp8", "p5.48xlarge", 2))

    assert found.concurrency == 128
    assert float(found.tpot_ms) == pytest.approx(1000 * per_token, abs=0.05)
    assert float(found.requests_per_second.expected) == pytest.approx(
        128 / (256 * per_token), rel=1e-4
    )


def test_a_prefix_that_the_engine_has_is_not_multiplied_again() -> None:
    cached = replace(CHAT, input_tokens=Decimal(4000), cached_input=Decimal("0.9"))
    whole = replace(cached, cached_input=Decimal(0))

    known = fitting(carried("llama-3.1-8b-instruct", "fp8", "g6.xlarge", 1, cached))
    unknown = fitting(carried("llama-3.1-8b-instruct", "fp8", "g6.xlarge", 1, whole))

    assert known.ttft_p95_ms < unknown.ttft_p95_ms
    assert known.requests_per_second.expected > unknown.requests_per_second.expected


def test_the_smallest_replica_takes_as_few_gpus_as_carry_the_load() -> None:
    assert fitting(asked("llama-3.1-8b-instruct", "fp8", "p5.48xlarge")).replica.gpus == 1
    assert fitting(asked("llama-3.3-70b-instruct", "fp8", "p5.48xlarge")).replica.gpus == 2


def test_a_deadline_may_take_more_gpus_than_memory_does() -> None:
    hurried = asked("llama-3.3-70b-instruct", "fp8", "p5.48xlarge", CHAT, Deadline(p95_ms=11_000))

    found = fitting(hurried)

    assert found.replica.gpus > 2
    assert found.p95_ms <= 11_000
    assert found.bound == "latency"


def test_weights_that_do_not_fit_say_how_much_is_missing_and_what_would_do() -> None:
    found = refused(carried("llama-3.3-70b-instruct", "fp8", "g6.12xlarge", 2))

    assert found.kind == "memory"
    assert found.reason == (
        "llama-3.3-70b-instruct at fp8 weighs 70.6 GB, and a sequence of 768 tokens takes 0.3 GB "
        "of cache: 2 x L4 hold 36.7 GB of them, 34.1 GB too few; 4 of them would do"
    )


def test_a_context_that_leaves_no_room_for_one_sequence_does_not_fit() -> None:
    long = replace(CHAT, context_tokens=131_072)

    found = refused(carried("llama-3.1-8b-instruct", "fp8", "g6.xlarge", 1, long))

    assert found.kind == "memory"
    assert "a sequence of 131072 tokens takes 17.2 GB of cache" in found.reason
    assert "2 of them would do" in found.reason


def test_a_deadline_that_nothing_keeps_says_what_one_sequence_alone_takes() -> None:
    found = refused(asked("llama-3.1-8b-instruct", "fp8", "g6.xlarge", CHAT, Deadline(p95_ms=5000)))

    assert found.kind == "latency"
    assert "one sequence alone of llama-3.1-8b-instruct at fp8 on 1 x L4 takes" in found.reason
    assert "5000 ms asked for" in found.reason


@pytest.mark.parametrize(
    ("name", "precision", "on", "missing"),
    [
        ("kimi-k2.6", "fp8", "p5.48xlarge", "its weights at fp8, its parameters"),
        ("mistral-small-4-119b", "fp8", "p5.48xlarge", "its active parameters"),
        ("llama-3.1-8b-instruct", "mxfp4", "g6.xlarge", "its weights at mxfp4"),
        ("llama-3.1-8b-instruct", "bf16", "g4dn.xlarge", "T4: its arithmetic at bf16"),
    ],
)
def test_a_missing_fact_is_refused_by_its_name(
    name: str, precision: str, on: str, missing: str
) -> None:
    found = refused(asked(name, precision, on))

    assert found.kind == "unknown"
    assert missing in found.reason


def test_a_part_of_a_gpu_is_not_guessed_at() -> None:
    part = replace(machine("g6.xlarge"), gpu_fraction=Decimal("0.5"))

    found = smallest(
        model("llama-3.1-8b-instruct"), "int4", part, accelerator("L4"), CHAT, ANY_TIME
    )

    assert refused(found).kind == "unknown"


def test_an_embedding_has_prompts_and_no_answers() -> None:
    found = fitting(
        carried("qwen3-0.6b", "bf16", "g6.xlarge", 1, replace(CHAT, output_tokens=Decimal(0)))
    )

    assert found.output_tokens_per_second.expected == 0
    assert found.requests_per_second.expected > 10


def test_a_mixture_reads_more_experts_as_more_sequences_pass_them() -> None:
    """Twice the sequences of a dense model read the same weights, those of a mixture more."""
    hurry = [Deadline(p95_ms=limit) for limit in (8_000, 16_000)]
    few, many = (
        fitting(carried("gpt-oss-120b", "mxfp4", "p5.48xlarge", 1, CHAT, one)) for one in hurry
    )

    assert many.concurrency > few.concurrency
    assert many.tpot_ms > few.tpot_ms


def test_memory_that_no_cloud_tells_of_is_what_the_data_sheet_lists_at_least() -> None:
    told = machine("g6.xlarge")
    untold = replace(told, gpu_memory_gib=None)

    found = fitting(
        smallest(model("llama-3.1-8b-instruct"), "fp8", untold, accelerator("L4"), CHAT, ANY_TIME)
    )

    assert found.replica.gpu_memory_gib < Decimal("22.4")
    assert "nobody says what a guest sees of a GPU's 24 GB: as listed" in found.notes
