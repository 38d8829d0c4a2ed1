"""A model's shape as the spec gives it, to what the catalogue would say of the model."""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import OpenModel
from planner.diagnostics import Row
from planner.spec import ModelShape

_BYTES = {
    "bf16": Decimal(2),
    "fp8": Decimal(1),
    "int4": Decimal("0.56"),
    "mxfp4": Decimal("0.53"),
}
"""Bytes of a parameter, the scales of its block included."""

_PLACES = Decimal("0.1")


def described(model: str, words: ModelShape, row: Row) -> OpenModel:
    """A model by the spec's own word; its cache holds a key and a value for each KV head."""
    return OpenModel(
        name=model,
        title=model,
        hf_id=model,
        type="moe" if words.experts else "dense",
        params_b=words.params_b,
        active_params_b=words.active,
        layers=words.layers,
        context_tokens=words.context,
        kv_elements_per_token=2 * words.layers * (words.kv_heads or words.heads) * words.dimension,
        weights_gb={
            name: (words.params_b * size).quantize(_PLACES) for name, size in _BYTES.items()
        },
        checkpoint_gb=None,
        licence="",
        note="by the spec's own shape, with attention in every layer",
        row=row,
        hidden=words.hidden,
        heads=words.heads,
        kv_heads=words.kv_heads or words.heads,
        head_dim=words.dimension,
        experts=words.experts,
        experts_per_token=words.experts_per_token,
        attention="full",
    )
