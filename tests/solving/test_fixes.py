"""Fixes that `check` offers: what they are, what they cost, and when there are none."""

from __future__ import annotations

from typing import Any

from planner.diagnostics import Diagnostic, Fix
from planner.pipeline import Plan
from planner.solving import mended
from tests.rules.specs import endpoint, spec
from tests.solving.plans import TRAFFIC, fingerprints, planned, with_edits

EU = {"processing": ["bloc:EU"], "at_rest": ["bloc:EU"]}


def of(plan: Plan, code: str) -> Diagnostic:
    return next(finding for finding in mended(plan).findings if finding.code == code)


def offered(found: Diagnostic) -> tuple[Fix, ...]:
    return tuple(fix for fix in found.fixes if fix.rechecked)


def chat(*sites: str, **more: Any) -> Plan:
    called = endpoint(*sites) | {"traffic": TRAFFIC}
    return planned(spec({"chat": called}, **({"policy": EU} | more)))


def test_a_provider_is_called_in_another_region_and_by_a_narrower_profile() -> None:
    fix = offered(of(chat("us"), "SOV003"))[0]

    assert {edit.route[-1]: edit.value for edit in fix.edits}["profile"] == "eu"
    assert fix.month is not None
    assert fix.month.amount < 1


def test_a_worldwide_profile_is_narrowed_in_its_own_region() -> None:
    fix = next(fix for fix in offered(of(chat("world"), "SOV004")) if "providers" in fix.title)

    assert {edit.route[-1]: edit.value for edit in fix.edits} == {"mode": "geo", "profile": "eu"}


def test_dropping_a_fallback_is_offered_unless_the_policy_wants_it() -> None:
    wanted = chat("fra", "openai", policy={**EU, "min_targets": 2})
    alone = chat("fra", "openai")

    assert any("drop the fallback" in fix.title for fix in of(alone, "SOV010").fixes)
    assert not any("drop the fallback" in fix.title for fix in of(wanted, "SOV010").fixes)


def test_a_store_is_written_to_behind_another_host_of_its_vendor() -> None:
    traces = {"kind": "langfuse", "host": "https://us.cloud.langfuse.com"}
    found = of(
        chat("fra", stores={"traces": traces}, policy={**EU, "on_unproven": "warn"}), "OPS001"
    )

    assert [fix.text for fix in offered(found)] == ["https://cloud.langfuse.com"]


def test_a_store_in_a_region_moves_to_one_that_the_spec_uses() -> None:
    stores = {"jobs": {"kind": "s3", "region": "us-east-1", "retention_days": 7}}

    assert offered(of(chat("fra", stores=stores), "SOV002"))[0].text == "eu-central-1"


def test_a_month_that_nobody_can_price_is_not_known() -> None:
    silent = planned(spec({"chat": endpoint("us")}, policy=EU))

    assert all(fix.month is None for fix in offered(of(silent, "SOV003")))


def test_a_fix_takes_away_the_provider_that_it_leaves_idle() -> None:
    fix = next(fix for fix in of(chat("fra", "openai"), "SOV010").fixes if "drop" in fix.title)
    after = with_edits(chat("fra", "openai"), fix.edits)

    assert [provider.name for provider in after.topology.providers] == ["fra"]


def test_a_new_provider_takes_no_name_that_another_endpoint_s_has() -> None:
    words = spec({"chat": endpoint("us"), "mail": endpoint("scaleway")}, policy=EU)
    words["providers"]["mistral-api-eu-mistral-ai"] = words["providers"].pop("scaleway")
    words["endpoints"]["mail"]["route"] = ["mistral-api-eu-mistral-ai/m"]
    plan = planned(words)

    for fix in (fix for found in mended(plan).findings for fix in offered(found)):
        kept = with_edits(plan, fix.edits).spec.providers.get("mistral-api-eu-mistral-ai")
        assert kept is None or kept.kind == "scaleway"


def test_what_many_endpoints_share_is_mended_for_all_of_them_at_once() -> None:
    many = {f"chat-{number}": endpoint("us") for number in range(40)}
    plan = mended(planned(spec(many, policy=EU)))

    troubled = [finding for finding in plan.findings if finding.code == "SOV003"]
    assert len(troubled) == 40
    assert all(offered(finding) for finding in troubled)


def test_an_agreement_is_demanded_and_never_written() -> None:
    plan = chat("fra", policy={**EU, "human_review": "deny", "training": "deny"})

    assert all(
        not fix.edits or "supposed" not in repr(fix)
        for f in mended(plan).findings
        for fix in f.fixes
    )


def test_findings_that_nothing_mends_stay_as_they_are() -> None:
    nowhere = planned(spec({"chat": endpoint("fra")}, policy={"processing": ["IS"]}))

    assert mended(nowhere).findings == nowhere.findings


def test_a_plan_without_findings_is_not_searched() -> None:
    plan = chat("fra")

    assert mended(plan) is plan


def test_every_fix_of_a_plan_removes_its_finding_and_adds_no_error() -> None:
    plan = chat(
        "us", "openai", stores={"jobs": {"kind": "s3", "region": "us-east-1", "retention_days": 7}}
    )

    for found in mended(plan).findings:
        for fix in (one for one in offered(found) if one.edits):
            after = fingerprints(with_edits(plan, fix.edits))
            assert found.fingerprint not in after
            assert after <= fingerprints(plan)
