"""How far a measurement may be from an estimate, by what is estimated."""

from __future__ import annotations

from planner.catalog import Band, OpenModel, capacity_constants


def regime(model: OpenModel) -> tuple[str, Band]:
    """The regime of a model, and its band."""
    name = _regime(model)
    return name, capacity_constants().bands[name]


def _regime(model: OpenModel) -> str:
    if model.attention == "hybrid":
        return "hybrid"
    return "moe" if model.type == "moe" else "dense"


def engine_speed(engine: str) -> float:
    """Throughput of an engine in parts of the reference's."""
    return float(capacity_constants().engines[engine].value)
