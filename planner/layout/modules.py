"""What the modules of a tree are called, and which node of the bill each of them builds.

The names lead from the layout to a Terraform address, and from an address back to the bill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from planner.layout.layout import GatewayWork, Layout, Link, Secret, VpnEnd, identifier
from planner.values import value

ModuleKind = Literal[
    "bucket",
    "foundation",
    "gateway",
    "gpu_cluster",
    "gpu_pool",
    "key",
    "network",
    "observability",
    "openai_account",
    "peering",
    "provider_secret",
    "vpn_connection",
    "vpn_gateway",
]
"""Folder below `modules/<cloud>` of what is billed."""

_CALLED = {"provider_secret": "secret", "vpn_gateway": "vpn"}
"""Kinds whose modules go by a shorter name."""


@value
class Built:
    """What a module builds."""

    kind: ModuleKind
    node: str
    """Node of the bill that its resources belong to."""
    region: str


def module_name(kind: ModuleKind, name: str) -> str:
    """What the root calls the module that builds something of that name, or of that key."""
    return f"{_CALLED.get(kind, kind)}_{identifier(name)}"


def end_of_link(link: Link, end: VpnEnd) -> tuple[ModuleKind, str]:
    """The module that builds one end of a link: its kind, and the name that its own is made of."""
    kind: ModuleKind = "peering" if link.kind == "peering" else "vpn_connection"
    return kind, f"{end.network.key}_{link.beyond(end.network).network.key}"


def built_by(layout: Layout) -> Mapping[str, Built]:
    """Name of each module whose resources are billed to what it builds.

    Modules of foundations, rights and budgets cost nothing that stands, and are left out.
    """
    return dict(_modules(layout))


def _modules(layout: Layout) -> Iterator[tuple[str, Built]]:
    for name, built in _named(layout):
        yield module_name(built.kind, name), built


def _named(layout: Layout) -> Iterator[tuple[str, Built]]:
    """What each module builds, by the name or key that its own name is made of."""
    for region in layout.regions:
        name = region.name
        yield name, Built("key", f"encryption.{name}", name)
        yield name, Built("observability", f"monitoring.{name}", name)
    for network in layout.networks:
        yield network.key, Built("network", network.id, network.region.name)
    yield from _linking(layout)
    for network in layout.clusters:
        name = network.region.name
        yield network.key, Built("gpu_cluster", f"cluster.{name}", name)
    for work in layout.gateways:
        gateway = work.gateway
        yield work.key, Built("gateway", gateway.id, gateway.region.name)
    for pool_work in layout.pools:
        pool = pool_work.pool
        yield pool_work.key, Built("gpu_pool", pool.id, pool.region.name)
    for account in layout.accounts:
        name = account.provider.name
        yield name, Built("openai_account", account.provider.id, account.region.name)
    for store in layout.buckets:
        name = store.region.name if store.region else ""
        yield store.name, Built("bucket", store.id, name)
    for secret in layout.secrets:
        name, reader = secret.region.name, _reader(secret, layout.gateways)
        node = f"secrets.{name}" if reader is None else reader.gateway.id
        yield secret.key, Built("provider_secret", node, name)


def _linking(layout: Layout) -> Iterator[tuple[str, Built]]:
    for end in layout.vpn_ends:
        network = end.network
        yield network.key, Built("vpn_gateway", network.id, network.region.name)
    for link in layout.links:
        for end in link.ends:
            kind, name = end_of_link(link, end)
            yield name, Built(kind, end.network.id, end.network.region.name)


def _reader(secret: Secret, gateways: tuple[GatewayWork, ...]) -> GatewayWork | None:
    """The gateway that a key is wired to; None where an application reads it itself."""
    keys = ((work, {one.key for one in work.secrets.values()}) for work in gateways)
    return next((work for work, known in keys if secret.key in known), None)
