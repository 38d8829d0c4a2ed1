"""What a pool has to carry, against what a team measured of its replicas."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import planner
from planner.diagnostics import Diagnostic, Fact, Severity, Verdict
from planner.layout import loads_on
from tests.rules.pages import TODAY

_SPEC = """\
version: 1
topology: t
endpoints:
  read:
    kind: classification
    data: [public]
    traffic: {requests_per_month: 12M, input_tokens: 600, output_tokens: 20, peak_to_mean: 3}
    measured: read.json
    route: [hot/llama]
gpu_pools:
  hot:
    region: eu-central-1
    accelerator: L4
    machine: g6.xlarge
    nodes: {min: 2, max: 2}
    serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}
gateways: {main: {region: eu-central-1}}
"""


def _plan(
    folder: Path, requests_per_second: float | None, spec: str = _SPEC, **more: float
) -> planner.Plan:
    """The plan of a spec with a pool of which one replica was measured."""
    seen: dict[str, float] = {"requests": 2000, "ttft_p95_ms": 310, **more}
    if requests_per_second is not None:
        seen |= {"requests_per_second": requests_per_second}
    measurement = {
        "schema": "topoplan/measurement/v1",
        "measured_on": "2026-11-20",
        "measured_from": "aws:eu-central-1",
        "targets": {"hot/llama": seen},
    }
    (folder / "read.json").write_text(json.dumps(measurement))
    (folder / "topology.yaml").write_text(spec)
    return planner.plan(folder / "topology.yaml", today=TODAY)


def _found(plan: planner.Plan) -> tuple[Diagnostic, ...]:
    return tuple(one for one in plan.findings if one.code == "CAP019")


def test_a_replica_that_was_measured_to_carry_too_little_is_an_error(tmp_path: Path) -> None:
    (found,) = _found(_plan(tmp_path, 2.5))
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.VIOLATED)
    assert found.message.startswith("`gpu_pools.hot` needs 10 node(s) at its peak")


def test_what_is_kept_for_bursts_is_no_error(tmp_path: Path) -> None:
    # 13.7 requests a second at the peak fill 1.96 nodes of 7, and 3.3 as they are planned
    (found,) = _found(_plan(tmp_path, 7.0))
    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.UNPROVEN)
    assert found.message.startswith("`gpu_pools.hot` needs 4 node(s) at its peak")
    assert isinstance(found.because, Fact)
    assert "planned at 60% of what they carry, as measured" in found.because.says


def test_a_latency_that_was_measured_is_not_estimated_as_well(tmp_path: Path) -> None:
    slow = _SPEC.replace(
        "    measured:", "    needs: {ttft_p95_ms: 400, p95_ms: 1500}\n    measured:"
    )
    (tmp_path / "estimated").mkdir()
    (found,) = _found(_plan(tmp_path / "estimated", None, slow))
    assert found.message.startswith("no replica of `gpu_pools.hot/llama`")
    (found,) = _found(_plan(tmp_path, 2.5, slow, p95_ms=1400))
    assert found.message.startswith("`gpu_pools.hot` needs 10 node(s)")


def test_a_target_that_is_named_twice_is_counted_once(tmp_path: Path) -> None:
    twice = _SPEC.replace("[hot/llama]", "[hot/llama, hot/llama]")
    (found,) = _found(_plan(tmp_path, 2.5, twice))
    assert found.message.startswith("`gpu_pools.hot` needs 10 node(s)")


def test_what_was_measured_wins_over_what_is_expected(tmp_path: Path) -> None:
    assert _found(_plan(tmp_path, None)) == ()
    assert _found(_plan(tmp_path, 30.0)) == ()
    plan = _plan(tmp_path, 30.0)
    (load,) = loads_on(plan.topology.gpu_pools[0], plan.topology, plan.catalog)
    assert load.nodes is not None
    # 12M requests in 2,628,000 s, three times as many at the peak, replicas planned at 60 %
    assert load.nodes.low == load.nodes.high
    assert round(load.nodes.expected, 3) == round(
        Decimal(12_000_000) / 2_628_000 * 3 / 30 / Decimal("0.6"), 3
    )
