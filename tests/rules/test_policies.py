"""How the levels of a policy bind together, and what waivers answer for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import planner
from planner.diagnostics import Severity
from planner.rules import rules
from planner.rules.waiving import NEVER_WAIVED
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
        "endpoints: {chat: {data: [personal], route: [fra/sonnet]}}\n"
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


def test_a_waiver_in_an_endpoint_s_own_policy_answers_for_no_other_endpoint() -> None:
    own = endpoint("us", waivers=[{**WAIVER, "code": "SOV003", "at": "providers.us"}])
    words = spec({"chat": own, "rag": endpoint("us")}, policy={"processing": ["DE"]})

    assert {found.endpoint: bool(found.waived) for found in said(words).of("SOV003")} == {
        "chat": True,
        "rag": False,
    }


def test_a_waived_finding_leaves_the_verdict_as_it_is() -> None:
    judged = said(_bound_to_germany(code="SOV003", at="endpoints.chat"))

    assert judged.verdicts["chat"] == "violated"


# who binds whom

_ENDPOINTS = (
    "endpoints: {chat: {data: [personal], route: [fra/sonnet]}}\n"
    "providers: {fra: {kind: bedrock, region: eu-central-1, mode: geo,"
    " models: {sonnet: claude-sonnet-4-6}}}\n"
)
_SIGNED = "{code: SOV003, at: endpoints.chat, reason: x, owner: y, expires: 2027-01-01}"


def _plan(folder: Path, own: str, **files: str) -> planner.Plan:
    """The plan of a spec with some lines of its own, beside other files."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    topology = folder / "topology.yaml"
    topology.write_text(f"version: 1\ntopology: hello\n{own}{_ENDPOINTS}")
    return planner.plan(topology, today=date(2026, 12, 1))


def _codes(plan: planner.Plan) -> list[str]:
    """What is said of the policy, and not of what the catalogue has for it."""
    return sorted(finding.code for finding in plan.errors if finding.code != "CAP012")


def test_files_that_a_spec_extends_side_by_side_bind_it_both_and_neither_widens(
    tmp_path: Path,
) -> None:
    plan = _plan(
        tmp_path,
        "extends: [swiss.yaml, union.yaml]\n",
        swiss="policy: {processing: [CH]}\n",
        union="policy: {processing: [bloc:EU]}\n",
    )

    assert "SPC001" not in _codes(plan)


def test_what_a_platform_allows_an_endpoint_is_no_widening_of_the_team_s_own_policy(
    tmp_path: Path,
) -> None:
    plan = _plan(
        tmp_path,
        "extends: [platform.yaml]\npolicy: {processing: [DE]}\n",
        platform="endpoints: {chat: {policy: {processing: [bloc:EU]}}}\n",
    )

    assert "SPC001" not in _codes(plan)


def test_a_widening_is_signed_for_in_the_file_that_it_widens(tmp_path: Path) -> None:
    signed = "{code: SPC001, at: topology.yaml, reason: x, owner: y, expires: 2027-01-01}"
    own = "extends: [law.yaml]\npolicy: {processing: [bloc:EU, CH]%s}\n"
    law = "policy: {processing: [bloc:EU]%s}\n"

    inside = _plan(tmp_path, own % f", waivers: [{signed}]", law=law % "")
    outside = _plan(tmp_path, own % "", law=law % f", waivers: [{signed}]")

    assert _codes(inside) == ["SPC001", "SPC003"]
    assert _codes(outside) == []


def test_a_team_may_waive_what_the_platform_demands_unless_that_is_forbidden(
    tmp_path: Path,
) -> None:
    own = f"extends: [law.yaml]\npolicy: {{waivers: [{_SIGNED}]}}\n"
    law = "policy: {processing: [DE]%s}\n"

    free = _plan(tmp_path, own, law=law % "")
    bound = _plan(tmp_path, own, law=law % ", never_waive: [SOV003]")

    assert _codes(free) == []
    assert _codes(bound) == ["SOV003", "SPC003"]
    (told,) = (found for found in bound.findings if found.code == "SPC003")
    assert "`law.yaml` lets nobody inside it waive SOV003" in told.message
    assert [str(label.span) for label in told.also] == [f"{tmp_path}/law.yaml:1:28"]


def test_a_file_beside_the_platform_s_can_t_waive_for_it_whatever_their_order(
    tmp_path: Path,
) -> None:
    plan = _plan(
        tmp_path,
        "extends: [ours.yaml, law.yaml]\n",
        ours=f"policy: {{waivers: [{_SIGNED}]}}\n",
        law="policy: {processing: [DE], never_waive: [SOV003]}\n",
    )

    assert _codes(plan) == ["SOV003", "SPC003"]


def test_what_the_platform_itself_extends_may_waive_for_it(tmp_path: Path) -> None:
    plan = _plan(
        tmp_path,
        "extends: [law.yaml]\n",
        signed=f"policy: {{waivers: [{_SIGNED}]}}\n",
        law="extends: [signed.yaml]\npolicy: {processing: [DE], never_waive: [SOV003]}\n",
    )

    assert _codes(plan) == []


def test_what_an_endpoint_forbids_binds_no_other_endpoint() -> None:
    chat = endpoint("us", never_waive=["SOV003"])
    policy = {
        "processing": ["DE"],
        "waivers": [
            {**WAIVER, "code": "SOV003", "at": "endpoints.chat"},
            {**WAIVER, "code": "SOV003", "at": "endpoints.rag"},
        ],
    }

    judged = said(spec({"chat": chat, "rag": endpoint("us")}, policy=policy))

    # the policy of all endpoints stands outside of an endpoint's own, which can't bind it
    assert all(found.waived for found in judged.of("SOV003"))


# what was signed for


def test_a_waiver_with_a_fingerprint_covers_that_finding_and_no_other() -> None:
    first, second = said(_bound_to_germany(code="CAP001", at="endpoints.chat")).of("SOV003")

    judged = said(
        _bound_to_germany(code="SOV003", at="providers.us", fingerprint=first.fingerprint)
    )

    assert {found.endpoint: bool(found.waived) for found in judged.of("SOV003")} == {
        first.endpoint: True,
        second.endpoint: False,
    }


def test_a_waiver_of_a_finding_on_other_evidence_says_what_is_there_now() -> None:
    judged = said(
        _bound_to_germany(code="SOV003", at="endpoints.chat", fingerprint="0123456789abcdef")
    )

    (told,) = judged.of("SPC003")
    standing = {found.endpoint: found.fingerprint for found in judged.of("SOV003")}
    assert told.severity is Severity.ERROR
    assert "signed for 0123456789abcdef" in told.message
    assert f"is now {standing['chat']}" in told.message


def test_two_waivers_of_one_finding_are_both_used() -> None:
    policy = {
        "processing": ["DE"],
        "waivers": [
            {**WAIVER, "code": "SOV003", "at": "endpoints.chat"},
            {**WAIVER, "code": "SOV003", "at": "providers.us"},
        ],
    }

    assert said(spec({"chat": endpoint("us")}, policy=policy)).of("SPC003") == ()


def test_an_expired_waiver_is_an_error_just_where_its_finding_is_one() -> None:
    old = "2026-11-30"
    standing = said(_bound_to_germany(code="SOV003", at="endpoints.chat", expires=old))
    mended = said(_bound_to_germany(code="SOV010", at="endpoints.chat", expires=old))

    assert [found.severity for found in standing.of("SPC003")] == [Severity.ERROR]
    assert [found.severity for found in mended.of("SPC003")] == [Severity.WARNING]


def test_the_page_lists_what_nobody_can_sign_for() -> None:
    (page,) = (rule.page for rule in rules() if rule.code == "SPC003")

    assert [code for code in sorted(NEVER_WAIVED) if code not in page] == []


def test_a_signature_for_a_store_covers_the_cloud_below_it_and_no_other_way_there() -> None:
    """Langfuse runs on AWS, as do the model and the state."""
    signed = [{"code": "SOV021", "at": "stores.traces", **WAIVER}]
    policy = {"operators": {"deny": ["aws"]}, "waivers": signed}
    traces = {"kind": "langfuse", "host": "https://cloud.langfuse.com"}
    words = spec({"chat": endpoint("fra")}, policy=policy, stores={"traces": traces})

    by_path = {found.path[2]: found for found in said(words).of("SOV021")}

    assert by_path.keys() == {"stores.traces", "providers.fra/m"}
    assert by_path["stores.traces"].waived
    assert by_path["providers.fra/m"].waived is None


def test_a_signature_for_an_operator_covers_all_that_it_runs() -> None:
    signed = [{"code": "SOV021", "at": "operators.aws", **WAIVER}]
    policy = {"operators": {"parents": ["bloc:EU"]}, "waivers": signed}
    gateways = {"main": {"region": "eu-central-1"}}

    findings = said(spec({"chat": endpoint("fra")}, policy=policy, gateways=gateways))

    assert all(found.waived for found in findings.of("SOV021"))
    assert findings.of("SPC003") == ()
