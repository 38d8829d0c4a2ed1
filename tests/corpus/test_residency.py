"""The corpus of residency: two hundred small topologies, and what has to be found in each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from planner.catalog import load
from planner.corpus import Case, Score, judge_corpus, read_corpus
from planner.diagnostics import Verdict
from planner.errors import SpecError
from planner.pipeline import plan
from planner.rules import rules

CORPUS = Path(__file__).parent / "residency"
LEAST = 200
GROUPS = {
    "sovereignty",
    "retention",
    "operations",
    "keys",
    "suppliers",
    "regimes",
    "network",
    "region",
    "evidence",
}


@cache
def score() -> Score:
    return Score(judge_corpus(read_corpus(CORPUS), load()))


def test_every_label_is_found_and_nothing_else() -> None:
    misjudged = {
        one.case.path.stem: (one.missed, one.surplus)
        for one in score().cases
        if one.missed or one.surplus
    }

    assert misjudged == {}
    assert len(score().cases) >= LEAST


def test_every_rule_of_the_proof_is_broken_by_a_case_and_kept_by_another() -> None:
    """A case is named after the rule that it is about: `SOV010-fallback-in-the-us.yaml`."""
    codes = {rule.code for rule in rules() if rule.judge.__module__.split(".")[2] in GROUPS}
    broken = {code for one in score().cases for code in one.case.expected}
    kept = {
        code
        for one in score().cases
        if (code := one.case.path.stem.partition("-")[0]) not in one.case.expected
    }

    assert codes - broken == set()
    assert codes - kept == set()


def test_no_verdict_is_worse_than_what_is_found() -> None:
    """A verdict that no finding explains would stop nothing, and tell nobody why."""
    for case in read_corpus(CORPUS):
        for name, verdict, told in _verdicts(case):
            assert verdict is Verdict.PROVEN or verdict in told, f"{case.path.name}: {name}"


def _verdicts(case: Case) -> Iterator[tuple[str, Verdict, set[Verdict | None]]]:
    """Each endpoint of a spec that can be read, its verdict, and those of its findings."""
    try:
        planned = plan(case.path, catalog=load(), today=case.on or load().evaluated_at.date())
    except SpecError:
        return
    for name, verdict in planned.verdicts.items():
        yield name, verdict, {each.verdict for each in planned.findings if each.endpoint == name}
