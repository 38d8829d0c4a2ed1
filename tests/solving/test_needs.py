"""Which models a search takes into account where an endpoint says what quality it needs."""

from __future__ import annotations

from planner.pipeline import Plan
from planner.solving import Judge, solve
from planner.solving.options import good_enough, options
from tests.rules.specs import Spec, endpoint, spec
from tests.solving.plans import TRAFFIC, planned, with_edits

EU = {"processing": ["bloc:EU"], "at_rest": ["bloc:EU"]}
WEAK = {
    "bars": {"basic": "60%", "mid": "75%", "frontier": "90%"},
    "models": {
        "gpt-oss-120b": {"quality": "40%", "evidence": "run 14", "date": "2026-10-30"},
        "gpt-oss-20b": {"quality": "80%", "evidence": "run 14", "date": "2026-10-30"},
    },
}


def chat(needs: Spec, kind: str = "chat", **more: Spec) -> Plan:
    words = endpoint("fra") | {"traffic": TRAFFIC, "needs": needs, "kind": kind}
    return planned(spec({"chat": words}, policy=EU, **more))


def enough(plan: Plan) -> set[str]:
    return set(good_enough(plan.topology.endpoints[0], plan.catalog))


def called(plan: Plan, *, same_models: bool = False) -> set[str]:
    """Models that the cheapest route of the endpoint calls."""
    solution = solve(plan, "chat", Judge(plan.catalog, plan.today), same_models=same_models)
    assert solution.is_found
    after = with_edits(plan, solution.edits)
    return {target.model.id for target in after.topology.endpoints[0].targets}


def test_any_model_of_the_class_may_stand_in() -> None:
    assert called(chat({})) <= {"gpt-5", "gpt-5.1", "claude-sonnet-4-6", "gemini-2.5-pro"}
    assert called(chat({"quality": "mid"})) == {"gpt-oss-120b"}


def test_the_same_models_are_called_where_that_is_asked_for() -> None:
    assert called(chat({"quality": "mid"}), same_models=True) == {"claude-sonnet-4-6"}


def test_a_route_of_a_model_that_is_too_weak_gets_another() -> None:
    plan = chat({"quality": "frontier"})
    assert [finding.code for finding in plan.errors] == ["CAP015"]
    (model,) = called(plan)
    quality = plan.catalog.quality(model)
    assert quality is not None
    assert quality.tier == "frontier"


def test_a_higher_class_is_good_enough() -> None:
    assert enough(chat({"quality": "frontier"})) < enough(chat({"quality": "mid"}))


def test_who_names_no_class_gets_the_models_that_can_stand_in() -> None:
    plan = chat({})
    found = options(plan.spec, plan.topology.endpoints[0], plan.catalog)
    models = {"claude-sonnet-4-6", *plan.catalog.equivalents("claude-sonnet-4-6")}
    assert {option.model for option in found} <= models
    assert enough(plan) == set()


def test_the_team_s_own_evaluations_decide() -> None:
    found = enough(chat({"quality": "mid"}, evaluations=WEAK))
    assert "gpt-oss-120b" not in found
    assert "gpt-oss-20b" in found


def test_a_model_of_which_nobody_says_that_it_calls_tools_is_left_out() -> None:
    without, with_tools = enough(chat({"quality": "mid"})), chat({"quality": "mid", "tools": True})
    assert enough(with_tools) < without
    assert "llama-4-maverick-17b-128e-instruct" in without - enough(with_tools)


def test_a_model_with_too_small_a_window_is_left_out() -> None:
    found = enough(chat({"quality": "mid", "context": "150k"}))
    assert "gpt-oss-120b" not in found
    assert "claude-sonnet-4-6" in found


def test_an_embedding_is_no_task_for_a_model_that_chats() -> None:
    assert enough(chat({"quality": "basic"}, kind="embedding")) == set()
