"""What holds of the rules for every topology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalog import Reach
from planner.diagnostics import Diagnostic, Row, Verdict
from planner.rules import rules, weigh
from tests.rules.specs import PROVIDERS, TOMORROW, YESTERDAY, Spec, endpoint, said, spec

pytestmark = pytest.mark.property

judging = settings(max_examples=40, deadline=None)
"""For what judges whole specs, at some ten milliseconds each."""

ON_THE_VERDICT = {
    *("SOV001", "SOV002", "SOV003", "SOV004", "SOV005", "SOV006", "SOV007", "SOV009", "SOV010"),
    *("SOV013", "SOV014", "SOV015", "SOV016", "SOV018", "SOV021", "SOV025", "SOV026", "SOV027"),
    *("OPS001", "OPS002", "OPS004", "OPS005", "OPS008", "NET003", "REL003", "SPC002", "EVD004"),
    *("SOV012", "SOV023", "RET005"),
}
"""The rules of processing, storage and operators, of which an endpoint's verdict is the worst."""

FROM_THE_BEST = [Verdict.PROVEN, Verdict.UNPROVEN, Verdict.VIOLATED]

COUNTRIES = ["DE", "FR", "CH", "US", "bloc:EU", "bloc:EEA"]
NAMES = ["chat", "rag", "mail"]
SITES = sorted(PROVIDERS)

some_countries = st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=4, unique=True)
sites = st.lists(st.sampled_from(SITES), min_size=1, max_size=3, unique=True)
policies = st.fixed_dictionaries(
    {},
    optional={
        "processing": some_countries,
        "at_rest": some_countries,
        "operators": st.fixed_dictionaries(
            {}, optional={"parents": some_countries, "deny": st.just(["openai"])}
        ),
        "regions": st.just({"allow": ["aws:eu-*"]}),
        "regimes": st.sampled_from([["GDPR"], ["UKGDPR"], ["GDPR", "CH_FADP"]]),
        "min_targets": st.integers(1, 3),
        "on_unproven": st.sampled_from(["fail", "warn"]),
    },
)
traces = {"kind": "langfuse", "host": "https://us.cloud.langfuse.com"}


@st.composite
def endpoints(draw: st.DrawFn) -> Spec:
    data = draw(st.sampled_from(["public", "personal"]))
    return endpoint(*draw(sites), data=data, **draw(policies))


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    named = {name: draw(endpoints()) for name in NAMES[: draw(st.integers(1, 3))]}
    served = draw(st.sets(st.sampled_from(sorted(named))))
    gateways = {"main": {"region": draw(st.sampled_from(["eu-central-1", "us-east-1"]))}}
    return spec(
        named,
        policy=draw(policies),
        gateways={"main": {**gateways["main"], "serves": sorted(served)}} if served else {},
        stores={"traces": traces} if draw(st.booleans()) else {},
        state={"region": draw(st.sampled_from(["eu-central-1", "us-east-1", "ap-south-1"]))},
    )


def _rank(verdict: Verdict) -> int:
    return FROM_THE_BEST.index(verdict)


def _worst(findings: Iterable[Diagnostic]) -> Verdict:
    said_of = [found.verdict for found in findings if found.verdict is not None]
    return max(said_of, key=_rank, default=Verdict.PROVEN)


def _facts(found: Diagnostic) -> tuple[Any, ...]:
    """A finding without its place in the text."""
    return found.code, found.severity, found.verdict, found.endpoint, found.offending


@judging
@given(specs())
def test_an_endpoint_s_verdict_is_the_worst_of_its_findings(words: Spec) -> None:
    judged = said(words)

    for name, verdict in judged.verdicts.items():
        own = [f for f in judged.findings if f.endpoint == name and f.code in ON_THE_VERDICT]
        assert verdict is _worst(own)


@judging
@given(specs(), st.sampled_from(SITES))
def test_a_further_target_never_betters_a_verdict(words: Spec, site: str) -> None:
    name, *_ = words["endpoints"]
    one = words["endpoints"][name]
    called = {**one, "route": [*one["route"], *({f"{site}/m"} - set(one["route"]))]}
    more = {**words, **_providers_and({**words["endpoints"], name: called})}

    assert _rank(said(more).verdicts[name]) >= _rank(said(words).verdicts[name])


@judging
@given(specs(), st.sampled_from(SITES), st.sampled_from(["guardrail", "embed", "judge", "batch"]))
def test_a_further_side_call_never_betters_a_verdict(words: Spec, site: str, call: str) -> None:
    name, *_ = words["endpoints"]
    beside = {**words["endpoints"][name], "side": {call: [f"{site}/m"]}}
    named = {**words["endpoints"], name: beside}
    called = spec({**named, "side": endpoint(site)})["providers"]
    more = {**words, "endpoints": named, "providers": {**words["providers"], **called}}

    assert _rank(said(more).verdicts[name]) >= _rank(said(words).verdicts[name])


@judging
@given(specs())
def test_what_is_taken_out_of_the_data_never_worsens_a_verdict(words: Spec) -> None:
    name, *_ = words["endpoints"]
    redacted = deepcopy(words)
    taken = {"removes": ["personal"], "evidence": "test report 12"}
    redacted["endpoints"][name]["redaction"] = taken

    assert _rank(said(redacted).verdicts[name]) <= _rank(said(words).verdicts[name])


def _providers_and(named: Spec) -> Spec:
    return {key: spec(named)[key] for key in ("endpoints", "providers")}


@judging
@given(specs())
def test_a_further_store_never_betters_a_verdict(words: Spec) -> None:
    less, more = {**words, "stores": {}}, {**words, "stores": {"traces": traces}}
    before, after = said(less).verdicts, said(more).verdicts

    assert all(_rank(after[name]) >= _rank(before[name]) for name in before)


@judging
@given(specs(), policies)
def test_a_further_policy_never_betters_a_verdict(words: Spec, policy: Spec) -> None:
    name, *_ = words["endpoints"]
    free, bound = deepcopy(words), deepcopy(words)
    free["endpoints"][name].pop("policy", None)
    bound["endpoints"][name]["policy"] = policy

    assert _rank(said(bound).verdicts[name]) >= _rank(said(free).verdicts[name])


@judging
@given(specs(), some_countries)
def test_fewer_countries_never_better_a_verdict(words: Spec, countries: list[str]) -> None:
    wide = {**words, "policy": {"processing": countries, "at_rest": countries}}
    narrow = {**words, "policy": {"processing": countries[1:], "at_rest": countries[1:]}}
    before, after = said(wide).verdicts, said(narrow).verdicts

    assert all(_rank(after[name]) >= _rank(before[name]) for name in before)


@judging
@given(specs())
def test_another_name_changes_nothing_but_the_name(words: Spec) -> None:
    old, *_ = words["endpoints"]
    renamed = deepcopy(words)
    renamed["endpoints"] = {_named(n, old): e for n, e in renamed["endpoints"].items()}
    for gateway in renamed["gateways"].values():
        gateway["serves"] = [_named(name, old) for name in gateway["serves"]]
    before, after = said(words), said(renamed)

    assert {_named(n, old): v for n, v in before.verdicts.items()} == after.verdicts
    facts = [_facts(found) for found in before.findings]
    facts = [(*rest, name and _named(name, old), last) for *rest, name, last in facts]
    assert Counter(facts) == Counter(map(_facts, after.findings))


def _named(name: str, old: str) -> str:
    return "another" if name == old else name


@judging
@given(specs())
def test_the_order_of_endpoints_does_not_matter(words: Spec) -> None:
    backwards = {**words, "endpoints": dict(reversed(words["endpoints"].items()))}
    before, after = said(words), said(backwards)

    assert before.verdicts == after.verdicts
    assert Counter(map(_facts, before.findings)) == Counter(map(_facts, after.findings))


@judging
@given(specs(), st.data())
def test_a_waiver_covers_its_code_at_its_endpoint_and_nothing_else(
    words: Spec, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from([rule.code for rule in rules() if rule.code[:4] != "COST"]))
    name = data.draw(st.sampled_from(sorted(words["endpoints"])))
    judged = said(_with_waiver(words, code, name, TOMORROW))
    covered = [f for f in judged.findings if f.code == code and f.endpoint == name]
    never = code in {"CAP008", "CAP011", "REL007", "SPC003", "SPC006"}

    assert [f for f in judged.findings if f.waived] == ([] if never else covered)
    idle = [f for f in judged.of("SPC003") if "covers no finding" in f.message]
    assert len(idle) == (never or not covered)


@judging
@given(specs())
def test_a_waiver_that_has_expired_covers_nothing(words: Spec) -> None:
    first = next((f for f in said(words).findings if f.endpoint), None)
    if first is None or first.endpoint is None:
        return
    judged = said(_with_waiver(words, first.code, first.endpoint, YESTERDAY))

    assert not any(found.waived for found in judged.findings)
    assert [f.message for f in judged.of("SPC003")] == [
        f"the waiver of {first.code} expired on {YESTERDAY}"
    ]


def _with_waiver(words: Spec, code: str, name: str, expires: str) -> Spec:
    signed = {"code": code, "at": f"endpoints.{name}", "reason": "ticket", "owner": "dpo"}
    policy = {**words["policy"], "waivers": [{**signed, "expires": expires}]}
    return {**words, "policy": policy}


codes = st.frozensets(st.sampled_from(["DE", "FR", "CH", "US", "GB"]))


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    possible = draw(codes)
    return Reach(draw(codes) & possible, possible, Row("made/up.csv", 1, "2026-11"))


@given(reaches(), codes, codes)
def test_what_several_levels_allow_weighs_as_the_worst_of_them(
    reach: Reach, one: frozenset[str], other: frozenset[str]
) -> None:
    both = weigh(reach, one & other)[0]

    assert _rank(both) == max(_rank(weigh(reach, one)[0]), _rank(weigh(reach, other)[0]))


@given(reaches(), codes)
def test_only_countries_that_are_reached_and_not_allowed_stand_against(
    reach: Reach, allowed: frozenset[str]
) -> None:
    verdict, outside = weigh(reach, allowed)

    assert outside <= reach.possible - allowed
    assert bool(outside) is (verdict is not Verdict.PROVEN)
    assert weigh(reach, allowed | reach.possible)[0] is Verdict.PROVEN


@given(reaches(), codes)
def test_surer_facts_never_leave_a_verdict_open(reach: Reach, allowed: frozenset[str]) -> None:
    sure = Reach(reach.possible, reach.possible, reach.row)

    assert weigh(sure, allowed)[0] is not Verdict.UNPROVEN
