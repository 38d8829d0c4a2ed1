"""A finding keeps its fingerprint when lines move, so that a host can tell old from new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import pytest

import planner
from planner.diagnostics import Diagnostic, Fact, Row, Severity, Span, Step, Verdict

REFUSED = """\
version: 1
topology: hello
policy: {processing: [FR]}
endpoints:
  chat: {data: [personal], route: [fra/sonnet]}
providers:
  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}
"""


def findings(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    path = folder / "topology.yaml"
    path.write_text(text, encoding="utf-8")
    return planner.plan(path).findings


def fingerprints(found: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.fingerprint for finding in found]


def test_a_comment_above_moves_every_line_and_no_fingerprint(tmp_path: Path) -> None:
    before = findings(tmp_path, REFUSED)
    after = findings(tmp_path, "# a\n# b\n" + REFUSED)

    assert before
    assert [f.at.line for f in after] == [f.at.line + 2 for f in before]
    assert fingerprints(after) == fingerprints(before)


def test_another_path_is_another_finding(tmp_path: Path) -> None:
    renamed = REFUSED.replace("fra", "frankfurt")

    before, after = findings(tmp_path, REFUSED), findings(tmp_path, renamed)

    assert not set(fingerprints(before)) & set(fingerprints(after))


def _finding(*facts: Row, **details: Any) -> Diagnostic:
    said: dict[str, Any] = {
        "code": "SOV001",
        "severity": Severity.ERROR,
        "verdict": Verdict.UNPROVEN,
        "message": "x",
        "at": Span(PurePath("topology.yaml"), 1, 1, 1, 2),
        "path": ("endpoints.chat",),
        "offending": ("US",),
    }
    return Diagnostic(facts=facts, **{**said, **details})


ROW = Row("processing.csv", 60, "2026-05", "vendor-page")


def test_a_row_that_moves_in_its_table_is_the_same_evidence() -> None:
    assert _finding(ROW).fingerprint == _finding(replace(ROW, line=61)).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        _finding(replace(ROW, as_of="2026-06")),
        _finding(replace(ROW, source="memory")),
        _finding(),
        _finding(ROW, verdict=Verdict.VIOLATED),
        _finding(ROW, offending=("CN", "US")),
        _finding(because=Step("x", "y", (Fact("z", replace(ROW, as_of="2026-06")),))),
    ],
    ids=["day", "source", "no fact", "verdict", "places", "proof"],
)
def test_other_evidence_is_another_finding(other: Diagnostic) -> None:
    assert other.fingerprint != _finding(ROW).fingerprint


def test_a_fact_of_the_proof_is_evidence_as_one_of_the_list_is() -> None:
    proven = _finding(because=Step("x", "y", (Fact("z", ROW), Fact("w", _finding().at))))

    assert proven.fingerprint == _finding(ROW).fingerprint


def test_no_two_findings_of_a_plan_share_a_fingerprint(tmp_path: Path) -> None:
    found = fingerprints(findings(tmp_path, REFUSED))

    assert len(found) == len(set(found))
