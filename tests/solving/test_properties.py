"""What holds of every fix, route, widening and core."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.pipeline import Plan
from planner.solving import Judge, core, mended, relax, solve
from planner.solving.constraints import under
from planner.spec import edit
from tests.rules.specs import PROVIDERS, endpoint, spec
from tests.solving.plans import TRAFFIC, fingerprints, planned, with_edits

pytestmark = pytest.mark.property

searching = settings(max_examples=12, deadline=None)
"""For what searches: up to a second each."""

COUNTRIES = ["DE", "FR", "SE", "CH", "US", "bloc:EU", "bloc:EEA"]
some_countries = st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=3, unique=True)
policies = st.fixed_dictionaries(
    {},
    optional={
        "processing": some_countries,
        "at_rest": some_countries,
        "operators": st.fixed_dictionaries(
            {}, optional={"parents": some_countries, "deny": st.just(["openai"])}
        ),
        "regions": st.just({"allow": ["aws:eu-*", "azure:*"]}),
        "min_targets": st.integers(1, 2),
        "on_unproven": st.sampled_from(["fail", "warn"]),
    },
)
sites = st.lists(st.sampled_from(sorted(PROVIDERS)), min_size=1, max_size=2, unique=True)
traces = {"kind": "langfuse", "host": "https://us.cloud.langfuse.com"}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    own: dict[str, Any] = draw(policies)
    chat = endpoint(*draw(sites), **own) | {"traffic": TRAFFIC}
    stores = {"traces": traces} if draw(st.booleans()) else {}
    return planned(spec({"chat": chat}, policy=draw(policies), stores=stores))


def judge(plan: Plan) -> Judge:
    return Judge(plan.catalog, plan.today)


@searching
@given(plans())
def test_an_offered_fix_removes_its_finding_and_adds_no_error(plan: Plan) -> None:
    before = fingerprints(plan)

    for found in mended(plan).findings:
        for fix in (one for one in found.fixes if one.rechecked and one.edits):
            after = with_edits(plan, fix.edits)
            assert found.fingerprint not in {finding.fingerprint for finding in after.findings}
            assert fingerprints(after) <= before


@searching
@given(plans())
def test_a_route_that_is_found_passes(plan: Plan) -> None:
    solution = solve(plan, "chat", judge(plan))

    if solution.is_found:
        after = with_edits(plan, solution.edits)
        assert after.errors == ()
        assert len(set(solution.operators)) == len(solution.targets) == solution.wanted


@searching
@given(plans())
def test_a_widening_passes_and_no_part_of_it_does(plan: Plan) -> None:
    found = relax(plan, "chat")
    standing = {finding.fingerprint for finding in found.standing}

    for answer in found.answers:
        assert fingerprints(with_edits(plan, answer.edits)) <= standing
        for widening in answer.widenings:
            route, demanded = widening.constraint.route, widening.constraint.demanded
            undone = edit(plan.spec, route, demanded)
            assert not fingerprints(with_edits(plan, (*answer.edits, undone))) <= standing


@searching
@given(plans())
def test_a_core_is_kept_by_nothing_and_each_part_of_it_by_something(plan: Plan) -> None:
    found = core(plan, "chat", judge(plan))
    demands = [demand.constraint for demand in found.demands]

    if demands:
        left = with_edits(plan, under(plan.spec, "chat", demands))
        assert core(left, "chat", judge(left)).is_conflict
    for one in demands:
        fewer = [other for other in demands if other != one]
        left = with_edits(plan, under(plan.spec, "chat", fewer))
        assert not core(left, "chat", judge(left)).is_conflict
