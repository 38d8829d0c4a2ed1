"""The policies of `examples/platform`, each with a topology that keeps and one that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import planner
from planner import Plan
from planner.diagnostics import Severity, Verdict
from planner.views.diagnostics import show
from tests.conftest import ROOT

PACKS = sorted(path.stem for path in ROOT.glob("examples/platform/*.yaml"))
TODAY = date(2026, 12, 1)


def _plan(pack: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.chdir(Path(__file__).parent / "platform")
    return planner.plan(f"{pack}.{kind}.yaml", today=TODAY)


@pytest.mark.parametrize("pack", PACKS)
def test_a_topology_with_its_evidence_keeps_the_policy(
    pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _plan(pack, "kept", monkeypatch)

    assert [finding.message for finding in plan.findings if finding.severity > Severity.NOTE] == []
    assert set(plan.verdicts.values()) == {Verdict.PROVEN}


@pytest.mark.parametrize("pack", PACKS)
def test_a_topology_that_breaks_the_policy_is_told_how(
    pack: str, monkeypatch: pytest.MonkeyPatch, golden: Callable[[Path, str], None]
) -> None:
    plan = _plan(pack, "broken", monkeypatch)
    findings = tuple(finding for finding in plan.findings if finding.severity > Severity.NOTE)

    assert plan.exit_code == 3
    golden(Path(f"{pack}.broken.txt").resolve(), show(findings, plan.sources, color=False))


@pytest.mark.parametrize("pack", PACKS)
def test_a_policy_says_at_its_head_what_it_demands_and_cannot_show(pack: str) -> None:
    text = (ROOT / "examples" / "platform" / f"{pack}.yaml").read_text(encoding="utf-8")
    head = text.partition("policy:")[0]

    assert "Demands: " in head
    assert "Can't show: " in head
    assert "counsel" in head
