"""A finding keeps its fingerprint when lines move, so that a host can tell old from new."""

from __future__ import annotations

from pathlib import Path

import planner
from planner.diagnostics import Diagnostic

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


def test_no_two_findings_of_a_plan_share_a_fingerprint(tmp_path: Path) -> None:
    found = fingerprints(findings(tmp_path, REFUSED))

    assert len(found) == len(set(found))
