"""The ways to call a model, over all kinds, modes and regions."""

from __future__ import annotations

import pytest

from planner.catalog import Catalog, calls, load


@pytest.fixture
def catalog() -> Catalog:
    return load()


def test_a_model_is_called_by_every_vendor_that_serves_it(catalog: Catalog) -> None:
    kinds = {call.kind for call in calls(catalog, "claude-sonnet-4-6")}

    assert {"anthropic", "bedrock", "vertex", "azure-foundry-claude"} <= kinds


def test_a_profile_is_called_from_each_of_its_regions(catalog: Catalog) -> None:
    found = {call.how: call.processing for call in calls(catalog, "claude-sonnet-4-6")}

    assert "GB" in found["profile `eu` from eu-west-2"].possible
    assert "GB" not in found["profile `eu` from eu-central-1"].possible


def test_azure_is_called_only_where_it_deploys_the_model(catalog: Catalog) -> None:
    ways = {call.how for call in calls(catalog, "gpt-5.1") if call.kind == "azure-openai"}

    assert "`Standard` in swedencentral" in ways
    assert "`Standard` in francecentral" not in ways


def test_nobody_serves_a_model_that_nobody_lists(catalog: Catalog) -> None:
    assert list(calls(catalog, "no-such-model")) == []


def test_an_older_model_refuses_to_be_bound_to_the_us(catalog: Catalog) -> None:
    refused = catalog.refused_mode("anthropic", "us", "claude-haiku-4-5")

    assert refused is not None
    assert refused.file == "refused_models.csv"
    assert catalog.refused_mode("anthropic", "us", "claude-sonnet-4-6") is None
    assert catalog.refused_mode("anthropic", "global", "claude-haiku-4-5") is None


def test_the_weights_of_the_framework_s_objectives_are_the_whole(catalog: Catalog) -> None:
    weights = [objective.weight_percent for objective in catalog.seal_objectives.values()]

    assert sum(weights) == 100
