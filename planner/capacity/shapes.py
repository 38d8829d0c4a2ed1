"""What of a model and a GPU the arithmetic needs, as plain numbers; or what is missing."""

from __future__ import annotations

from decimal import Decimal

from planner.capacity.capacity import Unfit
from planner.catalog import Accelerator, OpenModel, capacity_constants
from planner.values import value


@value
class Shape:
    """A model at a precision."""

    weights: float
    """Bytes, all experts of a mixture included."""
    expert_weights: float
    """Of them, those of experts, of which a token passes a few; 0 for a dense model."""
    expert_share: float
    """Of a layer's experts, those that one token passes."""
    active: float
    """Parameters that a token passes."""
    layers: int
    hidden: int
    attention: int
    """Width of the queries of a layer: heads times their dimension."""
    growing: float
    """Numbers cached for each token of a sequence."""
    windowed: float
    """Numbers cached for each of the last `window` tokens besides."""
    window: float

    @property
    def is_moe(self) -> bool:
        return self.expert_weights > 0

    def cached(self, tokens: float) -> float:
        """Numbers in the cache of a sequence of so many tokens."""
        return self.growing * tokens + self.windowed * min(tokens, self.window)


@value
class Chip:
    """A GPU that computes at a precision."""

    bandwidth: float
    """Bytes of its memory in a second."""
    flops: float
    """Operations in a second."""
    link: float
    """Bytes to other GPUs of its node in a second, in one direction."""


def shape(model: OpenModel, precision: str) -> Shape | Unfit:
    """A model at a precision; Unfit where the catalogue, or the spec's `shape`, says too little."""
    weights = _weights_gb(model, precision)
    facts = {
        f"its weights at {precision}": weights,
        "its parameters": model.params_b,
        "its active parameters": model.active_params_b,
        "its layers": model.layers,
        "its hidden size": model.hidden,
        "its heads": model.heads,
        "its head dimension": model.head_dim,
        "its cache per token": model.kv_elements_per_token,
    }
    if model.type == "moe":
        facts |= {"its experts": model.experts, "its experts per token": model.experts_per_token}
    if missing := [name for name, fact in facts.items() if not fact]:
        return Unfit("unknown", _unknown(model.name, missing))
    return _shape(model, float(weights or 0) * 1e9)


def _weights_gb(model: OpenModel, precision: str) -> Decimal | None:
    found = capacity_constants().precisions.get(precision)
    return model.weights_gb.get(found.stored) if found else None


def _shape(model: OpenModel, weights: float) -> Shape:
    """Of a mixture, total = shared + experts and active = shared + experts * k / E give both."""
    params, active = float(model.params_b or 0), float(model.active_params_b or 0)
    share = (model.experts_per_token or 0) / model.experts if model.experts else 0.0
    experts = (params - active) / (1 - share) if 0 < share < 1 else 0.0
    cached = float(model.kv_elements_per_token or 0)
    growing = cached if model.kv_growing_per_token is None else float(model.kv_growing_per_token)
    return Shape(
        weights=weights,
        expert_weights=weights * min(experts / params, 1.0),
        expert_share=share,
        active=active * 1e9,
        layers=model.layers or 0,
        hidden=model.hidden or 0,
        attention=(model.heads or 0) * (model.head_dim or 0),
        growing=growing,
        windowed=max(cached - growing, 0.0),
        window=float(model.kv_window_tokens or 0),
    )


def chip(accelerator: Accelerator, precision: str) -> Chip | Unfit:
    """A GPU at a precision; Unfit where the catalogue says too little of it."""
    flops = _tflops(accelerator, precision)
    facts = {
        "its memory's bandwidth": accelerator.bandwidth_gb_s,
        f"its arithmetic at {precision}": flops,
        "its link to other GPUs": accelerator.link_gb_s,
    }
    if missing := [name for name, fact in facts.items() if not fact]:
        return Unfit("unknown", _unknown(accelerator.name, missing))
    return Chip(
        float(accelerator.bandwidth_gb_s or 0) * 1e9,
        (flops or 0.0) * 1e12,
        float(accelerator.link_gb_s or 0) * 1e9,
    )


def _tflops(accelerator: Accelerator, precision: str) -> float | None:
    found = capacity_constants().precisions.get(precision)
    rates = {
        "bf16": accelerator.bf16_tflops,
        "fp8": accelerator.fp8_tflops,
        "int8": accelerator.int8_tops,
    }
    known = (rates[name] for name in (found.computed if found else ()))
    return next((float(rate) for rate in known if rate), None)


def _unknown(name: str, missing: list[str]) -> str:
    return f"the catalogue does not know of {name}: {', '.join(missing)}"
