"""Hosts that a call of another host needs besides, such as that of an image's layers."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from planner import resources
from planner.catalog.tables import Table


def companions(host: str) -> tuple[str, ...]:
    """What else has to be reached where `host` is called, by `host_companions.csv`; mostly none."""
    return tuple(
        companion
        for pattern, found in _by_pattern().items()
        if fnmatchcase(host, pattern)
        for companion in found
    )


@lru_cache(maxsize=1)
def _by_pattern() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in Table(resources.data(), "host_companions.csv"):
        host = record.required("host")
        found[host] = (*found.get(host, ()), record.required("companion"))
    return found
