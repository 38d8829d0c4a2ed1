"""solve, relax and core as a user runs them, and the fixes that a check offers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ended
from tests.conftest import ROOT

Invoke = Callable[..., Ended]

VIOLATED = ROOT / "examples/eu-support-assistant/with-us-fallback.yaml"
KEPT = ROOT / "examples/eu-support-assistant/topology.yaml"
NOWHERE = """\
version: 1
topology: nowhere
policy: {processing: [CH], operators: {parents: [CH]}}
endpoints: {chat: {data: [personal], route: [fra/sonnet]}}
providers:
  fra: {kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}
"""


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    file = tmp_path / "topology.yaml"
    file.write_text(NOWHERE)
    return file


def test_a_check_offers_fixes_unless_it_is_told_not_to(invoke: Invoke) -> None:
    assert "= fix 1: " in invoke("check", VIOLATED).out
    assert "re-checked" not in invoke("check", VIOLATED, "--no-fixes").out


def test_a_fix_in_json_has_edits_and_a_price(invoke: Invoke) -> None:
    findings = json.loads(invoke("check", VIOLATED, "--format", "json").out)["findings"]
    fix = next(fix for finding in findings for fix in finding["fixes"] if fix["rechecked"])

    assert {edit["route"][0] for edit in fix["edits"]} <= {"endpoints", "providers"}
    assert set(fix["monthly_change"]) == {"amount", "currency"}


@pytest.mark.parametrize("search", ["solve", "relax", "core"])
def test_a_search_that_ends_well_ends_with_zero(invoke: Invoke, search: str) -> None:
    assert invoke(search, KEPT).exit_code == 0
    assert invoke(search, VIOLATED, "chat").exit_code == 0


def test_an_endpoint_without_a_route_is_told_its_core(invoke: Invoke, nowhere: Path) -> None:
    ended = invoke("solve", nowhere, "chat")

    assert ended.exit_code == 3
    assert "without it:" in ended.out


def test_a_conflict_ends_with_three(invoke: Invoke, nowhere: Path) -> None:
    assert invoke("core", nowhere).exit_code == 3


@pytest.mark.parametrize("search", ["solve", "relax", "core"])
def test_an_endpoint_that_nobody_knows_is_refused_by_name(invoke: Invoke, search: str) -> None:
    ended = invoke(search, KEPT, "chta")

    assert (ended.exit_code, "no endpoint `chta`" in ended.err) == (2, True)


@pytest.mark.parametrize("search", ["solve", "relax", "core"])
def test_a_spec_that_cannot_be_read_ends_with_two(
    invoke: Invoke, search: str, tmp_path: Path
) -> None:
    assert invoke(search, tmp_path / "none.yaml").exit_code == 2
