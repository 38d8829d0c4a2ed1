"""Specs to start from, and a way to read a text as if it were a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.diagnostics import Diagnostic, Outcome, SourceText
from planner.spec import Spec, read_text

SMALLEST = """\
version: 1
topology: hello
endpoints:
  chat:
    route: [frankfurt/sonnet]
providers:
  frankfurt: {kind: bedrock, region: eu-central-1, mode: geo, models: {sonnet: claude-sonnet-4-6}}
"""

Reads = Callable[[str], Outcome[Spec]]
Finds = Callable[[str], Diagnostic]


@pytest.fixture
def smallest() -> str:
    return SMALLEST


@pytest.fixture
def reading(tmp_path: Path) -> Reads:
    def read(text: str) -> Outcome[Spec]:
        return read_text(SourceText(tmp_path / "topology.yaml", text))

    return read


@pytest.fixture
def complaint(reading: Reads) -> Finds:
    """The one thing that is wrong with a text."""

    def find(text: str) -> Diagnostic:
        outcome = reading(text)
        assert outcome.value is None
        (diagnostic,) = outcome.diagnostics
        return diagnostic

    return find


@pytest.fixture
def complaint_of_more(complaint: Finds) -> Finds:
    """The one thing that is wrong with the smallest spec when some text is added to it."""
    return lambda more: complaint(SMALLEST + more)
