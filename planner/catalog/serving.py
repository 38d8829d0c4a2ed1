"""Images of the serving stack, pinned by tag."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from planner import resources
from planner.catalog import digests


@lru_cache(maxsize=1)
def serving_images() -> Mapping[str, str]:
    """Image by part of the stack, from `serving.toml`."""
    table = digests.toml(resources.data(), "serving.toml")
    return {name: entry["image"] for name, entry in table.items()}
