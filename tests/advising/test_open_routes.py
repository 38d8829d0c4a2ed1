"""`route: auto`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import planner
from planner.errors import SpecError

_NOWHERE = "{processing: [KP]}"
_TRAFFIC = "{requests_per_month: 300k, input_tokens: 2200, output_tokens: 350}"


def _planned(folder: Path, endpoint: str, more: str = "") -> planner.Plan:
    path = folder / "topology.yaml"
    path.write_text(
        f"version: 1\ntopology: t\n{more}endpoints:\n  chat: {{data: [personal], {endpoint}}}\n"
    )
    return planner.plan(path, today=date(2026, 12, 1), routed=planner.routed)


def _operators(plan: planner.Plan) -> list[str]:
    (endpoint,) = plan.topology.endpoints
    return [target.site.operator.id for target in endpoint.targets if target.site.operator]


def test_an_open_route_gets_as_many_operators_as_the_policy_asks_for(tmp_path: Path) -> None:
    plan = _planned(
        tmp_path,
        f"traffic: {_TRAFFIC}, needs: {{quality: mid}}, route: auto",
        "policy: {processing: [bloc:EU], min_targets: 2}\n",
    )
    assert not plan.errors
    assert len(set(_operators(plan))) == 2
    assert plan.topology.gateways


def test_an_open_route_is_one_api_where_nothing_asks_for_more(tmp_path: Path) -> None:
    plan = _planned(tmp_path, f"traffic: {_TRAFFIC}, needs: {{quality: basic}}, route: auto")
    assert not plan.errors
    assert len(_operators(plan)) == 1
    assert not plan.topology.gateways


def test_the_same_spec_gets_the_same_route(tmp_path: Path) -> None:
    words = f"traffic: {_TRAFFIC}, needs: {{quality: mid}}, route: auto"
    first, second = _planned(tmp_path, words), _planned(tmp_path, words)
    assert first.topology.endpoints == second.topology.endpoints


def test_what_other_endpoints_call_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(
        "version: 1\ntopology: t\nendpoints:\n"
        f"  chat: {{data: [public], traffic: {_TRAFFIC}, route: auto}}\n"
        f"  mail: {{data: [public], traffic: {_TRAFFIC}, route: [fra/sonnet]}}\n"
        "providers:\n  fra: {kind: bedrock, region: eu-central-1, mode: geo,"
        " models: {sonnet: claude-sonnet-4-6, haiku: claude-haiku-4-5}}\n"
    )
    plan = planner.plan(path, today=date(2026, 12, 1), routed=planner.routed)
    mail = next(one for one in plan.topology.endpoints if one.name == "mail")
    assert [target.id for target in mail.targets] == ["providers.fra/sonnet"]


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        ("route: auto", "nothing says which models would do"),
        (
            f"traffic: {_TRAFFIC}, needs: {{quality: mid}}, route: auto, policy: {_NOWHERE}",
            "there is none",
        ),
    ],
)
def test_an_open_route_that_nothing_can_fill_is_refused(
    tmp_path: Path, endpoint: str, said: str
) -> None:
    with pytest.raises(SpecError) as refused:
        _planned(tmp_path, endpoint)
    (found,) = refused.value.diagnostics
    assert found.code == "TOP110"
    assert said in found.message
    assert found.fixes


def test_an_open_route_without_traffic_is_no_cheapest_one(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as refused:
        _planned(tmp_path, "needs: {quality: mid}, route: auto")
    (found,) = refused.value.diagnostics
    assert found.code == "TOP110"
    assert "it states no traffic" in found.message
    assert [fix.title for fix in found.fixes] == [
        "say how much is asked of it: `traffic: {requests_per_month: 100k, …}`"
    ]
