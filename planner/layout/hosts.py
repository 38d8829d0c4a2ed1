"""The hosts that gateways call, and the DNS names that a network has to resolve for them."""

from __future__ import annotations

from collections.abc import Iterable

from planner.catalog import Region, building, companions, gateway_image
from planner.layout.ways import way
from planner.topology import Gateway, Provider

_DOCKER_HUB = "docker.io"
"""Where an image comes from that names no registry."""


def image_of(gateway: Gateway) -> str:
    """The image that the spec names, else the one that the gateway's template pins."""
    return gateway.image or gateway_image(gateway.kind)


def internet_hosts(gateway: Gateway, providers: Iterable[Provider]) -> tuple[str, ...]:
    """DNS names that a gateway reaches over the internet, each once.

    An image in ECR and the cloud's own models come through private endpoints; some clouds draw
    every image outside of the network.
    """
    registry = _registry(image_of(gateway))
    outside = building(gateway.region.cloud).draws_images_outside
    called = [] if outside or ".dkr.ecr." in registry else [registry]
    called += [p.host for p in providers if way(gateway.region, p) != "private_endpoint"]
    hosts = (each for host in called if host for each in (host, *companions(host)))
    return tuple(dict.fromkeys(hosts))


def network_names(
    region: Region, services: tuple[str, ...], hosts: Iterable[str]
) -> tuple[str, ...] | None:
    """What resolves in a network: `hosts`, and the cloud's own services that it calls; sorted.

    None on a cloud for which no list of names is kept.
    """
    names = building(region.cloud).names
    if names is None:
        return None
    return tuple(sorted({*hosts, *names.within(region.name, services)}))


def _registry(image: str) -> str:
    """The registry's host of an image: its first part, if that is one."""
    first, slash, _ = image.partition("/")
    host, port, _ = first.partition(":")
    return host if slash and ("." in host or port) else _DOCKER_HUB
