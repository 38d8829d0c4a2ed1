"""What-if."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import planner
from planner.advising import Advice, advise, supposing, swept, thresholds, varied

_SPEC = """\
version: 1
topology: t
policy: {processing: ['bloc:EU'], regions: {allow: ['aws:eu-*', 'azure:*']}}
gateways: {main: {region: eu-central-1}}
providers:
  fra: {kind: bedrock, region: eu-central-1, mode: geo, profile: eu, models: {nova: nova-lite}}
endpoints:
  chat:
    data: [internal]
    traffic: {requests_per_month: 1M, input_tokens: 1400, output_tokens: 300}
    route: [fra/nova]
"""


def _said(advice: Advice | None) -> tuple[object, ...]:
    assert advice is not None
    assert advice.optimum is not None
    return advice.endpoints[0].chosen, advice.optimum.monthly


@pytest.mark.parametrize(
    "sweep",
    [
        "providers.fra.region=eu-central-1,us-east-1",
        "gateways.main.region=us-east-1,eu-central-1",
        "endpoints.chat.traffic.requests_per_month=1M,2M",
    ],
)
def test_each_point_of_a_sweep_is_what_supposing_it_alone_says(tmp_path: Path, sweep: str) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(_SPEC)
    plan = planner.plan(path, today=date(2026, 12, 1))
    axis = varied(plan.spec, sweep)
    for point in swept(plan, [axis], thresholds()):
        alone = advise(supposing(plan, [f"{axis.path}={point.values[0]}"]), thresholds())
        assert _said(point.advice) == _said(alone)
