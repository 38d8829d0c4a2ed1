"""What the advice counts with is what the bill of its answer says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import planner
from planner.advising import Advice, advise, decided, thresholds
from planner.units import cents

_HEAD = "version: 1\ntopology: t\n"
_POLICY = "policy: {processing: ['bloc:EU']}\n"
_GATEWAY = "gateways: {main: {region: eu-central-1}}\n"
_PROVIDERS = """\
providers:
  fra: {kind: bedrock, region: eu-central-1, mode: geo, profile: eu, models: {nova: nova-lite}}
"""
_CHAT = """\
endpoints:
  chat:
    data: [internal]
    traffic: {requests_per_month: 10M, input_tokens: 1400, output_tokens: 300}
    needs: {quality: basic}
    route: [fra/nova]
"""


def _advised(folder: Path, *parts: str) -> Advice:
    path = folder / "topology.yaml"
    path.write_text("".join((_HEAD, *parts)))
    plan = planner.plan(path, today=date(2026, 12, 1), routed=planner.routed)
    return advise(plan, thresholds())


def _is_its_bill(advice: Advice) -> bool:
    after = advice.cheapest.after if advice.cheapest else None
    assert advice.optimum is not None
    assert after is not None
    return cents(advice.optimum.monthly.expected) == cents(after.bill.monthly.expected)


@pytest.mark.parametrize(
    "prices",
    [
        "prices: {discounts: [{on: 'bedrock:*', percent: 95%, reason: deal}]}\n",
        "prices: {discounts: [{on: 'endpoints.chat/fra/*', percent: 95%, reason: deal}]}\n",
        (
            "prices: {contracts: [{on: providers.fra/nova, input: 0.001 EUR, output: 0.001 EUR,"
            " as_of: 2026-11-01, reason: deal}]}\n"
        ),
    ],
)
def test_a_companys_own_terms_decide_what_is_cheapest(tmp_path: Path, prices: str) -> None:
    listed = _advised(tmp_path, _POLICY, _GATEWAY, _PROVIDERS, _CHAT)
    own = _advised(tmp_path, prices, _POLICY, _GATEWAY, _PROVIDERS, _CHAT)
    assert listed.endpoints[0].chosen != ("fra/nova",)
    assert own.endpoints[0].chosen[0].startswith(("fra/", "bedrock"))
    assert _is_its_bill(own)


def test_batch_jobs_are_weighed_at_what_jobs_cost(tmp_path: Path) -> None:
    night = _CHAT.replace("    data:", "    kind: batch\n    data:")
    advice = _advised(tmp_path, _POLICY, _PROVIDERS, night.replace("basic", "frontier"))
    after = advice.cheapest.after if advice.cheapest else None
    assert advice.optimum is not None
    assert after is not None
    tokens = after.bill.by_node()["endpoints.chat"].monthly
    assert cents(advice.optimum.served[0].monthly.expected) == cents(tokens.expected)


def test_a_figure_holds_what_stands_whatever_is_called(tmp_path: Path) -> None:
    beside = (
        "people: {rate: 95 USD, operations_hours: 20}\n"
        "stores: {b: {kind: s3, region: eu-central-1, retention_days: 30, receives: [chat]}}\n"
    )
    advice = _advised(tmp_path, _POLICY, beside, _GATEWAY, _PROVIDERS, _CHAT)
    assert advice.optimum is not None
    assert advice.optimum.monthly.expected > 1900
    assert _is_its_bill(advice)


def test_a_budget_is_one_of_the_whole_bill(tmp_path: Path) -> None:
    policy = "policy: {processing: ['bloc:EU'], budget: {monthly: 1900 USD}}\n"
    people = "people: {rate: 95 USD, operations_hours: 20}\n"
    advice = _advised(tmp_path, policy, people, _GATEWAY, _PROVIDERS, _CHAT)
    assert advice.optimum is None
    assert decided(advice).exit_code == 4
