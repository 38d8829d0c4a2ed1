"""How far a measurement may be from an estimate, by what is estimated."""

from __future__ import annotations

from planner.catalog import Band, OpenModel, capacity_constants

_MANY = 64
"""Sequences at once above which schedulers, front ends and full caches show."""


def regime(model: OpenModel, sequences: float, *, is_burst: bool = False) -> tuple[str, Band]:
    """The regime of so many sequences at once of a model, and its band."""
    name = _kind(model)
    if is_burst:
        name = f"{name}, burst"
    elif sequences > _MANY:
        name = f"{name}, many"
    return name, capacity_constants().bands[name]


def _kind(model: OpenModel) -> str:
    if model.attention == "hybrid":
        return "hybrid"
    return "moe" if model.type == "moe" else "dense"


def engine_speed(engine: str) -> float:
    """Throughput of an engine in parts of the reference's."""
    return float(capacity_constants().engines[engine].speed)
