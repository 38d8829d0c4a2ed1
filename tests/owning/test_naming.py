"""An API in one word."""

from __future__ import annotations

import pytest

from planner.catalog import load as catalogue
from planner.errors import UsageError
from planner.owning import api_named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "bedrock/claude-haiku-4-5@eu-central-1",
            {"region": "eu-central-1", "mode": "geo", "profile": "eu"},
        ),
        (
            "bedrock/claude-haiku-4-5@eu-central-1:global",
            {"region": "eu-central-1", "mode": "global"},
        ),
        ("azure-openai/gpt-5.1@swedencentral", {"region": "swedencentral", "mode": "Standard"}),
        ("openai/gpt-5.1@eu", {"region": "eu"}),
        ("anthropic/claude-haiku-4-5", {"mode": "global"}),
        ("groq/llama-3.3-70b-versatile", {}),
    ],
)
def test_a_word_names_how_a_model_is_called(text: str, words: dict[str, str]) -> None:
    assert api_named(text, catalogue()).words == words


@pytest.mark.parametrize(
    ("text", "says", "mend"),
    [
        ("claude", "names no API", "KIND/MODEL@PLACE"),
        ("bedrok/claude-haiku-4-5", "no kind of provider `bedrok`", "`bedrock`"),
        ("bedrock/claude-haku-4-5", "no source lists a model", "`claude-haiku-4-5`"),
        ("bedrock/claude-haiku-4-5", "in 26 places", "say which after an `@`"),
        ("bedrock/claude-haiku-4-5@eu-centrl-1", "at `eu-centrl-1`", "`eu-central-1`"),
        ("vertex/claude-haiku-4-5@europe-west3", "at `europe-west3`", "one of eu, global, us"),
    ],
)
def test_a_word_that_names_nothing_offers_the_nearest(text: str, says: str, mend: str) -> None:
    with pytest.raises(UsageError) as refused:
        api_named(text, catalogue())

    assert says in refused.value.message
    assert mend in refused.value.mend
