"""The list of genai-prices: what a million tokens cost, with tiers, start dates and times of day.

Its authors publish a newer list more often than a release of the package, which reads both.

    python -m planner.refreshing.sources.token_prices OUT

writes the tables of `planner/data/tokens` anew, one file per provider kind, for the models of
`planner/data/models`. The package takes half a second to import, hence the drawing.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from planner.catalog import Catalog, load
from planner.errors import UsageError
from planner.refreshing.answers import understood
from planner.refreshing.asking import Asker
from planner.refreshing.observing import Cover, Observation, Observed, Step
from planner.refreshing.shapes import shape_of
from planner.values import value

try:
    from genai_prices import data, types
    from genai_prices.update_prices import DEFAULT_UPDATE_URL
except ImportError:
    raise UsageError(
        "token prices are drawn from the package genai-prices, which is not installed",
        mend="pip install 'topoplan[refresh]', or name the sources to ask with --source",
    ) from None

PROVIDERS: Mapping[str, str] = {
    "anthropic": "anthropic",
    "azure-foundry-claude": "azure",
    "azure-openai": "azure",
    "bedrock": "aws",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "fireworks": "fireworks",
    "google-gemini-api": "google",
    "groq": "groq",
    "mistral": "mistral",
    "openai": "openai",
    "openrouter": "openrouter",
    "ovhcloud": "ovhcloud",
    "together": "together",
    "vertex": "google",
}
"""Ids of genai-prices by provider kind."""

CLASSES: Mapping[str, str] = {
    "cache_read_mtok": "cached_input",
    "cache_write_1h_mtok": "cache_write_1h",
    "cache_write_mtok": "cache_write",
    "input_mtok": "input",
    "output_mtok": "output",
}
"""Usage classes by the price key of genai-prices; sound and pictures are not carried over."""

COLUMNS = shape_of("tokens/").columns

_BEDROCK_PREFIXES = {"": "", "global": "global.", "regional": "us."}
"""What to put before a Bedrock id to ask for each variant of its price.

genai-prices has one regional price for all geographies; its ids start with the variant's name.
"""


@value
class Listing:
    """One variant of a model's price, and how genai-prices refers to it."""

    kind: str
    model: str
    variant: str
    provider: str
    reference: str
    prices: types.ModelInfo


def make(catalog: Catalog, environ: Mapping[str, str]) -> TokenPrices:
    return TokenPrices(catalog, environ.get("TOPOPLAN_GENAI_PRICES_URL") or DEFAULT_UPDATE_URL)


class TokenPrices:
    """One step for each kind of provider; the list is fetched once for all of them."""

    def __init__(self, catalog: Catalog, address: str) -> None:
        self._catalog = catalog
        self._address = address
        self._asker = Asker(address)

    def steps(self) -> tuple[Step, ...]:
        return tuple(Step("token-prices", kind, self._address) for kind in sorted(PROVIDERS))

    def observe(self, step: Step) -> Observed:
        table = f"tokens/{step.scope}.csv"
        with understood(self._address):
            drawn = [
                row
                for one in listings(step.scope, self._catalog, self._providers)
                for row in rows(one)
            ]
        found = (dict(zip(COLUMNS, map(str, row), strict=False)) for row in drawn)
        observations = tuple(_observation(table, cells) for cells in found)
        return Observed(observations, (Cover(table, {}),), drawn_from=version("genai-prices"))

    def close(self) -> None:
        self._asker.close()

    @cached_property
    def _providers(self) -> list[types.Provider]:
        raw = json.loads(self._asker.content(self._address))
        # what the package's own updater reads with; that one asks once and gives up
        found = types._providers_from_raw(raw)  # noqa: SLF001
        if not found:
            raise ValueError("the list is empty")
        return found


def _observation(table: str, cells: dict[str, str]) -> Observation:
    key = tuple(cells.pop(column) for column in shape_of(table).key)
    source, _ = cells.pop("source"), cells.pop("as_of")
    return Observation(table, key, cells, source)


def listings(
    kind: str, catalog: Catalog, providers: list[types.Provider] = data.providers
) -> Iterator[Listing]:
    """The models of a kind that genai-prices knows, with every variant of their price."""
    provider = next((one for one in providers if one.id == PROVIDERS[kind]), None)
    if provider is None:
        raise KeyError(PROVIDERS[kind])
    prefixes = _BEDROCK_PREFIXES if kind == "bedrock" else {"": ""}
    for name in catalog.api_models(kind):
        model = catalog.api_model(kind, name)
        if model is None:
            continue
        for variant, prefix in prefixes.items():
            reference = prefix + model.wire_id
            found = provider.find_model(reference, all_providers=providers)
            if found and _variant_of(found.id) == variant and _is_priced(found):
                yield Listing(kind, name, variant, provider.id, reference, found)


def _variant_of(model_id: str) -> str:
    head = model_id.partition(".")[0]
    return head if head in _BEDROCK_PREFIXES else ""


def _is_priced(model: types.ModelInfo) -> bool:
    """Whether every step has an input price and none is free: free means a promotion ended."""
    return all(
        step.prices.input_mtok is not None and all(amount > 0 for _, _, amount in _rates(step))
        for step in _steps(model)
    )


def _steps(model: types.ModelInfo) -> list[types.ConditionalPrice]:
    if isinstance(model.prices, types.ModelPrice):
        return [types.ConditionalPrice(prices=model.prices)]
    return model.prices


def _rates(step: types.ConditionalPrice) -> Iterator[tuple[str, int, Decimal]]:
    """Class, threshold in tokens, and price of each rate of a step."""
    for key, usage_class in CLASSES.items():
        match getattr(step.prices, key):
            case types.TieredPrices(base=base, tiers=tiers):
                yield usage_class, 0, base
                for tier in tiers:
                    yield usage_class, tier.start, tier.price
            case Decimal() as amount:
                yield usage_class, 0, amount


def _condition(step: types.ConditionalPrice) -> tuple[str, str, str]:
    """The first day, and the start and end of the hours in UTC, of a step; empty: always."""
    match step.constraint:
        case types.StartDateConstraint(start_date=day):
            return day.isoformat(), "", ""
        case types.TimeOfDateConstraint(start_time=start, end_time=end):
            return "", _utc(start), _utc(end)
        case None:
            return "", "", ""


def _utc(clock: time) -> str:
    aware = clock if clock.tzinfo else clock.replace(tzinfo=UTC)
    return datetime.combine(date(1970, 1, 1), aware).astimezone(UTC).strftime("%H:%M")


def rows(listing: Listing) -> Iterator[tuple[str | int, ...]]:
    """The data rows of a listing; among its steps the last that holds counts: hence `rank`."""
    for rank, step in enumerate(_steps(listing.prices)):
        for usage_class, threshold, amount in sorted(_rates(step)):
            yield (
                listing.model,
                listing.variant,
                rank,
                *_condition(step),
                usage_class,
                threshold,
                f"{amount.normalize():f}",
                "genai-prices",
                "2026-11",
            )


def write(kind: str, folder: Path) -> None:
    """The prices of one provider kind to `<folder>/<kind>.csv`."""
    found = sorted(row for listing in listings(kind, load()) for row in rows(listing))
    with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(found)


def main(folder: Path) -> None:
    for kind in PROVIDERS:
        write(kind, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
