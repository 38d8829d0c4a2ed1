"""What a bill assumes where nobody knows better, with the reason it prints."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from planner import resources
from planner.catalog import digests
from planner.values import value


@value
class Assumption:
    """A figure that stands in for a measurement."""

    name: str
    value: Decimal
    unit: str
    why: str
    source: str
    """`memory`: nobody looked it up."""


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Assumption]:
    """Every assumption by name."""
    table = digests.toml(resources.data(), "assumptions.toml")
    return {
        name: Assumption(
            name, Decimal(entry["value"]), entry["unit"], entry["why"], entry["source"]
        )
        for name, entry in table.items()
    }
