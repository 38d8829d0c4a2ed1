"""How the modules that open a cloud's own models name them."""

from __future__ import annotations

import pytest

from planner.catalog import building


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
