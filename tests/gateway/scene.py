"""The one gateway that all tests with the real proxy share, and the vendors around it.

Each test that breaks something has an endpoint and upstreams of its own, so that none sees what
another one broke.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal

from planner.terraform.gateway_config import GatewayConfig, gateway_config
from planner.topology import Endpoint, Target
from tests.gateway import upstream
from tests.gateway.upstream import Upstream
from tests.gateway.values import api, endpoint, gateway, pooled, region

FIRST_TOKEN_S = 1
TOTAL_S = 2
ROUTES = ("sound", "refuses", "errors", "hangs", "hangs-in-streams", "total", "fenced", "leaky")
"""Endpoints with a primary and a fallback."""
BUSY = 1_000_000_000
"""Requests a month that leave a handful of failures below what cools a target."""
CHAT_PATHS = {
    "anthropic": "/v1/messages",
    "azure-openai": "/openai/v1/chat/completions",
    "bedrock": "/model/eu.wire-id/converse",
    "cohere": "/v2/chat",
    "deepinfra": "/v1/openai/chat/completions",
    "deepseek": "/chat/completions",
    "fireworks": "/inference/v1/chat/completions",
    "groq": "/openai/v1/chat/completions",
    "ionos": "/v1/chat/completions",
    "mistral": "/v1/chat/completions",
    "nebius": "/v1/chat/completions",
    "nscale": "/v1/chat/completions",
    "openai": "/v1/chat/completions",
    "openai-compatible": "/v1/chat/completions",
    "openrouter": "/api/v1/chat/completions",
    "ovhcloud": "/v1/chat/completions",
    "scaleway": "/v1/chat/completions",
    "stackit": "/v1/chat/completions",
    "together": "/v1/chat/completions",
    "vercel-ai-gateway": "/v1/chat/completions",
}
"""Where a chat request arrives at a vendor of each kind that lets its host be named."""
EMBEDDING_PATHS = {
    "azure-openai": "/openai/v1/embeddings",
    "bedrock": "/model/cohere.embed-v4/invoke",
    "cohere": "/v2/embed",
    "deepinfra": "/v1/openai/embeddings",
    "mistral": "/v1/embeddings",
    "openai": "/v1/embeddings",
    "openai-compatible": "/v1/embeddings",
}
FIXED_HOSTS = ("google-gemini-api", "vertex")
"""Kinds whose host LiteLLM knows itself."""


@dataclass(frozen=True, slots=True)
class Vendors:
    """The APIs on loopback."""

    pairs: Mapping[str, tuple[Upstream, Upstream]]
    """Primary and fallback of each endpoint, by its name."""
    american: Upstream
    pool: Upstream
    any_kind: Upstream
    """Takes the calls of every kind of provider."""


@contextmanager
def vendors() -> Iterator[Vendors]:
    """All vendors, sound but for the primary of `probed`, which hangs from the start."""
    with ExitStack() as stack:

        def start(name: str) -> Upstream:
            return stack.enter_context(upstream.running(name))

        pairs = {
            name: (start(f"{name}-primary"), start(f"{name}-fallback"))
            for name in (*ROUTES, "probed")
        }
        pairs["probed"][0].mode = "hang"
        yield Vendors(pairs, start("american"), start("pool"), start("any-kind"))


def rendered(scene: Vendors) -> GatewayConfig:
    """The configuration of a gateway in front of all vendors."""
    impatient = gateway(first_token_s=FIRST_TOKEN_S, total_s=TOTAL_S, cooldown_s=6)
    endpoints = (*_failing(scene), *_of_every_kind(scene.any_kind.host))
    return gateway_config(impatient, endpoints, monthly_budget_usd=Decimal(60000))


def _failing(scene: Vendors) -> Iterator[Endpoint]:
    for name, (primary, fallback) in scene.pairs.items():
        route = (api(f"{name}-a", host=primary.host), api(f"{name}-b", host=fallback.host))
        yield endpoint(name, *route, requests_per_month=BUSY if name == "probed" else None)
    yield endpoint("american", api("claude", "anthropic", scene.american.host, mode="us"))
    yield endpoint("own-pool", pooled("hot", "llama"))


def _of_every_kind(host: str) -> Iterator[Endpoint]:
    for kind in (*CHAT_PATHS, *FIXED_HOSTS):
        yield endpoint(f"chat-{kind}", _target(kind, host, "eu.wire-id"))
    for kind in EMBEDDING_PATHS:
        yield endpoint(f"embed-{kind}", _target(kind, host, "cohere.embed-v4"), kind="embedding")


def _target(kind: str, host: str, wire_id: str) -> Target:
    return api(f"some-{kind}", kind, host, wire_id=wire_id, place=region())
