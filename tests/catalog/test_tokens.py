from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from planner.catalog import Catalog, Price, Usage, load

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PEAK = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def input_price(catalog: Catalog, kind: str, model: str, **said: str) -> Price | None:
    return catalog.token_price(kind, model, "input", **said)  # type: ignore[arg-type]  # words only


def amount(catalog: Catalog, kind: str, model: str, **said: str) -> Decimal:
    price = input_price(catalog, kind, model, **said)
    assert price is not None
    return price.amount


def test_a_price_names_its_row_and_unit(catalog: Catalog) -> None:
    price = input_price(catalog, "bedrock", "claude-sonnet-4-6", mode="geo", region="eu-central-1")
    assert price is not None
    assert price.unit == "1M tokens"
    assert price.row.file == "tokens/bedrock.csv"


def test_a_geographic_call_on_bedrock_costs_a_tenth_more(catalog: Catalog) -> None:
    worldwide = amount(catalog, "bedrock", "claude-sonnet-4-6", mode="global")
    assert amount(catalog, "bedrock", "claude-sonnet-4-6", mode="geo") == worldwide * Decimal("1.1")


@pytest.mark.parametrize(
    ("mode", "region", "factor"),
    [
        ("GlobalStandard", "swedencentral", "1"),
        ("DataZoneStandard", "swedencentral", "1.1"),
        ("Standard", "eastus", "1.1"),
        ("Standard", "swedencentral", "1.21"),
    ],
)
def test_azure_charges_more_for_a_narrower_deployment(
    catalog: Catalog, mode: str, region: str, factor: str
) -> None:
    everywhere = amount(catalog, "azure-openai", "gpt-5.1", mode="GlobalStandard", region=region)
    narrower = amount(catalog, "azure-openai", "gpt-5.1", mode=mode, region=region)
    assert narrower == everywhere * Decimal(factor)


def test_residency_at_openai_costs_more_for_models_since_march_2026(catalog: Catalog) -> None:
    assert amount(catalog, "openai", "gpt-5.4", region="eu") == Decimal("2.75")
    assert amount(catalog, "openai", "gpt-5.1", region="eu") == Decimal("1.25")


def test_a_pinned_host_of_mistral_costs_a_tenth_more(catalog: Catalog) -> None:
    anywhere = amount(catalog, "mistral", "mistral-large-4", host="api.mistral.ai")
    pinned = amount(catalog, "mistral", "mistral-large-4", host="api.eu.mistral.ai")
    assert pinned == anywhere * Decimal("1.1")


def test_what_is_not_billed_by_the_token_has_no_token_price(catalog: Catalog) -> None:
    assert input_price(catalog, "bedrock", "claude-sonnet-4-6", mode="provisioned") is None
    assert input_price(catalog, "azure-openai", "gpt-5.1", mode="ProvisionedManaged") is None


def test_a_model_without_a_price_is_unpriced_not_free(catalog: Catalog) -> None:
    assert catalog.api_model("scaleway", "gpt-oss-120b")
    assert input_price(catalog, "scaleway", "gpt-oss-120b") is None


def test_crossing_a_tier_reprices_the_whole_prompt(catalog: Catalog) -> None:
    below = catalog.token_price("vertex", "gemini-2.5-pro", "input", prompt_tokens=200_000)
    above = catalog.token_price("vertex", "gemini-2.5-pro", "input", prompt_tokens=200_001)
    assert below
    assert above
    assert above.amount == below.amount * 2


def test_the_hour_decides_where_the_vendor_says_so(catalog: Catalog) -> None:
    quiet = catalog.token_price("deepseek", "deepseek-v4-pro", "output", at=NOON)
    busy = catalog.token_price("deepseek", "deepseek-v4-pro", "output", at=PEAK)
    assert quiet
    assert busy
    assert busy.amount == quiet.amount * 2
    assert catalog.token_price("deepseek", "deepseek-v4-pro", "output") == quiet


def test_cached_input_without_a_rate_of_its_own_is_plain_input(catalog: Catalog) -> None:
    rates = catalog.token_rates("together", "llama-3.3-70b-instruct-turbo")
    assert rates is not None
    assert "cached_input" not in rates.prices
    assert rates.of("cached_input") == rates.of("input")


def test_output_without_a_rate_has_no_cost(catalog: Catalog) -> None:
    rates = catalog.token_rates("bedrock", "titan-embed-text-v2", mode="regional")
    assert rates is not None
    assert rates.cost(Usage(input=1_000_000)) == Decimal("0.02")
    assert rates.cost(Usage(input=1_000_000, output=1)) is None
