"""The shape of an open-weight model that the catalogue doesn't know, by the user's own word."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, model_validator

from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Number, Tokens
from planner.spec.shape import Shape


class ModelShape(Shape):
    """What a model's card and its `config.json` say of it."""

    params_b: Number = Field(examples=[14.77])
    """Billions of parameters, all experts included."""
    active_params_b: Number | None = Field(None, examples=[3.35])
    """Billions of parameters that one token passes; without it, all of them."""
    layers: int = Field(ge=1, le=1000, examples=[40])
    """`num_hidden_layers`."""
    hidden: int = Field(ge=1, le=1_000_000, examples=[5120])
    """`hidden_size`."""
    heads: int = Field(ge=1, le=10_000, examples=[40])
    """`num_attention_heads`."""
    kv_heads: int | None = Field(None, ge=1, le=10_000, examples=[8])
    """`num_key_value_heads`; without it, as many as heads."""
    head_dim: int | None = Field(None, ge=1, le=100_000, examples=[128])
    """`head_dim`; without it, the hidden size over the heads."""
    experts: int | None = Field(None, ge=2, le=100_000, examples=[128])
    """`num_experts` of a layer; without it, the model is dense."""
    experts_per_token: int | None = Field(None, ge=1, le=100_000, examples=[8])
    """`num_experts_per_tok`."""
    context: Tokens | None = Field(None, examples=["40960"])
    """`max_position_embeddings`."""

    @model_validator(mode="after")
    def _weighs_something(self) -> ModelShape:
        if self.params_b == 0:
            raise Inconsistent("a model has parameters", below=("params_b",))
        if self.active_params_b is not None and not 0 < self.active_params_b <= self.params_b:
            message = f"a token passes some of {self.params_b} billion parameters, at most all"
            raise Inconsistent(message, below=("active_params_b",))
        return self

    @model_validator(mode="after")
    def _experts_are_told_whole(self) -> ModelShape:
        """Without them nobody knows which part of the weights a token reads."""
        told = {
            "experts": self.experts,
            "experts_per_token": self.experts_per_token,
            "active_params_b": self.active_params_b,
        }
        missing = [f"`{name}`" for name, given in told.items() if given is None]
        is_dense = self.active_params_b in (None, self.params_b)
        if missing and not (is_dense and self.experts is self.experts_per_token is None):
            raise Inconsistent(f"a mixture of experts needs {' and '.join(missing)} as well")
        if self.experts and (self.experts_per_token or 0) > self.experts:
            message = f"a token passes {self.experts_per_token} of {self.experts} experts"
            raise Inconsistent(message, below=("experts_per_token",))
        return self

    @model_validator(mode="after")
    def _heads_have_a_dimension(self) -> ModelShape:
        if self.head_dim is None and self.hidden % self.heads:
            message = f"{self.heads} heads don't divide {self.hidden}: say `head_dim`"
            raise Inconsistent(message, below=("heads",))
        return self

    @property
    def dimension(self) -> int:
        """Of a head."""
        return self.head_dim or self.hidden // self.heads

    @property
    def active(self) -> Decimal:
        """Billions of parameters that one token passes."""
        return self.params_b if self.active_params_b is None else self.active_params_b
