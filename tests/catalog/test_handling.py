"""What vendors do with prompts, and who stands behind them."""

from __future__ import annotations

import pytest

from planner.catalog import Catalog, Practice, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def retention(catalog: Catalog, kind: str, **said: str) -> Practice:
    found = catalog.practice(kind, "retention_days", **said)
    assert found is not None
    return found


def test_a_model_that_has_prompts_kept_does_so_in_every_mode(catalog: Catalog) -> None:
    for mode in ("regional", "geo", "global"):
        assert retention(catalog, "bedrock", mode=mode, model="claude-fable-5-1").most == "30"
        assert retention(catalog, "bedrock", mode=mode, model="gpt-5.5").most == "30"
        assert retention(catalog, "bedrock", mode=mode, model="gpt-oss-120b").most == "0"


def test_a_region_that_needs_zero_retention_keeps_nothing(catalog: Catalog) -> None:
    assert retention(catalog, "openai", region="eu").most == "0"
    assert retention(catalog, "openai", region="us").most == "30"


def test_what_only_some_accounts_have_kept_has_two_bounds(catalog: Catalog) -> None:
    found = retention(catalog, "vertex", region="eu", model="gemini-2.5-pro")
    assert (found.least, found.most) == ("0", "90")
    assert found.flag is None


def test_a_topic_without_a_row_is_not_known(catalog: Catalog) -> None:
    assert catalog.practice("deepseek", "retention_days") is None
    assert catalog.feature_cover("openai", "grounding") is None


@pytest.mark.parametrize(
    ("model", "names", "maker"),
    [
        ("anything", {"vendor": "moonshot"}, "moonshot"),
        ("anything", {"hf_id": "Qwen/Qwen3-8B"}, "alibaba"),
        ("mistralai/Mistral-Large-3", {}, "mistral"),
        ("deepseek-r1-distill-llama-8b", {}, "deepseek"),
        ("house-model-7b", {}, None),
    ],
)
def test_a_maker_is_known_by_vendor_hub_or_name(
    catalog: Catalog, model: str, names: dict[str, str], maker: str | None
) -> None:
    found = catalog.maker(model, **names)
    assert (found.id if found else None) == maker


@pytest.mark.parametrize(
    ("host", "operator"),
    [
        ("huggingface.co", "huggingface"),
        ("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "aws"),
        ("weights.example.de", None),
    ],
)
def test_a_hub_is_run_by_somebody(catalog: Catalog, host: str, operator: str | None) -> None:
    hub = catalog.hub(host)
    assert (hub.operator if hub else None) == operator
