from __future__ import annotations

import pytest

from planner.catalog import Catalog, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


@pytest.mark.parametrize(
    ("region", "extra"),
    [("eu-central-1", set()), ("eu-west-2", {"GB"}), ("eu-central-2", {"CH"})],
)
def test_destinations_depend_on_the_source_region(
    catalog: Catalog, region: str, extra: set[str]
) -> None:
    profile = catalog.bedrock_profiles("eu", "claude-sonnet-4-6", region)
    assert profile is not None
    assert profile.destination_countries == {"DE", "ES", "FR", "IE", "IT", "SE"} | extra
    assert profile.profile_id == "eu.anthropic.claude-sonnet-4-6"


def test_the_us_profile_from_montreal_reaches_the_us(catalog: Catalog) -> None:
    profile = catalog.bedrock_profiles("us", "claude-sonnet-4-6", "ca-central-1")
    assert profile is not None
    assert profile.destination_countries == {"CA", "US"}


def test_the_global_profile_reaches_every_commercial_region(catalog: Catalog) -> None:
    profile = catalog.bedrock_profiles("global", "claude-sonnet-4-6", "eu-central-1")
    assert profile is not None
    assert {"us-east-1", "il-central-1"} <= set(profile.destination_regions)
    assert not {"us-gov-west-1", "cn-north-1"} & set(profile.destination_regions)
    assert len(profile.destination_countries) == 29


def test_a_profile_that_only_a_hint_names_reaches_nobody_knows_where(catalog: Catalog) -> None:
    profile = catalog.bedrock_profiles("eu", "claude-sonnet-5-5", "eu-central-1")
    assert profile is not None
    assert profile.destination_regions == ()
    assert profile.bounds.possible == frozenset(catalog.countries)


def test_a_profile_of_another_continent_cannot_be_called(catalog: Catalog) -> None:
    assert catalog.bedrock_profiles("us", "claude-sonnet-4-6", "eu-central-1") is None
    assert catalog.bedrock_profiles("us", "claude-sonnet-5-5", "eu-central-1") is None


def test_a_source_region_has_the_geographies_it_can_call(catalog: Catalog) -> None:
    assert catalog.bedrock_geographies("claude-sonnet-4-6", "eu-central-1") == ("eu",)
    assert catalog.bedrock_geographies("claude-sonnet-4-6", "ap-northeast-1") == ("jp",)
    assert catalog.bedrock_geographies("nobody-1", "eu-central-1") == ()


def test_a_bare_model_id_runs_only_where_a_source_says_so(catalog: Catalog) -> None:
    assert catalog.bedrock_in_region("nova-lite", "eu-north-1") is True
    assert catalog.bedrock_in_region("claude-sonnet-4-6", "eu-central-1") is False
    assert catalog.bedrock_in_region("claude-sonnet-5-5", "eu-central-1") is None


def test_azure_deploys_a_model_where_its_list_says(catalog: Catalog) -> None:
    deployed = catalog.azure_openai_regions("Standard", "gpt-5.1")
    assert deployed is not None
    assert "swedencentral" in deployed.regions
    assert catalog.azure_openai_regions("Standard", "gpt-99") is None


def test_a_list_of_azure_s_says_nothing_of_regions_that_it_leaves_out(catalog: Catalog) -> None:
    assert catalog.azure_openai_offers("Standard", "gpt-5.1", "swedencentral") is True
    assert catalog.azure_openai_offers("Standard", "gpt-5.1", "francecentral") is False
    assert catalog.azure_openai_offers("DataZoneStandard", "gpt-5.1", "eastus2") is None
    assert catalog.azure_openai_offers("Standard", "gpt-99", "swedencentral") is None
