"""The cheapest topology of a plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

import planner
import planner.optimising
import planner.pipeline
from planner.advising import Advice, advise, thresholds
from planner.solving import Judge, solve
from planner.spec import edited
from planner.units import cents

_TODAY = date(2026, 12, 1)
_PRICED = (
    "eu-support-assistant",
    "hybrid-hot-path",
    "mixed-three-clouds",
    "owning-pays",
    "single-api",
)
"""Examples of which everything that is chosen has a price."""


def _advice(path: str | Path) -> Advice:
    return advise(planner.plan(path, today=_TODAY), thresholds())


@lru_cache
def _example(name: str) -> Advice:
    return _advice(f"examples/{name}/topology.yaml")


@pytest.mark.parametrize("name", [name for name in _PRICED if name != "single-api"])
def test_the_optimum_is_the_bill_of_the_topology_that_it_comes_to(name: str) -> None:
    advice = _example(name)
    assert advice.optimum is not None
    assert advice.optimum.proven
    assert advice.cheapest is not None
    assert advice.cheapest.after is not None
    bill = advice.cheapest.after.bill.monthly.expected
    assert cents(advice.optimum.monthly.expected) == cents(bill)


def test_where_no_gateway_stands_the_bill_has_a_key_and_its_alarm_besides() -> None:
    advice = _example("single-api")
    assert advice.optimum is not None
    assert advice.cheapest is not None
    assert advice.cheapest.after is not None
    bill = advice.cheapest.after.bill
    beside = [node for node in bill.by_node() if not node.startswith("endpoints.")]
    own = sum(bill.by_node()[node].monthly.expected for node in beside)
    assert cents(advice.optimum.monthly.expected + own) == cents(bill.monthly.expected)


@pytest.mark.parametrize("name", _PRICED)
def test_nothing_new_stands_against_the_cheapest_topology(name: str) -> None:
    advice = _example(name)
    assert advice.cheapest is not None
    assert advice.cheapest.after is not None
    assert not advice.cheapest.after.errors


@pytest.mark.parametrize("name", _PRICED)
def test_it_costs_no_more_than_routes_that_are_searched_one_by_one(name: str) -> None:
    advice = _example(name)
    assert advice.cheapest is not None
    assert advice.cheapest.after is not None
    plan, judge = advice.plan, Judge(advice.plan.catalog, _TODAY)
    edits = [
        change
        for endpoint in plan.topology.endpoints
        for change in solve(plan, endpoint.name, judge).edits
    ]
    greedy = edited(plan.spec, edits)
    assert greedy is not None
    bill = planner.pipeline.plan_of(greedy, plan.catalog, today=_TODAY).bill
    assert advice.cheapest.after.bill.monthly.expected <= bill.monthly.expected


def test_a_pool_is_the_cheapest_where_only_dear_apis_are_good_enough() -> None:
    advice = _example("owning-pays")
    extract = next(one for one in advice.endpoints if one.name == "extract")
    even = extract.break_even

    assert advice.now.rung == 3
    assert extract.rung == 3
    assert advice.cheapest is not None
    assert advice.cheapest.edits == ()
    assert even is not None
    assert even.pays
    assert even.pays_at_least
    assert even.thumb is not None
    assert even.thumb.is_met
    # what it takes for the peak is what the spec has
    (pool,) = advice.plan.topology.gpu_pools
    assert pool.min_nodes == pool.max_nodes == even.fleet.nodes


def test_who_follows_the_advice_is_advised_to_change_nothing() -> None:
    advice = _example("hybrid-hot-path")
    after = advice.cheapest.after if advice.cheapest else None
    assert after is not None
    again = advise(after, thresholds())
    assert again.cheapest is not None
    assert again.cheapest.edits == ()


_SPEC = """\
version: 1
topology: t
policy: {{processing: [{places}], min_targets: 2{budget}}}
gateways: {{main: {{region: eu-central-1}}}}
providers:
  fra: {{kind: bedrock, region: eu-central-1, mode: geo, models: {{haiku: claude-haiku-4-5}}}}
endpoints:
  chat:
    data: [personal]
    traffic: {{requests_per_month: {requests}, input_tokens: 1400, output_tokens: 300}}
    needs: {{quality: basic}}
    route: [fra/haiku, fra/haiku]
"""


def _spec(
    folder: Path, places: str = "'bloc:EU'", requests: str = "1M", budget: str = ""
) -> Advice:
    path = folder / "topology.yaml"
    path.write_text(_SPEC.format(places=places, requests=requests, budget=budget))
    return _advice(path)


def _month(advice: Advice) -> Decimal:
    assert advice.optimum is not None
    return advice.optimum.monthly.expected


def test_a_narrower_policy_never_costs_less(tmp_path: Path) -> None:
    wide, narrow = _spec(tmp_path), _spec(tmp_path, places="DE")
    assert _month(wide) <= _month(narrow)


def test_more_traffic_never_costs_less(tmp_path: Path) -> None:
    few, many = _spec(tmp_path, requests="1M"), _spec(tmp_path, requests="20M")
    assert _month(few) <= _month(many)


def test_a_budget_below_the_cheapest_topology_is_named_as_what_conflicts(tmp_path: Path) -> None:
    advice = _spec(tmp_path, budget=", budget: {monthly: 1 USD}")
    assert isinstance(advice.answer, planner.optimising.Infeasible)
    assert [demand.kind for demand in advice.answer.conflict] == ["budget"]
    assert advice.cheapest is None


_ALONE = """\
version: 1
topology: t
policy: {{processing: ['bloc:EU'], on_unproven: warn{policy}}}
providers:
  fra: {{kind: bedrock, region: eu-central-1, mode: geo, models: {{haiku: claude-haiku-4-5}}}}
endpoints:
  chat:
    data: [phi]
    traffic: {{requests_per_month: 1M, input_tokens: 1400, output_tokens: 300}}
    needs: {{quality: basic{needs}}}
    route: [fra/haiku]
"""


@pytest.mark.parametrize(
    ("policy", "needs"), [(", min_targets: 2", ""), ("", ", availability: 99.95%")]
)
def test_who_needs_a_fallback_gets_a_gateway_that_can_call_it(
    tmp_path: Path, policy: str, needs: str
) -> None:
    path = tmp_path / "topology.yaml"
    path.write_text(_ALONE.format(policy=policy, needs=needs))
    advice = _advice(path)
    after = advice.cheapest.after if advice.cheapest else None
    assert after is not None
    assert not after.errors
    assert "REL006" not in {finding.code for finding in after.findings}
    assert not after.bill.at_least
    assert len(advice.endpoints[0].chosen) > 1


def test_more_availability_than_a_gateway_has_is_named_as_what_conflicts(tmp_path: Path) -> None:
    path = tmp_path / "topology.yaml"
    text = _SPEC.format(places="'bloc:EU'", requests="1M", budget="")
    path.write_text(text.replace("quality: basic", "quality: basic, availability: 99.9999%"))
    advice = _advice(path)
    assert isinstance(advice.answer, planner.optimising.Infeasible)
    assert "unavailability" in {demand.kind for demand in advice.answer.conflict}
