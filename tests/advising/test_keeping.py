"""What somebody calls who isn't weighed stays, and so does what is paid for anyway."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import planner
from planner.advising import Advice, advise, decided, thresholds, unknowns

_HEAD = """\
version: 1
topology: t
policy: {processing: [DE], regions: {allow: ["aws:eu-central-1"]}}
gateways: {main: {region: eu-central-1}}
"""
_POOL = """\
gpu_pools:
  hot:
    cloud: aws
    region: eu-central-1
    accelerator: L4
    machine: g6.xlarge
    nodes: {nodes}
    serves: {{small: {{model: qwen3-8b, precision: fp8}}}}{more}
endpoints:
"""
_TRAFFIC = "traffic: {{requests_per_month: {}, input_tokens: 500, output_tokens: 50}}"


def _planned(folder: Path, nodes: str, *endpoints: str, more: str = "") -> planner.Plan:
    path = folder / "topology.yaml"
    pool = _POOL.format(nodes=nodes, more=more)
    lines = (f"  e{at}: {{data: [internal], {says}}}\n" for at, says in enumerate(endpoints))
    path.write_text("".join((_HEAD, pool, *lines)))
    return planner.plan(path, today=date(2026, 12, 1), routed=planner.routed)


def _said(requests: str, route: str = "[hot/small]") -> str:
    return f"{_TRAFFIC.format(requests)}, route: {route}"


def _nodes(plan: planner.Plan | None) -> dict[str, tuple[int, int]]:
    assert plan is not None
    return {pool.name: (pool.min_nodes, pool.max_nodes) for pool in plan.topology.gpu_pools}


def _called(plan: planner.Plan, name: str) -> set[str]:
    """Sites that an endpoint's route calls."""
    (endpoint,) = (one for one in plan.topology.endpoints if one.name == name)
    return {target.site.name for target in endpoint.targets}


def _after(advice: Advice) -> planner.Plan | None:
    return advice.cheapest.after if advice.cheapest else None


def test_a_pool_keeps_its_nodes_for_an_endpoint_that_states_no_traffic(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 6, max: 6}", _said("100k"), "route: [hot/small]")
    advice = advise(plan, thresholds())
    assert _nodes(_after(advice)) == {"hot": (6, 6)}
    assert any("how much of `gpu_pools.hot` is taken" in line for line in unknowns(advice))


def test_nobody_is_moved_to_a_pool_of_which_nobody_says_how_much_is_taken(tmp_path: Path) -> None:
    mover = f"needs: {{quality: basic}}, {_said('20M', 'auto')}"
    told = _planned(tmp_path, "{min: 6, max: 6}", _said("1k"), mover)
    assert "hot" in _called(told, "e1")
    untold = _planned(tmp_path, "{min: 6, max: 6}", "route: [hot/small]", mover)
    assert "hot" not in _called(untold, "e1")


def test_an_open_route_takes_no_nodes_from_those_that_have_a_route(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 6, max: 6}", _said("100M"), _said("1M", "auto"))
    assert _nodes(plan)["hot"] >= (6, 6)


def test_an_open_route_mends_no_pool_that_is_too_small_already(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("1000M"), _said("1k", "auto"))
    assert _nodes(plan)["hot"] <= (3, 3)


def test_a_pool_that_grows_by_itself_is_left_to_do_so(tmp_path: Path) -> None:
    advice = advise(_planned(tmp_path, "{min: 1, max: 4}", _said("100k")), thresholds())
    assert _nodes(_after(advice)) == {"hot": (1, 4)}
    assert decided(advice).kind == "leave"


def test_what_is_committed_to_is_paid_for_though_nothing_needs_it(tmp_path: Path) -> None:
    committed = "\n    commitment: {term: 1y, nodes: 4}"
    plan = _planned(tmp_path, "{min: 4, max: 4}", _said("100k"), more=committed)
    advice = advise(plan, thresholds())
    assert advice.cheapest is not None
    assert not advice.cheapest.edits
    assert decided(advice).kind == "leave"


def test_a_pool_that_is_committed_to_stays_when_nobody_calls_it(tmp_path: Path) -> None:
    committed = "\n    commitment: {term: 1y, nodes: 4}"
    says = f"needs: {{quality: basic}}, {_said('100k')}"
    plan = _planned(tmp_path, "{min: 4, max: 4}", says, more=committed)
    advice = advise(plan, thresholds())
    after = _after(advice)
    assert after is not None
    assert "hot" in _nodes(after)
    assert advice.optimum is not None
    assert "cluster.eu-central-1" in advice.optimum.shared


def test_a_budget_that_the_bill_keeps_is_kept(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("100k"))
    text = plan.sources[plan.file].text.replace(
        "policy: {", "policy: {budget: {monthly: 2500 USD}, "
    )
    (tmp_path / "topology.yaml").write_text(text)
    tight = planner.plan(tmp_path / "topology.yaml", today=date(2026, 12, 1))
    assert not tight.errors
    assert decided(advise(tight, thresholds())).exit_code == 0


_BOUGHT = """\
version: 1
topology: t
policy: {processing: ['bloc:EU', CH, 'NO']}
gateways: {main: {region: eu-central-1}}
providers:
  swe: {kind: azure-openai, region: swedencentral, mode: DataZoneProvisionedManaged, ptus: {g: 50},
        models: {g: gpt-5.1}}
  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {s: claude-sonnet-4-6}}
endpoints:
  few:
    data: [internal]
    traffic: {requests_per_month: 1M, input_tokens: 1000, output_tokens: 100}
    route: [swe/g]
  many:
    data: [internal]
    traffic: {requests_per_month: 2000M, input_tokens: 1000, output_tokens: 100}
    route: [fra/s]
"""


def test_nobody_is_sent_to_units_of_which_nobody_says_what_they_carry(tmp_path: Path) -> None:
    (tmp_path / "topology.yaml").write_text(_BOUGHT)
    plan = planner.plan(tmp_path / "topology.yaml", today=date(2026, 12, 1))
    few, many = advise(plan, thresholds()).endpoints
    assert any(one.seen.target.site.name == "swe" for one in few.choices.listed)
    assert not any(one.seen.target.site.name == "swe" for one in many.choices.listed)


def test_a_budget_that_only_what_has_no_price_could_keep_is_what_stands_against_it(
    tmp_path: Path,
) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("100k"), more="\n    purchase: spot")
    text = plan.sources[plan.file].text.replace(
        "policy: {", "policy: {budget: {monthly: 900 USD}, "
    )
    (tmp_path / "topology.yaml").write_text(text)
    tight = planner.plan(tmp_path / "topology.yaml", today=date(2026, 12, 1))
    verdict = decided(advise(tight, thresholds()))
    assert verdict.exit_code == 4
    assert verdict.why == ("`e0`: no price of gpu_pools.hot/small",)


def test_a_pool_is_weighed_with_each_of_its_models(tmp_path: Path) -> None:
    other = "{other: {model: gpt-oss-20b, precision: mxfp4}, small:"
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("100k"))
    text = plan.sources[plan.file].text.replace("{small:", other)
    text = text.replace("L4", "L40S").replace("g6.xlarge", "g6e.12xlarge")
    (tmp_path / "topology.yaml").write_text(text)
    two = planner.plan(tmp_path / "topology.yaml", today=date(2026, 12, 1))
    (one,) = advise(two, thresholds()).endpoints
    assert "gpu_pools.hot/small" in {choice.id for choice in one.choices.pools}


def test_a_pool_that_is_cheap_for_being_too_small_is_told_of(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("50M"))
    verdict = decided(advise(plan, thresholds()))
    assert verdict.kind == "change"
    assert verdict.says.startswith("change it: `gpu_pools.hot` doesn't carry its traffic")
    assert any("`gpu_pools.hot` is too small" in why for why in verdict.why)
    assert verdict.saved is not None
    assert verdict.saved < 0


def test_a_kept_pool_that_grows_by_itself_costs_what_its_bill_says(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 8}", _said("100k"), "route: [hot/small]")
    advice = advise(plan, thresholds())
    assert advice.optimum is not None
    assert advice.cheapest is not None
    assert advice.cheapest.after is not None
    bill = advice.cheapest.after.bill.monthly.expected
    # people whom the spec doesn't speak of are counted, and on no bill
    (people,) = (one.monthly for one in advice.posed.problem.shared if one.id == "people")
    assert people is not None
    assert abs(advice.optimum.monthly.expected - people.expected - bill) < 1


def test_a_kept_pool_without_a_price_is_no_free_one(tmp_path: Path) -> None:
    spot, others = "\n    purchase: spot", "route: [hot/small]"
    plan = _planned(tmp_path, "{min: 2, max: 8}", _said("100k"), others, more=spot)
    pools = {pool.id: pool for pool in advise(plan, thresholds()).posed.problem.pools}
    assert pools["gpu_pools.hot"].purchases == ()


def test_what_a_pool_costs_an_endpoint_is_unknown_beside_one_without_traffic(
    tmp_path: Path,
) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 8}", _said("100k"), "route: [hot/small]")
    first, _ = advise(plan, thresholds()).endpoints
    assert first.sensitivity.quadrant == "unknown"
    assert "nobody says what `gpu_pools.hot/" in first.sensitivity.cost.why


def test_a_pool_that_is_large_enough_is_not(tmp_path: Path) -> None:
    plan = _planned(tmp_path, "{min: 2, max: 2}", _said("100k"))
    assert not decided(advise(plan, thresholds())).why


def test_units_that_somebody_calls_who_is_not_weighed_are_paid_for(tmp_path: Path) -> None:
    (tmp_path / "topology.yaml").write_text(
        _BOUGHT.replace("2000M", "1k").replace(
            "    traffic: {requests_per_month: 1M, input_tokens: 1000, output_tokens: 100}\n", ""
        )
    )
    advice = advise(planner.plan(tmp_path / "topology.yaml", today=date(2026, 12, 1)), thresholds())
    assert advice.optimum is not None
    assert "providers.swe" in advice.optimum.shared
