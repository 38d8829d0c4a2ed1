"""What the root tells whoever applied it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.layout import Layout, identifier
from planner.terraform.wiring import attachable_policies, keys_to_fill, of


@dataclass(frozen=True, slots=True)
class Output:
    """One `output` block."""

    name: str
    description: str
    value: object


def outputs(layout: Layout) -> tuple[Output, ...]:
    """Addresses, policies to attach, and secrets that wait for a key."""
    return (*_addresses(layout), *_to_do(layout))


def _addresses(layout: Layout) -> Iterator[Output]:
    for gateway in layout.gateways:
        yield Output(
            f"gateway_{gateway.key}_url",
            f"Where endpoints call the gateway {gateway.gateway.name}, from inside the network.",
            of(f"gateway_{gateway.key}", "url"),
        )
    for pool in layout.pools:
        yield Output(
            f"gpu_pool_{pool.key}_url",
            f"Where the gateway calls the GPU pool {pool.pool.name}.",
            of(f"gpu_pool_{pool.key}", "url"),
        )
    for store in layout.buckets:
        yield Output(
            f"bucket_{identifier(store.name)}",
            f"Bucket of the store {store.name}.",
            of(f"bucket_{identifier(store.name)}", "name"),
        )


def _to_do(layout: Layout) -> Iterator[Output]:
    for endpoint, arn in attachable_policies(layout).items():
        yield Output(
            f"bedrock_policy_{identifier(endpoint)}",
            f"Attach it to the role of the application that calls as {endpoint}.",
            arn,
        )
    if to_fill := keys_to_fill(layout):
        yield Output(
            "secrets_to_fill",
            "Secrets that hold a placeholder until somebody puts the provider's API key there.",
            dict(to_fill),
        )
