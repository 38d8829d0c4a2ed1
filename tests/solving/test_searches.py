"""The cheapest route, the smallest widening and the core of a conflict."""

from __future__ import annotations

from planner.pipeline import Plan
from planner.solving import Judge, alike, core, relax, solve
from tests.rules.specs import Spec, endpoint, spec
from tests.solving.plans import TRAFFIC, planned, with_edits

EU = {"processing": ["bloc:EU"], "at_rest": ["bloc:EU"]}


def judge(plan: Plan) -> Judge:
    return Judge(plan.catalog, plan.today)


def chat(policy: Spec, *sites: str) -> Plan:
    return planned(spec({"chat": endpoint(*sites) | {"traffic": TRAFFIC}}, policy=policy))


def test_a_route_has_as_many_operators_as_targets_are_wanted() -> None:
    plan = chat({**EU, "min_targets": 2}, "openai")
    solution = solve(plan, "chat", judge(plan))

    assert solution.is_found
    assert len(set(solution.operators)) == 2
    assert with_edits(plan, solution.edits).errors == ()


def test_a_cheaper_target_is_named_with_what_stands_against_it() -> None:
    plan = chat(EU, "us")
    solution = solve(plan, "chat", judge(plan))

    assert solution.cheaper
    assert all(refused.why for refused in solution.cheaper)


def test_the_same_models_are_called_where_that_is_asked_for() -> None:
    plan = chat(EU, "us")
    solution = solve(plan, "chat", judge(plan), same_models=True)
    after = with_edits(plan, solution.edits)

    assert [target.model.id for e in after.topology.endpoints for target in e.targets] == [
        "claude-sonnet-4-6"
    ]


def test_what_no_route_can_mend_is_said() -> None:
    stores = {"jobs": {"kind": "s3", "region": "us-east-1", "retention_days": 7}}
    plan = planned(spec({"chat": endpoint("fra")}, policy=EU, stores=stores))
    solution = solve(plan, "chat", judge(plan))

    assert not solution.is_found
    assert [finding.code for finding in solution.standing] == ["SOV002"]


def test_demands_that_are_kept_have_no_core() -> None:
    plan = chat(EU, "us")

    assert not core(plan, "chat", judge(plan)).is_conflict


def test_a_core_names_the_levels_that_conflict() -> None:
    plan = chat({**EU, "operators": {"parents": ["CH"]}, "retention_days": 30}, "fra")
    found = core(plan, "chat", judge(plan))

    assert [demand.constraint.name for demand in found.demands] == ["operators.parents"]
    assert found.demands[0].constraint.route == ("policy", 0, "operators", "parents")
    assert found.demands[0].without


def test_two_levels_that_share_no_country_are_a_core() -> None:
    words = spec({"chat": endpoint("fra", processing=["FR"])}, policy={"processing": ["SE"]})
    found = core(planned(words), "chat", judge(planned(words)))

    assert [demand.constraint.level[0] for demand in found.demands] == ["policy", "endpoints"]


def test_the_fewest_countries_are_allowed_at_every_level_that_lacks_them() -> None:
    words = spec({"chat": endpoint("scaleway", processing=["DE"])}, policy={"processing": ["DE"]})
    plan = planned(words)
    (answer,) = relax(plan, "chat").answers

    assert {edit.route: edit.value for edit in answer.edits} == {
        ("policy", 0, "processing"): ("DE", "FR"),
        ("endpoints", "chat", "policy", 0, "processing"): ("DE", "FR"),
    }
    assert with_edits(plan, answer.edits).errors == ()


def test_an_operator_is_denied_no_more_and_the_others_still_are() -> None:
    plan = chat({"operators": {"deny": ["scaleway", "openai"]}}, "scaleway")
    (answer,) = relax(plan, "chat").answers

    assert [edit.value for edit in answer.edits] == [("openai",)]


def test_what_is_unproven_may_be_tolerated_where_that_is_less() -> None:
    plan = chat({"processing": ["DE", "ES", "FR", "IT", "NL", "PL", "SE"]}, "swe")
    answers = relax(plan, "chat").answers

    assert any(answer.tolerates for answer in answers)
    assert all(with_edits(plan, answer.edits).errors == () for answer in answers)


def test_an_endpoint_that_passes_needs_nothing() -> None:
    assert relax(chat(EU, "fra"), "chat").passes


def test_an_error_that_no_policy_makes_is_left_standing() -> None:
    plan = chat({}, "us")
    broken = with_edits(plan, ())

    assert relax(broken, "chat").standing == broken.errors


def test_endpoints_that_differ_by_traffic_alone_are_alike() -> None:
    busy = endpoint("fra") | {"traffic": TRAFFIC}
    plan = planned(spec({"one": busy, "two": endpoint("fra"), "three": endpoint("swe")}))

    assert alike(plan.spec, ("one", "two", "three")) == (("one", "two"), ("three",))


def test_a_provider_that_another_endpoint_calls_is_taken_as_it_is() -> None:
    named = {"chat": endpoint("openai") | {"traffic": TRAFFIC}, "mail": endpoint("swe")}
    words = spec(named, policy={"processing": ["bloc:EEA", "CH"], "at_rest": ["bloc:EU"]})
    plan = planned(words)

    assert solve(plan, "chat", judge(plan)).targets == ("swe/m",)


def test_the_trouble_of_another_endpoint_is_not_in_the_way() -> None:
    named = {"chat": endpoint("fra"), "mail": endpoint("us")}
    plan = planned(spec(named, policy={**EU, "regions": {"allow": ["aws:eu-*"]}}))

    assert solve(plan, "chat", judge(plan)).is_found


def test_an_agreement_that_a_route_rests_on_is_demanded() -> None:
    plan = chat({**EU, "requires": ["dpa"]}, "us")
    solution = solve(plan, "chat", judge(plan))

    assert solution.targets
    assert not solution.is_found
    assert [place.partition(".agreements.")[2] for place in solution.demands] == ["dpa"]


def test_an_agreement_that_can_be_had_is_no_part_of_a_conflict() -> None:
    plan = chat({**EU, "requires": ["dpa"]}, "us")

    assert not core(plan, "chat", judge(plan)).is_conflict
