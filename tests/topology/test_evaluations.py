"""What the team's own evaluations make of a model, and which are refused."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from planner.diagnostics import STATED, SourceText
from planner.spec import read_text
from planner.topology import Endpoint, Evaluated
from tests.topology.specs import POOL, SONNET, problem, resolved, spec

FOUND = "evidence: evals/2026-10.md, date: 2026-10-30"
BARS = "bars: {basic: 60%, mid: 75%, frontier: 90%}"


def evaluations(models: str, bars: str = "") -> str:
    return f"evaluations: {{{bars}{', ' if bars else ''}models: {{{models}}}}}"


def found(words: str, kind: str = "chat", bars: str = "") -> Evaluated | None:
    """What is found of the one model that an endpoint calls."""
    more = evaluations(f"claude-sonnet-4-6: {{{words}, {FOUND}}}", bars)
    text = spec(f"chat: {{kind: {kind}, route: [fra/sonnet]}}", f"fra: {SONNET}", more)
    (endpoint,) = resolved(text).endpoints
    return of_primary(endpoint)


def of_primary(endpoint: Endpoint) -> Evaluated | None:
    return endpoint.evaluated(endpoint.targets[0].model)


def grade(words: str, kind: str = "chat", bars: str = "") -> str | None:
    one = found(words, kind, bars)
    return one.grade if one else None


def test_a_model_is_of_the_class_that_the_team_found() -> None:
    assert grade("quality: basic") == "basic"


def test_a_kind_of_task_is_judged_by_itself() -> None:
    assert grade("quality: mid, kinds: {code: unfit}", "code") == "unfit"
    assert grade("quality: mid, kinds: {code: unfit}", "rag") == "mid"


def test_of_a_kind_that_nobody_tested_nothing_is_found() -> None:
    assert grade("kinds: {code: mid}", "chat") is None


@pytest.mark.parametrize(
    ("score", "class_"),
    [("59.9%", "unfit"), ("60%", "basic"), ("75%", "mid"), ("89%", "mid"), ("90%", "frontier")],
)
def test_a_score_is_of_the_class_whose_bar_it_reaches(score: str, class_: str) -> None:
    assert grade(f"quality: {score}", bars=BARS) == class_


def test_it_says_where_it_was_found_and_when() -> None:
    one = found("quality: mid")
    assert one is not None
    assert one.evidence == "evals/2026-10.md"
    assert (one.row.source, one.row.as_of) == (STATED, "2026-10-30")


def test_a_model_of_a_pool_is_found_by_its_name() -> None:
    more = f"gpu_pools:\n  hot: {POOL}\n" + evaluations(
        f"llama-3.1-8b-instruct: {{quality: mid, {FOUND}}}"
    )
    text = spec("chat: {route: [hot/llama]}", f"fra: {SONNET}", more)
    (endpoint,) = resolved(text).endpoints
    one = of_primary(endpoint)
    assert one is not None
    assert one.grade == "mid"


def test_a_model_that_only_the_catalogue_knows_may_be_evaluated() -> None:
    resolved(spec(more=evaluations(f"gpt-oss-120b: {{quality: mid, {FOUND}}}")))


def test_a_misspelt_model_offers_the_nearest_name() -> None:
    text = spec(more=evaluations(f"claude-sonet-4-6: {{quality: mid, {FOUND}}}"))
    assert problem(text).code == "TOP121"
    assert problem(text).message.endswith("did you mean `claude-sonnet-4-6`?")


@pytest.mark.parametrize(
    ("words", "bars", "message"),
    [
        ("quality: 80%", "", "a score says nothing without `bars`"),
        ("quality: 80%", "bars: {basic: 80%, mid: 75%, frontier: 90%}", "the bars of `basic`"),
        ("kinds: {}", "", "neither `quality` nor `kinds`"),
        ("quality: good", "", "must be `unfit`, `basic`, `mid`, `frontier` or a score"),
        ("quality: 0.8", BARS, "did you mean `80%`?"),
    ],
)
def test_an_evaluation_that_says_nothing_is_refused(words: str, bars: str, message: str) -> None:
    text = spec(more=evaluations(f"claude-sonnet-4-6: {{{words}, {FOUND}}}", bars))
    (refused,) = read_text(SourceText(PurePath("topology.yaml"), text)).diagnostics
    assert message in refused.message


def test_an_evaluation_has_its_evidence_and_its_day() -> None:
    text = spec(more=evaluations("claude-sonnet-4-6: {quality: mid}"))
    refused = read_text(SourceText(PurePath("topology.yaml"), text)).diagnostics
    assert {each.code for each in refused} == {"TOP011"}
    assert len(refused) == len(("evidence", "date"))
