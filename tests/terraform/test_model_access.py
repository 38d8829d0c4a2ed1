"""How the modules that open a cloud's own models name them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import planner
from planner.catalog import building
from tests.conftest import ROOT

_VERTEX = (ROOT / "examples/gcp-h100-pool/topology.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("model", "publisher"),
    [
        ("claude-haiku-4-5", "anthropic"),
        ("gemini-2.5-flash", "google"),
        ("llama-4-maverick-17b-128e-instruct-maas", "meta"),
        ("text-embedding-005", "google"),
    ],
)
def test_vertex_is_told_whose_a_model_is(model: str, publisher: str) -> None:
    assert building("gcp").publisher(model) == publisher


def test_vertex_is_told_of_a_model_in_all_its_versions(tmp_path: Path) -> None:
    file = tmp_path / "topology.yaml"
    file.write_text(_VERTEX.replace("gemini-2.5-flash", "claude-haiku-4-5"), encoding="utf-8")

    root = planner.render(planner.plan(file)).files["infra/main.tf"]

    assert re.search(r'model +=.*"claude-haiku-4-5"\n +publisher += "anthropic"', root)
