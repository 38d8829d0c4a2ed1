"""Where a call may end, by the kind of provider and the way it is called."""

from __future__ import annotations

import pytest

from planner.catalog import load
from tests.topology.specs import provider, resolved, served, spec

WORLD = frozenset(load().countries)
EU_PROFILE = {"DE", "ES", "FR", "IE", "IT", "SE"}


def bedrock(mode: str, model: str = "claude-sonnet-4-6", region: str = "eu-central-1") -> str:
    return f"{{kind: bedrock, region: {region}, mode: {mode}, models: {{m: {model}}}}}"


def azure(mode: str, region: str = "swedencentral") -> str:
    return f"{{kind: azure-openai, region: {region}, mode: {mode}, models: {{m: gpt-5.1}}}}"


def openai(region: str) -> str:
    return f"{{kind: openai, region: {region}, models: {{m: gpt-5.1}}}}"


def test_a_geographic_profile_ends_in_the_countries_of_its_destinations() -> None:
    model = served(bedrock("geo"))

    assert model.wire_id == "eu.anthropic.claude-sonnet-4-6"
    assert model.processing.certain == model.processing.possible == EU_PROFILE
    assert model.processing.row.file == "bedrock_profiles.csv"
    assert "eu-central-1" in model.destinations


def test_a_geographic_profile_keeps_data_in_the_region_that_is_called() -> None:
    assert served(bedrock("geo")).at_rest.possible == {"DE"}


def test_a_global_profile_ends_anywhere_that_aws_sells() -> None:
    model = served(bedrock("global"))

    assert model.wire_id.startswith("global.")
    assert {"US", "DE", "JP"} <= model.processing.certain


@pytest.mark.parametrize("mode", ["regional", "provisioned"])
def test_a_model_that_is_called_in_its_region_stays_there(mode: str) -> None:
    model = served(bedrock(mode))

    assert model.processing.possible == {"DE"}
    assert model.destinations == ()
    assert "." in model.wire_id
    assert not model.wire_id.startswith("eu.")


def test_a_profile_that_no_source_lists_may_end_anywhere() -> None:
    model = served(bedrock("geo", model="no-such-model-1"))

    assert model.processing.certain == frozenset()
    assert model.processing.possible == WORLD
    assert not model.offered


@pytest.mark.parametrize(
    ("mode", "inside", "outside"),
    [("Standard", "SE", "DE"), ("DataZoneStandard", "NO", "GB")],
)
def test_a_deployment_type_of_azure_bounds_the_countries(
    mode: str, inside: str, outside: str
) -> None:
    reach = served(azure(mode)).processing

    assert inside in reach.possible
    assert outside not in reach.possible


def test_a_global_deployment_of_azure_may_end_anywhere() -> None:
    assert served(azure("GlobalStandard")).processing.possible == WORLD


def test_a_data_zone_of_azure_in_america_stays_there() -> None:
    assert served(azure("DataZoneStandard", region="eastus2")).processing.possible == {"US"}


def test_openai_in_europe_stays_in_its_europe_and_calls_its_own_host() -> None:
    found = provider(openai("eu"))

    assert found.host == "eu.api.openai.com"
    assert "US" not in found.models["m"].processing.possible
    assert "DE" in found.models["m"].processing.possible


def test_openai_in_canada_keeps_data_there_but_processes_it_anywhere() -> None:
    model = served(openai("ca"))

    assert model.at_rest.possible == {"CA"}
    assert model.processing.certain == WORLD


def test_a_host_that_only_the_spec_knows_is_where_its_evidence_says() -> None:
    words = (
        "{kind: openai-compatible, host: https://llm.example.eu/v1, operator: Example GmbH, "
        "country: DE, evidence: contract 7, models: {m: llama-3.1-8b-instruct}}"
    )

    found = provider(words)
    reach = found.models["m"].processing

    assert found.host == "llm.example.eu"
    assert reach.certain == reach.possible == {"DE"}
    assert reach.note == "by the spec's own evidence: contract 7"
    assert (reach.row.file, reach.row.source) == ("topology.yaml", "the spec")


def test_an_operator_that_only_the_spec_knows_has_no_known_parent() -> None:
    words = (
        "{kind: openai-compatible, host: llm.example.eu, operator: Nobody Knows Ltd, "
        "country: DE, evidence: contract 7, models: {m: x}}"
    )

    operator = provider(words).operator

    assert operator is not None
    assert (operator.id, operator.parent_country) == ("Nobody Knows Ltd", "")
    assert operator.row.source == "the spec"


def test_the_hosted_sink_that_no_source_lists_may_keep_data_anywhere() -> None:
    more = "stores:\n  traces: {kind: langfuse, host: traces.example.zz}"
    (store,) = resolved(spec(more=more)).stores

    assert store.at_rest.certain == frozenset()
    assert store.at_rest.possible == WORLD


def test_a_sink_whose_country_the_spec_states_is_there() -> None:
    more = "stores:\n  traces: {kind: langfuse, host: traces.example.zz, country: FR}"
    (store,) = resolved(spec(more=more)).stores

    assert store.at_rest.possible == {"FR"}
