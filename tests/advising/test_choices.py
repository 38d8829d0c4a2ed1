"""What endpoints could call."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import planner
from planner.advising import Advice, advise, thresholds

_TRAFFIC = "{requests_per_month: 60M, input_tokens: 700, output_tokens: 40}"


def _advised(folder: Path, text: str) -> Advice:
    path = folder / "topology.yaml"
    path.write_text(f"version: 1\ntopology: t\n{text}")
    plan = planner.plan(path, today=date(2026, 12, 1), routed=planner.routed)
    return advise(plan, thresholds())


def test_pools_are_weighed_with_a_gateway_where_there_is_none(tmp_path: Path) -> None:
    needs = "needs: {quality: basic}"
    advice = _advised(
        tmp_path,
        "policy: {processing: [DE]}\n"
        f"endpoints:\n  a: {{data: [personal], traffic: {_TRAFFIC}, {needs}, route: auto}}\n",
    )
    (one,) = advice.endpoints
    assert any(pool.is_admitted for pool in one.choices.pools)
    assert one.break_even is not None
    assert one.break_even.pays is False


def test_each_operator_is_weighed_where_its_first_way_is_refused(tmp_path: Path) -> None:
    advice = _advised(
        tmp_path,
        "policy: {processing: ['bloc:EU']}\n"
        "providers:\n"
        "  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {h: claude-haiku-4-5}}\n"
        f"endpoints:\n  a: {{data: [personal], traffic: {_TRAFFIC}, route: [fra/h]}}\n",
    )
    (one,) = advice.endpoints
    operators = {api.operator for api in one.choices.apis}
    assert len(operators) > 1
    assert one.choices.refused > 0
    assert one.binding.constraint == "sovereignty"


def test_a_target_that_was_measured_too_slow_is_taken_away_by_latency(tmp_path: Path) -> None:
    measurement = {
        "schema": "topoplan/measurement/v1",
        "measured_on": "2026-11-20",
        "measured_from": "aws:eu-central-1",
        "targets": {"fra/h": {"requests": 200, "p95_ms": 2500}},
    }
    (tmp_path / "a.json").write_text(json.dumps(measurement))
    advice = _advised(
        tmp_path,
        "providers:\n"
        "  fra: {kind: bedrock, region: eu-west-1, mode: global, models: {h: claude-haiku-4-5}}\n"
        "endpoints:\n  a: {data: [public], needs: {p95_ms: 2000}, measured: a.json, "
        f"traffic: {_TRAFFIC}, route: [fra/h]}}\n",
    )
    (one,) = advice.endpoints
    assert [each.targets for each in one.binding.removed if each.constraint == "latency"] == [1]


def test_an_endpoint_without_requests_costs_nothing_and_is_no_riddle(tmp_path: Path) -> None:
    none = _TRAFFIC.replace("60M", "0")
    advice = _advised(
        tmp_path,
        "endpoints:\n"
        f"  a: {{data: [public], traffic: {none}, needs: {{quality: mid}}, route: auto}}\n",
    )
    (one,) = advice.endpoints
    assert one.sensitivity.cost.ratio == 0
    assert advice.optimum is not None
    assert advice.optimum.monthly.expected == 0


def test_an_endpoint_without_traffic_keeps_its_route(tmp_path: Path) -> None:
    advice = _advised(
        tmp_path,
        "providers:\n"
        "  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {h: claude-haiku-4-5}}\n"
        "endpoints:\n  a: {data: [personal], route: [fra/h]}\n",
    )
    assert advice.cheapest is None
    assert advice.optimum is None
    (one,) = advice.endpoints
    assert one.no_break_even == "it states no traffic"
