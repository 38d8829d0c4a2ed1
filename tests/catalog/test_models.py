from __future__ import annotations

from decimal import Decimal

import pytest

from planner.catalog import Catalog, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


@pytest.mark.parametrize(
    ("kind", "name", "wire_id"),
    [
        ("bedrock", "claude-haiku-4-5", "anthropic.claude-haiku-4-5-20251001-v1:0"),
        ("anthropic", "claude-haiku-4-5", "claude-haiku-4-5"),
        ("openai", "gpt-5.1", "gpt-5.1"),
        ("groq", "gpt-oss-120b", "openai/gpt-oss-120b"),
    ],
)
def test_a_model_has_one_name_and_an_id_for_each_provider(
    catalog: Catalog, kind: str, name: str, wire_id: str
) -> None:
    model = catalog.api_model(kind, name)
    assert model is not None
    assert model.wire_id == wire_id
    assert catalog.api_model(kind, wire_id) == model


def test_a_model_knows_its_context_and_family(catalog: Catalog) -> None:
    model = catalog.api_model("bedrock", "claude-sonnet-4-6")
    assert model is not None
    assert (model.vendor, model.family) == ("anthropic", "claude-sonnet")
    assert model.context_tokens == 1_000_000


def test_a_model_that_a_provider_does_not_list_is_none(catalog: Catalog) -> None:
    assert catalog.api_model("bedrock", "gpt-4o") is None
    assert catalog.api_model("stackit", "gpt-4o") is None


def test_an_open_model_weighs_what_its_precision_makes_it(catalog: Catalog) -> None:
    model = catalog.open_model("llama-3.1-8b-instruct")
    assert model is not None
    assert model.hf_id == "meta-llama/Llama-3.1-8B-Instruct"
    assert model.weights_gb["bf16"] == Decimal("16.1")
    assert model.weights_gb["fp8"] == Decimal("8.0")
    assert catalog.open_model(model.hf_id) == model


def test_an_operator_has_a_parent_and_its_country(catalog: Catalog) -> None:
    operator = catalog.operator("langfuse")
    assert operator is not None
    assert (operator.home, operator.parent_country) == ("DE", "US")
    assert catalog.operator("nobody") is None


def test_llm_apis_are_out_for_a_fraction_of_the_time(catalog: Catalog) -> None:
    outages = catalog.outage_share()
    assert Decimal(0) < outages.share.low <= outages.share.expected <= outages.share.high
    assert outages.share.high < Decimal("0.02")
    assert outages.rows


def test_telemetry_names_the_switch_that_stops_it(catalog: Catalog) -> None:
    switches = {sink.component: sink.switch for sink in catalog.telemetry_sinks()}
    assert "DO_NOT_TRACK" in switches["vllm"]
