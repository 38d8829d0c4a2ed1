"""Our drawn token prices against the package they are drawn from, at the same instants."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import genai_prices
import pytest

from planner import resources
from planner.catalog import Catalog, TokenRates, Usage, load
from planner.refreshing.sources import token_prices
from planner.refreshing.sources.token_prices import PROVIDERS, Listing, listings

CLEAN: dict[str, dict[str, str]] = {
    "anthropic": {"mode": "global"},
    "azure-foundry-claude": {"mode": "GlobalStandard"},
    "azure-openai": {"mode": "GlobalStandard"},
    "mistral": {"host": "api.mistral.ai"},
    "openai": {"region": "global"},
    "vertex": {"region": "global"},
}
"""The words that select a price as genai-prices has it, without a surcharge of ours."""

USAGES = (
    Usage(input=1_400, output=300),
    Usage(input=20_000, cached_input=15_000, output=900),
    Usage(input=180_000, cache_write=60_000, output=2_000),
    Usage(input=300_001, cached_input=250_000, output=64_000),
    Usage(input=90_000, cached_input=50_000, cache_write=30_000, output=1),
    Usage(input=200_000, output=1),
    Usage(input=200_001, cached_input=1, cache_write=200_000),
)

INSTANTS = (
    load().evaluated_at,
    datetime(2026, 11, 20, 2, 30, tzinfo=UTC),
    datetime(2025, 9, 1, 17, 0, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def ours(catalog: Catalog, listing: Listing, usage: Usage, at: datetime) -> Decimal | None:
    said = dict(CLEAN.get(listing.kind, {}))
    if listing.kind == "bedrock":
        said["mode"] = "global" if listing.variant == "global" else "geo"
    rates = catalog.token_rates(
        listing.kind, listing.model, prompt_tokens=usage.input, at=at, **said
    )
    return rates.cost(usage) if rates else None


def theirs(listing: Listing, usage: Usage, at: datetime) -> Decimal:
    spent = genai_prices.Usage(
        input_tokens=usage.input,
        output_tokens=usage.output,
        cache_read_tokens=usage.cached_input,
        cache_write_tokens=usage.cache_write,
    )
    return genai_prices.calc_price(
        spent, listing.reference, provider_id=listing.provider, genai_request_timestamp=at
    ).total_price


def has_output(listing: Listing, catalog: Catalog) -> bool:
    model = catalog.api_model(listing.kind, listing.model)
    return model is not None and model.task == "chat"


@pytest.mark.parametrize("kind", [kind for kind in PROVIDERS if kind != "openrouter"])
def test_a_request_costs_what_genai_prices_says(kind: str, catalog: Catalog) -> None:
    compared = 0
    for listing in listings(kind, catalog):
        for usage in USAGES if has_output(listing, catalog) else (Usage(input=1_000),):
            for at in INSTANTS:
                expected = theirs(listing, usage, at)
                assert ours(catalog, listing, usage, at) == expected, (listing.reference, usage, at)
                compared += 1
    assert compared >= len(INSTANTS)


def test_a_peak_is_what_genai_prices_says_at_the_dearest_hour(catalog: Catalog) -> None:
    usage, day = Usage(input=1_400, output=300), load().evaluated_at
    hours = [day.replace(hour=hour, minute=minute) for hour in range(24) for minute in (0, 30)]
    for listing in listings("deepseek", catalog):
        rates = catalog.token_rates(listing.kind, listing.model, prompt_tokens=usage.input)
        assert rates is not None
        peaks = {**rates.prices, **rates.peaks}
        dearest = max(theirs(listing, usage, hour) for hour in hours)
        assert TokenRates(peaks, rates.correction).cost(usage) == dearest, listing.reference


@pytest.mark.parametrize("kind", sorted(PROVIDERS))
def test_the_data_is_what_the_source_draws(kind: str, tmp_path: Path) -> None:
    token_prices.write(kind, tmp_path)
    shipped = resources.data() / "tokens" / f"{kind}.csv"
    assert (tmp_path / shipped.name).read_text("utf-8") == shipped.read_text("utf-8"), (
        "run: python -m planner.refreshing.sources.token_prices planner/data/tokens"
    )
