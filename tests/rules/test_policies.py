"""How the levels of a policy bind together, and what waivers answer for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import planner
from planner.diagnostics import Severity
from tests.rules.specs import TOMORROW, Spec, endpoint, said, spec

WAIVER = {"reason": "ticket 7", "owner": "dpo@example.com", "expires": TOMORROW}


def test_a_level_that_is_silent_about_the_unproven_leaves_the_outer_one_its_stance() -> None:
    policy = {"processing": ["bloc:EU"], "on_unproven": "warn"}
    words = spec({"chat": endpoint("swe", min_targets=1)}, policy=policy)

    (found,) = said(words).of("SOV007")

    assert found.severity is Severity.WARNING


def test_where_one_level_fails_the_unproven_no_other_can_only_warn() -> None:
    policy = {"processing": ["bloc:EU"], "on_unproven": "fail"}
    words = spec({"chat": endpoint("swe", on_unproven="warn")}, policy=policy)

    (found,) = said(words).of("SOV007")

    assert found.severity is Severity.ERROR


def test_a_hop_that_breaks_two_levels_is_one_finding_that_names_both() -> None:
    words = spec({"chat": endpoint("us", processing=["DE"])}, policy={"processing": ["bloc:EU"]})

    (found,) = said(words).of("SOV003")

    assert [label.text for label in found.also] == ["the constraint", "the constraint"]
    assert "outside `bloc:EU` and `DE`" in found.message


def test_an_operator_that_only_the_spec_names_can_be_denied() -> None:
    policy = {"operators": {"deny": ["Example GmbH"]}}

    (found,) = said(spec({"chat": endpoint("own")}, policy=policy)).of("SOV021")

    assert "operator `Example GmbH` is denied" in found.message


def test_state_is_held_to_the_policy_of_an_endpoint_without_a_gateway() -> None:
    words = spec({"chat": endpoint("scaleway", at_rest=["FR"])})

    (found,) = said(words).of("OPS002")

    assert found.path == ("endpoints.chat", "-state->", "state")


def test_a_file_that_widens_what_it_extends_is_told_that_it_has_no_effect(tmp_path: Path) -> None:
    (tmp_path / "law.yaml").write_text("policy: {processing: [bloc:EU]}\n")
    (tmp_path / "team.yaml").write_text("extends: [law.yaml]\npolicy: {at_rest: [bloc:EU]}\n")
    topology = tmp_path / "topology.yaml"
    topology.write_text(
        "version: 1\n"
        "topology: hello\n"
        "extends: [team.yaml]\n"
        "policy: {processing: [bloc:EU, CH]}\n"
        "endpoints: {chat: {route: [fra/sonnet]}}\n"
        "providers: {fra: {kind: bedrock, region: eu-central-1, mode: geo,"
        " models: {sonnet: claude-sonnet-4-6}}}\n"
    )

    (found,) = planner.plan(topology, today=date(2026, 12, 1)).findings

    assert found.code == "SPC001"
    assert found.at.path == topology
    assert [label.span.path.name for label in found.also] == ["law.yaml"]


def _bound_to_germany(**waiver: str) -> Spec:
    policy = {"processing": ["DE"], "waivers": [{**WAIVER, **waiver}]}
    return spec({"chat": endpoint("us"), "rag": endpoint("us")}, policy=policy)


def test_a_waiver_at_a_provider_covers_every_endpoint_that_reaches_it() -> None:
    judged = said(_bound_to_germany(code="SOV003", at="providers.us"))

    assert [found.waived for found in judged.of("SOV003")] == [
        "ticket 7 (dpo@example.com, until 2026-12-02)",
        "ticket 7 (dpo@example.com, until 2026-12-02)",
    ]


def test_a_waiver_at_an_endpoint_covers_no_other() -> None:
    judged = said(_bound_to_germany(code="SOV003", at="endpoints.chat"))

    assert {found.endpoint: bool(found.waived) for found in judged.of("SOV003")} == {
        "chat": True,
        "rag": False,
    }


def test_a_waiver_holds_on_its_last_day() -> None:
    judged = said(_bound_to_germany(code="SOV003", at="endpoints.chat", expires="2026-12-01"))

    assert any(found.waived for found in judged.of("SOV003"))


def test_a_waiver_in_an_endpoint_s_own_policy_is_a_waiver() -> None:
    own = endpoint(
        "us", processing=["DE"], waivers=[{**WAIVER, "code": "SOV003", "at": "endpoints.chat"}]
    )

    (found,) = said(spec({"chat": own})).of("SOV003")

    assert found.waived is not None


def test_a_waived_finding_leaves_the_verdict_as_it_is() -> None:
    judged = said(_bound_to_germany(code="SOV003", at="endpoints.chat"))

    assert judged.verdicts["chat"] == "violated"
