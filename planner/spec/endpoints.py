"""Endpoints: an application's LLM call sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from planner.spec.agreements import DataClass, Redaction
from planner.spec.policy import Clauses
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import Number, Percent, Place, Route, Spread, Target, Tokens
from planner.spec.shape import Shape

EndpointKind = Literal[
    "chat",
    "rag",
    "agent",
    "code",
    "extraction",
    "summarisation",
    "classification",
    "embedding",
    "batch",
]
SideCall = Literal[
    "guardrail",
    "moderation",
    "router",
    "rerank",
    "embed",
    "judge",
    "eval",
    "translate",
    "ocr",
    "tool",
    "web_search",
    "grounding",
    "batch",
    "spillover",
    "retry",
    "shadow",
    "canary",
]
"""What else is called with an endpoint's data, beside its route."""
Feature = Literal[
    "assistants",
    "background",
    "batches",
    "containers",
    "extended_cache",
    "files",
    "grounding",
    "vector_stores",
    "videos",
    "web_search",
]
"""Features of an API that keep data of their own."""


AUTO = "auto"
"""The route that is left to topoplan."""


class Traffic(Shape):
    """What an endpoint sends; quantities may be `{low, expected, high}`."""

    requests_per_month: Spread = Field(examples=[3600000, "3.6M"])
    """Requests in a month."""
    input_tokens: Spread = Field(examples=[1400])
    """Tokens of a request's prompt, cached ones included."""
    output_tokens: Spread = Field(examples=[300])
    """Tokens of its completion."""
    cached_input: Percent = Field("0%", examples=["40%"], validate_default=True)
    """Share of the input tokens that a provider's prompt cache answers."""
    cache_written: Percent = Field("0%", examples=["10%"], validate_default=True)
    """Share of the input tokens that are written to that cache; some vendors charge more for it."""
    peak_to_mean: Number = Field(4, examples=[4], validate_default=True)
    """The busiest minutes' rate over the month's mean rate."""

    @model_validator(mode="after")
    def _cached_once(self) -> Traffic:
        if self.cached_input + self.cache_written > 1:
            message = "`cached_input` and `cache_written` are more than all of the input"
            raise Inconsistent(message, below=("cache_written",))
        return self


class Growth(Shape):
    """How traffic grows: by `factor` over `months`."""

    factor: Number = Field(examples=[10])
    """Traffic at the end over traffic now."""
    months: int = Field(12, ge=1, le=120, examples=[12])
    """Months until then."""


Tier = Literal["basic", "mid", "frontier"]
"""Classes of models by how good their answers are, the lowest first."""


class Needs(Shape):
    """What an endpoint asks of a target."""

    quality: Tier | None = Field(None, examples=["mid"])
    """The class of models that is good enough."""
    context: Tokens | None = Field(None, examples=["16k"])
    """The longest prompt with its completion, in tokens."""
    tools: bool = Field(default=False, examples=[True])
    """Whether the model calls tools."""
    ttft_p95_ms: int | None = Field(None, ge=1, examples=[800])
    """Milliseconds to the first token that 95 % of requests may take."""
    p95_ms: int | None = Field(None, ge=1, examples=[2500])
    """Milliseconds to the last token that 95 % of requests may take."""
    availability: Percent | None = Field(None, examples=["99.9%"])
    """Share of requests that must be answered."""


class Endpoint(Shape):
    """An application's LLM call site."""

    kind: EndpointKind = Field("chat", examples=["chat"])
    """What it does."""
    data: tuple[DataClass, ...] = Field(("personal",), min_length=1, examples=[["personal"]])
    """Classes of the data in its prompts; what people type is personal unless you know better."""
    traffic: Traffic | None = Field(
        None, examples=[{"requests_per_month": "1M", "input_tokens": 1400, "output_tokens": 300}]
    )
    """What it sends. Without it the endpoint's tokens are unpriced."""
    growth: Growth | None = Field(None, examples=[{"factor": 10, "months": 12}])
    """How its traffic grows."""
    needs: Needs = Field({}, validate_default=True, examples=[{"quality": "mid", "context": "16k"}])
    """What it asks of a target."""
    measured: str | None = Field(None, min_length=1, examples=["measurements/chat.json"])
    """A file of `topoplan measure`, looked for from the spec's folder; its figures win over the
    vendors'."""
    policy: Clauses = Field((), examples=[{"processing": ["DE", "FR"]}])
    """Narrower constraints for this endpoint."""
    route: Route = Field("auto", examples=[["bedrock-fra/sonnet", "hot/llama"]])
    """Its targets, primary first, then fallbacks; `auto` leaves the choice to topoplan."""
    side: Mapping[SideCall, tuple[Target, ...]] = Field(
        default_factory=dict, examples=[{"guardrail": ["bedrock-fra/guard"]}]
    )
    """Targets that its data is sent to beside the route, by what for."""
    features: tuple[Feature, ...] = Field((), examples=[["files"]])
    """Features of its targets' APIs that it uses."""
    redaction: Redaction | None = Field(
        None, examples=[{"removes": ["pci"], "evidence": "test report 12"}]
    )
    """What the application takes out of the data before it calls."""
    users: tuple[Place, ...] = Field((), examples=[["DE", "FR"]])
    """Countries that its users call from."""
    decision_log: bool = Field(default=False, examples=[True])
    """Whether the application logs which target answered each request."""
    bypass: Literal["open", "closed"] | None = Field(None, examples=["closed"])
    """Whether the application could reach a target past its gateway; without it, nobody says."""
