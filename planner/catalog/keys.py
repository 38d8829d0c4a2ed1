"""What makes a row of a table one of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

FROM = "from"
"""The column that says since when a row holds: a key that has it is priced anew by a later row."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "address_ranges.csv": ("range", "use"),
    "availability.csv": ("service", "vendor", "basis"),
    "azure_openai_regions.csv": ("mode", "model", "version"),
    "batch.csv": ("kind", "model", "class"),
    "benchmarks.csv": ("model", "gpu", "engine", "run"),
    "bedrock_profiles.csv": ("model", "geography", "source_region"),
    "bedrock_regions.csv": ("model",),
    "changes_of_control.csv": ("operator",),
    "commitments.csv": ("region", "machine", "purchase", "from"),
    "control_planes.csv": ("kind",),
    "controls.csv": ("id",),
    "coordinates.csv": ("region",),
    "corrections.csv": ("kind", "mode", "region", "host", "model"),
    "countries.csv": ("country",),
    "country_shapes.csv": ("country",),
    "equivalents.csv": ("group", "model"),
    "exchange_rates.csv": ("currency", "from"),
    "features.csv": ("kind", "feature"),
    "global_actions.csv": ("action",),
    "gpus.csv": ("accelerator",),
    "handling.csv": ("kind", "topic", "mode", "region", "host", "model"),
    "hardware.csv": ("server",),
    "host_companions.csv": ("host", "companion"),
    "hosted_stores.csv": ("host",),
    "hosting.csv": ("operator", "on"),
    "hubs.csv": ("host",),
    "instances.csv": ("machine",),
    "jurisdictions.csv": ("bloc", "country", "valid_from"),
    "latencies.csv": ("kind", "model", "region"),
    "legal_events.csv": ("event",),
    "locations.csv": ("location",),
    "machine_purchases.csv": ("machine",),
    "model_makers.csv": ("maker",),
    "models": ("model",),
    "offerings.csv": ("region", "machine"),
    "open_models.csv": ("model",),
    "open_zones.csv": ("kind", "mode", "region", "host", "model"),
    "operators.csv": ("operator",),
    "outages.csv": ("service", "severity"),
    "prices.csv": ("region", "machine", "purchase", "from"),
    "processing.csv": ("kind", "mode", "region", "host", "model"),
    "provider_kinds.csv": ("kind",),
    "quality.csv": ("model",),
    "refused_models.csv": ("kind", "mode"),
    "regimes.csv": ("regime",),
    "regions.csv": ("region",),
    "round_trips.csv": ("source_region", "destination_region"),
    "scanner_conflicts.csv": ("scanner", "rule"),
    "seal_objectives.csv": ("objective",),
    "services.csv": ("item", "region", "from"),
    "sources.csv": ("id",),
    "subprocessors.csv": ("operator", "subprocessor"),
    "support.csv": ("operator",),
    "telemetry_sinks.csv": ("component", "host"),
    "tool_parsers.csv": ("model",),
    "tokens": ("model", "variant", "rank", "class", "from_tokens"),
}
"""Columns by file name or, where it has none of its own, by folder."""

AMOUNTS = ("per_hour", "amount", "usd_per_mtok")
"""Columns that hold a price."""

RATE = "per_usd"
"""The column that holds a rate of exchange."""


def key_of(file: str) -> tuple[str, ...] | None:
    """The key of a table's rows; None for a table that nobody told of."""
    path = PurePosixPath(file)
    return KEYS.get(path.name) or KEYS.get(path.parent.name)
