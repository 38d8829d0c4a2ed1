"""Which node of the bill each module of a tree builds: the way back from a Terraform address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.layout.layout import GatewayWork, Layout, Secret, identifier
from planner.values import value


@value
class Built:
    """What a module builds."""

    kind: str
    """Folder below `modules/aws`."""
    node: str
    """Node of the bill that its resources belong to."""
    region: str


def built_by(layout: Layout) -> Mapping[str, Built]:
    """Name of each module whose resources are billed to what it builds.

    Modules of rights and of budgets cost nothing, and are left out.
    """
    return dict(_modules(layout))


def _modules(layout: Layout) -> Iterator[tuple[str, Built]]:
    for region in layout.regions:
        name, key = region.name, identifier(region.name)
        yield f"key_{key}", Built("key", f"encryption.{name}", name)
        yield f"observability_{key}", Built("observability", f"monitoring.{name}", name)
    for network in layout.networks:
        yield f"network_{network.key}", Built("network", network.id, network.region.name)
    for network in layout.clusters:
        name = network.region.name
        yield f"gpu_cluster_{network.key}", Built("gpu_cluster", f"cluster.{name}", name)
    for work in layout.gateways:
        gateway = work.gateway
        yield f"gateway_{work.key}", Built("gateway", gateway.id, gateway.region.name)
    for pool_work in layout.pools:
        pool = pool_work.pool
        yield f"gpu_pool_{pool_work.key}", Built("gpu_pool", pool.id, pool.region.name)
    for store in layout.buckets:
        name = store.region.name if store.region else ""
        yield f"bucket_{identifier(store.name)}", Built("bucket", store.id, name)
    for secret in layout.secrets:
        name, reader = secret.region.name, _reader(secret, layout.gateways)
        node = f"secrets.{name}" if reader is None else reader.gateway.id
        yield f"secret_{secret.key}", Built("provider_secret", node, name)


def _reader(secret: Secret, gateways: tuple[GatewayWork, ...]) -> GatewayWork | None:
    """The gateway that a key is wired to; None where an application reads it itself."""
    keys = ((work, {one.key for one in work.secrets.values()}) for work in gateways)
    return next((work for work, known in keys if secret.key in known), None)
