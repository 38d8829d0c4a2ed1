"""Each example as a user finds it: its folder, and what topoplan makes of its spec there."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner import Plan
from tests.conftest import ROOT

EXAMPLES = sorted(spec.parent.name for spec in ROOT.glob("examples/*/topology.yaml"))


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Path:
    """The folder of one example."""
    return ROOT / "examples" / str(request.param)


@pytest.fixture
def plan(example: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """The plan of the example, made in its folder: findings name files from there."""
    monkeypatch.chdir(example)
    return planner.plan("topology.yaml")
