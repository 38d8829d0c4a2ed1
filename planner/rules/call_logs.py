"""Logs of an endpoint's calls: which there are, and how long they have to be kept."""

from __future__ import annotations

from collections.abc import Mapping

from planner.rules.rule import Case
from planner.topology import Endpoint, Policy, Store


def logs_by_endpoint(case: Case) -> Mapping[str, tuple[Store, ...]]:
    """The stores that log or trace the calls of each endpoint, by its name."""
    found: dict[str, list[Store]] = {}
    for store in case.topology.stores:
        if store.role in ("log", "trace"):
            for name in store.receives:
                found.setdefault(name, []).append(store)
    return {name: tuple(stores) for name, stores in found.items()}


def least(endpoint: Endpoint) -> Policy | None:
    """The level that asks for the longest logs; None where none asks."""
    asking = [level for level in endpoint.policies if level.log_retention_days]
    return max(asking, key=lambda level: level.log_retention_days or 0, default=None)


def most(endpoint: Endpoint) -> Policy | None:
    """The level that lets prompts be kept the shortest; None where none speaks."""
    speaking = [level for level in endpoint.policies if level.retention_days is not None]
    return min(speaking, key=lambda level: level.retention_days or 0, default=None)


def keeps(store: Store, days: int) -> bool:
    """Whether a store is known to keep what it receives for so many days."""
    return store.retention_days is not None and store.retention_days >= days


def torn(endpoint: Endpoint, logs: tuple[Store, ...]) -> Store | None:
    """The log that would have to be kept both longer and shorter; None where none is.

    That is one which holds prompts, where no log without them is kept long enough.
    """
    longest, shortest = least(endpoint), most(endpoint)
    if longest is None or shortest is None:
        return None
    days = longest.log_retention_days or 0
    if days <= (shortest.retention_days or 0):
        return None
    if any(keeps(store, days) for store in logs if store.payload != "full"):
        return None
    return next((store for store in logs if store.payload == "full"), None)
