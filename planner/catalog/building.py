"""What nodes are built of on each cloud: `clouds/<cloud>/building.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Literal

from planner import resources
from planner.catalog import digests
from planner.values import value

Encrypted = Literal["bucket", "logs", "pool"]
"""What is kept: objects, a gateway's logs, the disks of a pool's nodes."""


@value
class Names:
    """DNS names of a cloud's own services; `{region}` stands for the network's."""

    always: tuple[str, ...]
    """Of what is reached without a private endpoint."""
    endpoint: str
    """Of a private endpoint, with `{service}` for its short name."""
    endpoints: Mapping[str, str]
    """Of those that are named otherwise, by short name."""
    regions: Mapping[str, tuple[str, ...]]
    """What a region has besides."""

    def within(self, region: str, services: tuple[str, ...]) -> tuple[str, ...]:
        """The names of private endpoints, and of what is always reached, in a region."""
        patterns = (self.endpoints.get(service, self.endpoint) for service in services)
        named = (
            name.format(service=service, region=region)
            for name, service in zip(patterns, services, strict=True)
        )
        always = (name.format(region=region) for name in self.always)
        return (*named, *always, *self.regions.get(region, ()))


@value
class ServiceFacts:
    """How the models of a pool get the address that gateways call."""

    kind: Literal["node_port", "load_balancer", "output"]
    """Behind a load balancer of Terraform's, behind one of the cluster's, or as Terraform says."""
    annotations: Mapping[str, str]
    """Of the Kubernetes service; `{address}` is the pool's address."""
    device_plugin: bool
    """Whether the manifests have to bring NVIDIA's device plugin."""
    spot_taint: str | None
    """Taint of spot nodes that their pods have to tolerate; None where there is none."""


@value
class AlarmCounts:
    """Metrics that alarms watch, each billed, however many an alarm combines."""

    gateway: int
    pool: int
    standing_pool: int
    """Of a pool that never shrinks to nothing, besides."""
    model: int
    """Of a model that the cloud itself serves in the region."""
    account: int = 0
    """Of an account that is made for models."""
    pool_queries: int = 0
    """Rules over logs, of a pool."""
    standing_pool_queries: int = 0
    """Those of a pool that never shrinks to nothing, besides."""


LinkKind = Literal["peering", "vpn"]
"""Two networks of one cloud in different regions; networks of different clouds."""


@value
class LinkFacts:
    """How a network of a cloud is joined to one in another region or cloud."""

    kinds: tuple[LinkKind, ...]
    """Those that there are modules for."""
    addresses: int
    """Public addresses of its VPN gateway; 0 where each connection gets two of its own."""
    inside: tuple[str, ...]
    """Ranges that addresses inside its tunnels have to be of; empty where it takes others' choice.
    Where there are any, its gateway has to know its own of all tunnels beforehand."""
    why_none: str
    """Why other kinds can't be built; empty where all can."""

    @property
    def doubles(self) -> bool:
        """Whether a connection to one address of another gateway is two tunnels."""
        return not self.addresses


@value
class Building:
    """The parts that a topology's nodes are made of on one cloud."""

    zonal_networks: bool
    """Whether a subnet lies in one zone, so that a network has to name two."""
    zones: str
    """A pattern of the names of a region's zones, `{region}` for its own."""
    prefixes: tuple[int, int]
    """Lengths of the prefix of the widest network and of the narrowest."""
    customer_keys: frozenset[Encrypted]
    """What is encrypted with a key of the customer's own; all else with keys of the cloud's."""
    system_machine: str
    """Machine of the nodes that run a cluster's own daemons."""
    system_disk_gib: int
    """Disk of such a node."""
    purchases: tuple[str, ...]
    """How machines are sold to node pools."""
    schedules: bool
    """Whether a pool can be scaled by a timetable."""
    local_disks: Mapping[str, int]
    """GiB of the disk that a machine brings along, where a node's own lies on it if it fits."""
    gateway_awaited: bool
    """Whether Terraform waits until a gateway answers its probes."""
    gateway_scales: bool
    """Whether a gateway grows and shrinks with its load."""
    gateway_machines: tuple[str, ...]
    """Machines that a gateway may run on, smallest first; none where it is a container."""
    gateway_disk_gib: int
    """Disk of such a machine."""
    gateway_sizes: tuple[tuple[Decimal, Decimal], ...]
    """vCPUs and GiB of the replicas that it may have, smallest first; empty where any will do."""
    gateway_timeout_s: int | None
    """The longest that a call may wait for its answer; None where the gateway decides alone."""
    gateway_dns_zones: int
    """Zones of private names that a gateway has of its own."""
    gateway_secrets: int
    """Secrets that a gateway's module makes besides those of the layout: its configuration."""
    lists_hosts: bool
    """Whether a gateway is kept to the hosts that it calls, whatever else is in its network."""
    draws_images_outside: bool
    """Whether a gateway's image comes by another way than through its network."""
    scaling_alarms: int
    """Metrics that a gateway's autoscaling watches by alarms of its own, each billed."""
    endpoints: tuple[str, ...]
    """Services that every network reaches through private endpoints of its own."""
    cluster_endpoints: tuple[str, ...]
    """Those that a cluster's network has besides."""
    provider_endpoints: Mapping[str, str]
    """Kind of provider to the private endpoint that it is called through."""
    reaches_every_region: bool
    """Whether such an endpoint leads to the providers of other regions too."""
    resource_endpoints: frozenset[str]
    """Services of which each account and each bucket has an endpoint of its own."""
    bucket_endpoint: str | None
    """The service through whose endpoint buckets are reached; None where they need none."""
    dns_zones: Mapping[str, int]
    """Service to the zones of private names that its endpoints take."""
    names: Names | None
    """None where no list of names is kept."""
    links: LinkFacts
    service: ServiceFacts
    alarms: AlarmCounts
    publishers: Mapping[str, str]
    """Pattern of a model's id to whose the cloud says that it is; empty where no name has it."""

    def is_zone(self, name: str, region: str) -> bool:
        """Whether a zone of a region may have a name."""
        return fnmatchcase(name, self.zones.format(region=region))

    def publisher(self, model: str) -> str:
        """Whose a model of the cloud's own service is: the last pattern is for any."""
        return next(
            name for pattern, name in self.publishers.items() if fnmatchcase(model, pattern)
        )


@cache
def building(cloud: str) -> Building:
    """What nodes are built of on a cloud, from the data that is shipped."""
    read = digests.toml(resources.data(), f"clouds/{cloud}/building.toml")
    endpoints = read["private_endpoints"]
    return Building(
        zonal_networks=read["zonal_networks"],
        zones=read["zones"],
        prefixes=tuple(read["prefixes"]),
        customer_keys=frozenset(read["customer_keys"]),
        system_machine=read["cluster"]["system_machine"],
        system_disk_gib=read["cluster"].get("system_disk_gib", 50),
        purchases=tuple(read["pools"]["purchases"]),
        schedules=read["pools"]["schedules"],
        local_disks=read["pools"].get("local_disks", {}),
        gateway_awaited=read["gateway"]["awaited"],
        gateway_scales=read["gateway"].get("scales", True),
        gateway_machines=tuple(read["gateway"].get("machines", ())),
        gateway_disk_gib=read["gateway"].get("disk_gib", 0),
        gateway_sizes=tuple(
            (Decimal(cpu), Decimal(gib)) for cpu, gib in read["gateway"].get("sizes", ())
        ),
        gateway_timeout_s=read["gateway"].get("longest_timeout_s"),
        gateway_dns_zones=read["gateway"].get("dns_zones", 0),
        gateway_secrets=read["gateway"].get("secrets", 0),
        lists_hosts=read["gateway"].get("lists_hosts", False),
        draws_images_outside=read["gateway"].get("draws_images_outside", False),
        scaling_alarms=read["gateway"]["scaling_alarms"],
        endpoints=tuple(endpoints["always"]),
        cluster_endpoints=tuple(endpoints["cluster"]),
        provider_endpoints=endpoints["providers"],
        reaches_every_region=endpoints["every_region"],
        resource_endpoints=frozenset(endpoints.get("of_resources", ())),
        bucket_endpoint=endpoints.get("buckets"),
        dns_zones=endpoints.get("dns_zones", {}),
        names=_names(read["names"]) if "names" in read else None,
        links=_links(read["links"]),
        service=_service(read["serving"]),
        alarms=AlarmCounts(**read["alarms"]),
        publishers=read.get("publishers", {}),
    )


def _links(read: Mapping[str, Any]) -> LinkFacts:
    return LinkFacts(
        tuple(read["kinds"]),
        read.get("addresses", 0),
        tuple(read.get("inside", ())),
        read.get("why_none", ""),
    )


def _service(read: Mapping[str, Any]) -> ServiceFacts:
    return ServiceFacts(
        read["service"],
        read.get("annotations", {}),
        read["device_plugin"],
        read.get("spot_taint"),
    )


def _names(read: Mapping[str, Any]) -> Names:
    return Names(
        always=tuple(read["always"]),
        endpoint=read["endpoint"],
        endpoints=read["endpoints"],
        regions={region: tuple(names) for region, names in read["regions"].items()},
    )
