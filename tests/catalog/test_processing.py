from __future__ import annotations

import pytest

from planner.catalog import Catalog, Reach, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def reach(catalog: Catalog, kind: str, **said: str) -> Reach:
    facts = catalog.processing(kind, **said)
    assert facts is not None
    cloud = catalog.provider_kinds[kind].cloud
    region = catalog.regions[cloud].get(said.get("region", "")) if cloud else None
    return catalog.processing_reach(facts, region=region)


def test_a_regional_call_stays_in_its_country(catalog: Catalog) -> None:
    bounds = reach(catalog, "bedrock", mode="regional", region="eu-central-1")
    assert bounds.certain == bounds.possible == {"DE"}


def test_a_geographic_call_without_a_known_profile_may_end_anywhere(catalog: Catalog) -> None:
    bounds = reach(catalog, "bedrock", mode="geo", region="eu-central-1")
    assert bounds.certain == frozenset()
    assert bounds.possible == frozenset(catalog.countries)


def test_a_profile_resolves_a_geographic_call(catalog: Catalog) -> None:
    frankfurt = catalog.regions["aws"]["eu-central-1"]
    facts = catalog.processing("bedrock", mode="geo", region=frankfurt.name)
    profile = catalog.bedrock_profiles("eu", "claude-sonnet-4-6", frankfurt.name)
    assert facts
    assert profile
    bounds = catalog.processing_reach(facts, region=frankfurt, profile=profile)
    assert bounds.certain == bounds.possible == {"DE", "ES", "FR", "IE", "IT", "SE"}
    assert catalog.rest_reach(facts, region=frankfurt, profile=profile).possible == {"DE"}


def test_a_model_that_must_be_retained_rests_where_it_runs(catalog: Catalog) -> None:
    facts = catalog.processing(
        "bedrock", mode="geo", region="eu-central-1", model="claude-fable-5-1"
    )
    assert facts is not None
    assert facts.at_rest_certain == "@destination-region"


def test_a_disputed_data_zone_has_two_bounds(catalog: Catalog) -> None:
    bounds = reach(catalog, "azure-openai", mode="DataZoneStandard", region="swedencentral")
    assert bounds.possible - bounds.certain == {"CH", "NO"}


def test_a_standard_deployment_stays_in_its_geography(catalog: Catalog) -> None:
    bounds = reach(catalog, "azure-openai", mode="Standard", region="westeurope")
    assert bounds.certain == {"NL"}
    assert bounds.possible == {"IE", "NL"}


def test_a_region_outside_every_data_zone_is_covered_by_no_row(catalog: Catalog) -> None:
    assert catalog.processing("azure-openai", mode="DataZoneStandard", region="uksouth") is None


def test_a_mode_that_a_kind_lacks_is_covered_by_no_row(catalog: Catalog) -> None:
    assert catalog.processing("anthropic", mode="eu") is None


def test_silence_selects_the_default_of_the_vendor(catalog: Catalog) -> None:
    assert catalog.processing("anthropic") == catalog.processing("anthropic", mode="global")
    assert catalog.processing("mistral") == catalog.processing("mistral", host="api.mistral.ai")


def test_the_host_pins_mistral_but_its_pages_disagree(catalog: Catalog) -> None:
    bounds = reach(catalog, "mistral", host="api.eu.mistral.ai")
    assert bounds.possible - bounds.certain == {"CH", "IS", "LI", "NO"}


def test_europe_of_openai_is_wider_than_the_union(catalog: Catalog) -> None:
    union = catalog.bloc("EU", catalog.evaluated_at.date()) or frozenset()
    assert reach(catalog, "openai", region="eu").certain - union == {"CH", "IS", "LI", "NO"}


def test_a_storage_promise_is_no_processing_promise(catalog: Catalog) -> None:
    facts = catalog.processing("openai", region="sg")
    assert facts is not None
    assert catalog.rest_reach(facts, region=None).possible == {"SG"}
    assert catalog.processing_reach(facts, region=None).certain == frozenset(catalog.countries)


def test_a_regional_name_on_vertex_keeps_only_the_promise_of_the_union(catalog: Catalog) -> None:
    bounds = reach(catalog, "vertex", region="europe-west3")
    assert bounds.certain == {"DE"}
    assert len(bounds.possible) == 9


def test_a_host_is_named_by_its_region(catalog: Catalog) -> None:
    facts = catalog.processing("bedrock", mode="regional", region="eu-west-1")
    assert facts is not None
    assert facts.host("eu-west-1") == "bedrock-runtime.eu-west-1.amazonaws.com"
    assert facts.host(None) == ""


def test_the_words_of_a_kind_leave_out_the_regions_of_its_cloud(catalog: Catalog) -> None:
    assert catalog.words("vertex") == {"region": ("eu", "global", "us")}
    assert catalog.words("bedrock") == {"mode": ("geo", "global", "provisioned", "regional")}
    assert catalog.words("nobody") == {}


def test_a_hosted_sink_keeps_what_it_receives_where_its_vendor_says(catalog: Catalog) -> None:
    facts = catalog.hosted_store("us.cloud.langfuse.com")
    assert facts is not None
    assert catalog.hosted_reach(facts).possible == {"US"}
    assert catalog.hosted_store("logs.example.com") is None
