"""What nodes are built of on each cloud: `clouds/<cloud>/building.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from planner import resources
from planner.catalog import digests
from planner.values import value


@value
class Building:
    """The parts that a topology's nodes are made of on one cloud."""

    zonal_networks: bool
    """Whether a subnet lies in one zone, so that a network has to name two."""
    system_machine: str
    """Machine of the nodes that run a cluster's own daemons."""
    scaling_alarms: int
    """Metrics that a gateway's autoscaling watches by alarms of its own, each billed."""
    endpoints: tuple[str, ...]
    """Services that every network reaches through private endpoints of its own."""
    cluster_endpoints: tuple[str, ...]
    """Those that a cluster's network has besides."""
    provider_endpoints: Mapping[str, str]
    """Kind of provider to the private endpoint that it is called through in its own region."""


@cache
def building(cloud: str) -> Building:
    """What nodes are built of on a cloud, from the data that is shipped."""
    read = digests.toml(resources.data(), f"clouds/{cloud}/building.toml")
    endpoints = read["private_endpoints"]
    return Building(
        zonal_networks=read["zonal_networks"],
        system_machine=read["cluster"]["system_machine"],
        scaling_alarms=read["gateway"]["scaling_alarms"],
        endpoints=tuple(endpoints["always"]),
        cluster_endpoints=tuple(endpoints["cluster"]),
        provider_endpoints=endpoints["providers"],
    )
