"""Reports: of examples, of a topology that breaks its policy, and of one whose words are markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import planner
from planner.advising import Advice, advise, thresholds
from planner.pipeline import Plan
from planner.views import show_report
from tests.documents.plans import HOSTILE, plan_of_example
from tests.views.pages import MARKUP

HYBRID = "hybrid-hot-path/topology"

_BROKEN = """\
version: 1
topology: broken
policy:
  processing: [DE]
  at_rest: [bloc:EU]
  waivers:
    - {code: EVD001, at: endpoints.chat, reason: asked, owner: team, expires: 2099-01-01}
endpoints:
  chat:
    data: [personal]
    traffic: {requests_per_month: 1M, input_tokens: 1000, output_tokens: 100}
    needs: {p95_ms: 4000}
    route: [bedrock-fra/haiku, anywhere/m]
providers:
  bedrock-fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {haiku: claude-haiku-4-5}}
  anywhere: {kind: openai-compatible, host: llm.example.eu, models: {m: some-model},
             operator: somebody, country: DE, evidence: none}
gateways:
  main: {region: eu-central-1, zones: 2, replicas: {min: 2, max: 3}}
state: {backend: s3, region: eu-central-1}
"""


def report_of(plan: Plan) -> str:
    return show_report(_advice(plan), plan.in_currency())


def _advice(plan: Plan) -> Advice:
    return advise(plan, thresholds())


@cache
def advice_of_example(name: str) -> Advice:
    return _advice(plan_of_example(name))


@cache
def report_of_example(name: str) -> str:
    advice = advice_of_example(name)
    return show_report(advice, advice.plan.in_currency())


def broken_plan(folder: Path) -> Plan:
    """A plan whose primary leaves the one country that its policy allows."""
    path = folder / "topology.yaml"
    path.write_text(_BROKEN, encoding="utf-8")
    return planner.plan(path)


def hostile_plan(folder: Path) -> Plan:
    """The same with markup for every word that is free."""
    words = json.dumps(MARKUP + HOSTILE)
    text = _BROKEN.replace("some-model", words).replace("somebody", words)
    text = text.replace("evidence: none", f"evidence: {words}")
    path = folder / "topology.yaml"
    path.write_text(text.replace("reason: asked", f"reason: {words}"), encoding="utf-8")
    return planner.plan(path)
