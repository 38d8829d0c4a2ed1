"""What holds for every load, model and machine."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.capacity import Deadline, Estimate, Load, fleet
from tests.capacity.asking import asked, carried, machine

pytestmark = pytest.mark.property

SERVED = st.sampled_from(
    [
        ("llama-3.1-8b-instruct", "fp8", "g6.48xlarge"),
        ("llama-3.1-8b-instruct", "int4", "g6.xlarge"),
        ("llama-3.3-70b-instruct", "fp8", "p5.48xlarge"),
        ("gpt-oss-120b", "mxfp4", "p5.48xlarge"),
        ("qwen3-30b-a3b", "bf16", "p4de.24xlarge"),
        ("qwen3.5-27b", "fp8", "p5.48xlarge"),
    ]
)
LOADS = st.builds(
    Load,
    requests=st.decimals(1, 10**10, places=0),
    input_tokens=st.decimals(1, 30_000, places=0),
    output_tokens=st.decimals(0, 8_000, places=0),
    cached_input=st.decimals(0, 1, places=2),
    kind=st.sampled_from(["chat", "agent", "batch"]),
)
DEADLINES = st.builds(
    Deadline,
    ttft_p95_ms=st.none() | st.integers(50, 60_000),
    p95_ms=st.none() | st.integers(500, 600_000),
)


@given(SERVED, LOADS, DEADLINES)
def test_whatever_is_estimated_is_above_zero_and_keeps_its_deadline(
    served: tuple[str, str, str], load: Load, deadline: Deadline
) -> None:
    found = asked(*served, load, deadline)
    assume(isinstance(found, Estimate))
    assert isinstance(found, Estimate)

    rate = found.requests_per_second
    assert 0 < rate.low <= rate.expected <= rate.high
    assert 0 < found.concurrency <= max(1, found.most_concurrency)
    assert min(found.ttft_p95_ms, found.tpot_ms, found.p95_ms) > 0
    assert found.ttft_p95_ms <= found.p95_ms
    assert deadline.ttft_p95_ms is None or found.ttft_p95_ms <= deadline.ttft_p95_ms
    assert deadline.p95_ms is None or found.p95_ms <= deadline.p95_ms


@given(SERVED, LOADS, st.sampled_from([1, 2, 4]))
def test_more_gpus_never_have_room_for_fewer_sequences(
    served: tuple[str, str, str], load: Load, gpus: int
) -> None:
    name, precision, on = served
    assume(machine(on).gpus != 1)
    few, many = (carried(name, precision, on, number, load) for number in (gpus, 2 * gpus))
    assume(isinstance(few, Estimate))

    assert isinstance(few, Estimate)
    assert isinstance(many, Estimate)
    assert many.most_concurrency >= few.most_concurrency


@given(SERVED, LOADS, DEADLINES, st.integers(1, 100_000))
def test_a_longer_context_never_raises_concurrency(
    served: tuple[str, str, str], load: Load, deadline: Deadline, more: int
) -> None:
    long = replace(load, input_tokens=load.input_tokens + more, cached_input=Decimal(0))
    short = replace(load, cached_input=Decimal(0))
    name, precision, on = served
    before, after = (carried(name, precision, on, 1, one, deadline) for one in (short, long))

    if isinstance(after, Estimate):
        assert isinstance(before, Estimate)
        assert after.concurrency <= before.concurrency


@given(SERVED, LOADS, DEADLINES, st.integers(0, 60_000))
def test_a_stricter_deadline_never_raises_throughput(
    served: tuple[str, str, str], load: Load, deadline: Deadline, less: int
) -> None:
    limits = {
        name: None if limit is None else max(1, limit - less)
        for name, limit in (("ttft_p95_ms", deadline.ttft_p95_ms), ("p95_ms", deadline.p95_ms))
    }
    name, precision, on = served
    lax, strict = (
        carried(name, precision, on, 1, load, one) for one in (deadline, Deadline(**limits))
    )

    if isinstance(strict, Estimate):
        assert isinstance(lax, Estimate)
        assert strict.requests_per_second.expected <= lax.requests_per_second.expected


@given(SERVED, LOADS, st.integers(1, 4), st.decimals(0, 10**9, places=0))
def test_a_bigger_load_never_needs_fewer_replicas(
    served: tuple[str, str, str], load: Load, zones: int, more: Decimal
) -> None:
    found = asked(*served, load)
    assume(isinstance(found, Estimate))
    assert isinstance(found, Estimate)
    node, bigger = machine(served[2]), replace(load, requests=load.requests + more)

    before, after = (fleet(found, one, machine=node, zones=zones) for one in (load, bigger))

    assert after.replicas >= before.replicas
    assert after.nodes >= before.nodes
    assert before.nodes * before.replicas_per_node >= before.replicas
    assert before.needed.low <= before.needed.expected <= before.needed.high


@given(SERVED, LOADS, DEADLINES, st.decimals(0, 10**9, places=0))
def test_a_bigger_load_never_takes_fewer_gpus(
    served: tuple[str, str, str], load: Load, deadline: Deadline, more: Decimal
) -> None:
    """Replicas may get fewer where larger ones are cheaper in all; their GPUs may not."""
    bigger = replace(load, requests=load.requests + more)
    less, much = asked(*served, load, deadline), asked(*served, bigger, deadline)
    assume(isinstance(less, Estimate))
    assert isinstance(less, Estimate)
    assert isinstance(much, Estimate)
    node = machine(served[2])

    few = fleet(less, load, machine=node, zones=1).replicas * less.replica.gpus
    many = fleet(much, bigger, machine=node, zones=1).replicas * much.replica.gpus

    assert many >= few


@given(SERVED, LOADS, st.integers(2, 4))
def test_without_its_fullest_zone_a_fleet_still_carries_the_peak(
    served: tuple[str, str, str], load: Load, zones: int
) -> None:
    found = asked(*served, load)
    assume(isinstance(found, Estimate))
    assert isinstance(found, Estimate)

    whole = fleet(found, load, machine=machine(served[2]), zones=zones)

    assert whole.replicas - -(-whole.replicas // zones) >= whole.needed.expected
