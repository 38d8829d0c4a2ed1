"""Needs against what a team measured, and the doors that others judge targets by."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.catalog import load
from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules import composed, met_needs
from planner.topology import Endpoint
from tests.rules.pages import TODAY
from tests.topology.specs import SONNET, resolved, spec

AZURE = "{kind: azure-openai, region: swedencentral, mode: Standard, models: {gpt: gpt-5.1}}"
SITES = {
    "fra/sonnet": f"fra: {SONNET}",
    "swe/gpt": f"swe: {AZURE}",
    "ant/sonnet": "ant: {kind: anthropic, mode: global, models: {sonnet: claude-sonnet-4-6}}",
    "lon/sonnet": f"lon: {SONNET.replace('eu-central-1', 'eu-west-1')}",
    "own/m": "own: {kind: stackit, models: {m: llama-3.3-70b-instruct}}",
}
GATEWAY = "gateways: {main: {region: eu-central-1, zones: 2, replicas: {min: 2, max: 4}}}"


def checked(
    folder: Path, needs: str, seen: dict[str, object], route: str = "fra/sonnet"
) -> tuple[Diagnostic, ...]:
    """What CAP017 says of an endpoint of which one target was measured."""
    measurement = {
        "schema": "topoplan/measurement/v1",
        "measured_on": "2026-11-20",
        "measured_from": "aws:eu-central-1",
        "targets": {"fra/sonnet": {"requests": 200, **seen}},
    }
    (folder / "chat.json").write_text(json.dumps(measurement, indent=1))
    traffic = "{requests_per_month: 1000, input_tokens: 100, output_tokens: 201}"
    chat = f"chat: {{needs: {needs}, traffic: {traffic}, measured: chat.json, route: [{route}]}}"
    sites = "\n".join(SITES[one] for one in route.split(", "))
    (folder / "topology.yaml").write_text(spec(chat, sites, GATEWAY))
    plan = planner.plan(folder / "topology.yaml", today=TODAY)
    return tuple(finding for finding in plan.findings if finding.code == "CAP017")


def test_a_primary_that_was_measured_too_slow_is_an_error(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "{ttft_p95_ms: 500}", {"ttft_p95_ms": 640})
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.VIOLATED)
    assert found.message.endswith("`providers.fra/sonnet` took 640 ms when it was measured")


def test_a_measurement_within_the_need_is_a_proof(tmp_path: Path) -> None:
    assert not checked(tmp_path, "{ttft_p95_ms: 640}", {"ttft_p95_ms": 640})


def test_a_fallback_that_was_measured_too_slow_warns(tmp_path: Path) -> None:
    seen: dict[str, object] = {"p95_ms": 6000}
    found = checked(tmp_path, "{p95_ms: 5000}", seen, "swe/gpt, fra/sonnet")
    assert [one.severity for one in found] == [Severity.WARNING, Severity.NOTE]


def test_a_measured_first_token_bounds_the_whole_answer(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "{p95_ms: 600}", {"ttft_p95_ms": 640})
    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.VIOLATED)


def test_a_measured_speed_bounds_the_whole_answer(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "{p95_ms: 3999}", {"output_tokens_per_second": 50})
    assert found.message.endswith("takes at least 4,000 ms")
    (found,) = checked(tmp_path, "{p95_ms: 4000}", {"output_tokens_per_second": 50})
    assert found.verdict is Verdict.UNPROVEN


def test_a_figure_that_was_not_measured_is_unproven(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "{p95_ms: 9000}", {"ttft_p95_ms": 640})
    assert (found.severity, found.verdict) == (Severity.NOTE, Verdict.UNPROVEN)


def endpoint(needs: str, route: tuple[str, ...], more: str = GATEWAY) -> Endpoint:
    sites = "\n".join(SITES[one] for one in route)
    text = spec(f"chat: {{needs: {needs}, route: [{', '.join(route)}]}}", sites, more)
    (found,) = resolved(text).endpoints
    return found


def test_every_need_that_is_stated_is_judged() -> None:
    asked = "{quality: frontier, tools: true, ttft_p95_ms: 9000, p95_ms: 9000, context: 16k}"
    chat = endpoint(asked, ("fra/sonnet",))
    judged = {met.need: met.verdict for met in met_needs(chat, chat.targets[0], load())}
    assert judged == {
        "quality": Verdict.VIOLATED,
        "tools": Verdict.PROVEN,
        "ttft_p95_ms": Verdict.UNPROVEN,
        "p95_ms": Verdict.UNPROVEN,
    }


def test_who_needs_nothing_is_not_judged() -> None:
    chat = endpoint("{}", ("fra/sonnet",))
    assert met_needs(chat, chat.targets[0], load()) == ()


def test_a_route_is_as_good_as_one_of_its_domains_behind_its_gateway() -> None:
    route = composed(endpoint("{}", ("fra/sonnet", "swe/gpt")), load())
    one_of_both = 1 - (1 - Decimal("0.999")) ** 2
    assert route.promised == Decimal("0.9999") * one_of_both


def test_what_is_not_promised_was_still_observed() -> None:
    route = composed(endpoint("{}", ("ant/sonnet",), more=""), load())
    assert (route.promised, route.best) == (Decimal(0), Decimal("0.9992"))


def test_a_part_that_nobody_speaks_of_may_stand_for_ever() -> None:
    route = composed(endpoint("{}", ("own/m",), more=""), load())
    assert (route.promised, route.best) == (Decimal(0), Decimal(1))
    assert route.silent == ("providers.own",)


def test_a_pool_is_as_good_as_its_machines() -> None:
    pool = (
        "gpu_pools: {hot: {region: eu-central-1, accelerator: L4, machine: g6.12xlarge, "
        "nodes: {min: 2, max: 2}, serves: {llama: {model: llama-3.1-8b-instruct, precision: fp8}}}}"
    )
    text = spec("chat: {route: [hot/llama]}", SITES["fra/sonnet"], pool)
    (chat,) = resolved(text).endpoints
    assert composed(chat, load()).promised == Decimal("0.9999")


@pytest.mark.property
@given(st.permutations(sorted(SITES)), st.integers(1, 4))
def test_a_further_target_never_makes_a_route_less_available(order: list[str], count: int) -> None:
    fewer = composed(endpoint("{}", tuple(order[:count])), load())
    more = composed(endpoint("{}", tuple(order[: count + 1])), load())
    assert 0 <= fewer.promised <= fewer.best <= 1
    assert fewer.promised <= more.promised
    assert fewer.best <= more.best
