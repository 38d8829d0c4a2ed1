"""What has to be built: the one list that the bill, Terraform and `verify` share."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network

from planner.catalog import LinkKind, Region, building
from planner.topology import Endpoint, Gateway, GpuPool, Provider, ServedModel, Store, Target
from planner.values import value

LOG_RETENTION_DAYS = 30
"""How long the log groups of a tree keep what they receive."""


@value
class Network:
    """One private network in one region, over the zones that its gateways and pools use."""

    region: Region
    cidr: str
    zones: tuple[str, ...]
    nat: bool
    """Whether anything in it has to reach the internet."""
    interface_endpoints: tuple[str, ...]
    """Short names of the services with a private endpoint, such as `bedrock-runtime`, sorted."""
    grants: tuple[Grant, ...]
    """What may be called through its private endpoint of Bedrock."""
    names: tuple[str, ...] | None
    """DNS names that resolve in it, `*.` before those of any host below, sorted; None: all."""

    @property
    def zone_count(self) -> int:
        """How many zones it spans: a region's zones may be named here and numbered there."""
        known = len(self.region.zones) or self.region.zone_count
        return min(len(self.zones), known) if known else len(self.zones)

    @property
    def key(self) -> str:
        """Identifier-safe name of the region, as in `module.network_eu_central_1`."""
        return self.region.name.replace("-", "_")

    @property
    def id(self) -> str:
        return f"network.{self.region.name}"


@value
class Secret:
    """A key in the cloud's own keeper of secrets, written out of band or generated."""

    key: str
    region: Region
    name: str
    description: str
    generated: bool


@value
class Grant:
    """The right to call one Bedrock model through one door, as the proof knows it."""

    key: str
    provider: Provider
    model: ServedModel

    @property
    def profile(self) -> str | None:
        """Id of the inference profile; None for a model called in its own region."""
        return self.model.wire_id if self.provider.profile else None

    @property
    def source_region(self) -> str:
        """The region that is called."""
        return self.provider.region.name if self.provider.region else ""

    @property
    def regions(self) -> tuple[str, ...]:
        """Source and destination regions, sorted: where IAM has to allow the foundation model.

        A global profile's request carries no region, so AWS asks for an ARN without one besides:
        https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
        """
        unsettled = {""} if self.provider.profile == "global" else set()
        return tuple(sorted({self.source_region, *self.model.destinations} | unsettled))

    @property
    def foundation_model(self) -> str:
        """The model's Bedrock id without a profile's prefix."""
        wire = self.model.wire_id
        return wire.split(".", 1)[1] if self.provider.profile else wire

    def profile_arn(self, partition: str, account: str) -> str | None:
        """ARN of the inference profile, in the account that calls it; None without a profile."""
        if self.profile is None:
            return None
        source = f"arn:{partition}:bedrock:{self.source_region}:{account}"
        return f"{source}:inference-profile/{self.profile}"

    def foundation_model_arns(self, partition: str) -> tuple[str, ...]:
        """ARNs of the model in each of its regions."""
        return tuple(
            f"arn:{partition}:bedrock:{region}::foundation-model/{self.foundation_model}"
            for region in self.regions
        )

    def arns(self, partition: str, account: str) -> tuple[str, ...]:
        """Everything that IAM has to allow: the profile, if there is one, and the models."""
        profile = self.profile_arn(partition, account)
        return (*((profile,) if profile else ()), *self.foundation_model_arns(partition))


@value
class Deployment:
    """A model that an account of Azure serves under the vendor's own name for it."""

    model: ServedModel
    capacity: int | None
    """Thousands of tokens a minute, or provisioned throughput units; None where none is known."""

    @property
    def version(self) -> str | None:
        """As Azure writes it; None where no source lists one: Azure then takes its default."""
        return self.model.version


@value
class Account:
    """An account of Azure OpenAI, made for one provider."""

    provider: Provider
    region: Region
    deployments: tuple[Deployment, ...]
    network: Network | None
    """The network of Azure from which it is called; None where nothing on Azure calls it."""
    has_keys: bool
    """Whether somebody outside of Azure calls it, who needs a key and comes over the internet."""


@value
class GatewayWork:
    """A gateway with everything it is wired to."""

    gateway: Gateway
    network: Network
    endpoints: tuple[Endpoint, ...]
    grants: tuple[Grant, ...]
    pools: tuple[GpuPool, ...]
    keyed: tuple[Provider, ...]
    """Providers that are called with an API key, over the internet."""
    own: tuple[Provider, ...]
    """Providers of the gateway's own cloud, called as itself."""
    hosts: tuple[str, ...]
    """DNS names that it reaches over the internet, the registry of its image among them."""
    secrets: Mapping[str, Secret]
    """Environment variable to the secret it is filled from."""

    @property
    def key(self) -> str:
        return identifier(self.gateway.name)


@value
class PoolWork:
    """A GPU pool on the cluster of its region's network."""

    pool: GpuPool
    network: Network
    node_port: int
    callers: tuple[Gateway, ...]
    address: str | None
    """Where it is called; None where only Terraform's load balancer will know."""

    @property
    def key(self) -> str:
        return identifier(self.pool.name)


@value
class Tunnel:
    """One tunnel of a VPN."""

    interface: int
    """Which address of either end's gateway it leads from and to, where an end has its own."""
    inside: str
    """Four addresses for its two ends, which speak BGP through it."""

    def address(self, end: int) -> str:
        """What the first end, 0, or the second, 1, is called inside."""
        return str(IPv4Network(self.inside)[1 + end])


@value
class VpnEnd:
    """One of the two networks of a link."""

    network: Network
    asn: int
    """What its routes go by, for private use and its own in the topology."""


@value
class Link:
    """Two networks of which a gateway's calls a pool in the other."""

    kind: LinkKind
    one: VpnEnd
    """The end that makes the keys of a VPN, or asks for a peering."""
    other: VpnEnd
    tunnels: tuple[Tunnel, ...]
    """None of a peering."""

    @property
    def ends(self) -> tuple[VpnEnd, VpnEnd]:
        return self.one, self.other

    def joins(self, network: Network) -> bool:
        return any(end.network is network for end in self.ends)

    def beyond(self, network: Network) -> VpnEnd:
        """The end that is not this network's."""
        return self.other if self.one.network is network else self.one


@value
class Layout:
    """Everything that is built; empty tuples where a topology needs none of it."""

    networks: tuple[Network, ...]
    gateways: tuple[GatewayWork, ...]
    pools: tuple[PoolWork, ...]
    clusters: tuple[Network, ...]
    """Networks that hold a Kubernetes cluster."""
    links: tuple[Link, ...]
    """What joins networks of different regions or clouds."""
    accounts: tuple[Account, ...]
    buckets: tuple[Store, ...]
    direct: Mapping[str, tuple[Grant, ...]]
    """Endpoint without a gateway to the Bedrock models its application may call."""
    secrets: tuple[Secret, ...]
    regions: tuple[Region, ...]
    """Regions in use, the home region first; each has a key."""

    def private_endpoints(self, network: Network) -> int:
        """How many private endpoints a network has: one a service, or one for each account and
        bucket behind it."""
        own = building(network.region.cloud).resource_endpoints
        shared = [service for service in network.interface_endpoints if service not in own]
        accounts = [account for account in self.accounts if account.network is network]
        return len(shared) + len(accounts) + len(self.buckets_of(network))

    def buckets_of(self, network: Network) -> tuple[Store, ...]:
        """The buckets that are reached through private endpoints of a network."""
        if building(network.region.cloud).bucket_endpoint is None:
            return ()
        return tuple(store for store in self.buckets if store.region == network.region)

    @property
    def vpn_ends(self) -> tuple[VpnEnd, ...]:
        """Networks that have a VPN gateway, in the order of the networks."""
        ends = {e.network.id: e for link in self.links if link.kind == "vpn" for e in link.ends}
        return tuple(ends[network.id] for network in self.networks if network.id in ends)

    def linked(self, network: Network) -> tuple[Link, ...]:
        """The links of a network."""
        return tuple(link for link in self.links if link.joins(network))

    @property
    def homes(self) -> Mapping[str, Region]:
        """Each cloud in use to its first region, where what belongs to no region stands."""
        return {region.cloud: region for region in reversed(self.regions)}

    @property
    def partition(self) -> str:
        """AWS's partition of the topology."""
        home = self.homes.get("aws")
        return home.partition if home else "aws"


def probed(endpoint: Endpoint) -> tuple[Target, ...]:
    """The targets that a gateway's health checks look after: all that a fallback stands behind.

    Nobody waits for a batch, so its targets are not probed.
    """
    return () if endpoint.kind == "batch" else endpoint.targets[:-1]


def identifier(name: str) -> str:
    """A spec's name as a Terraform identifier."""
    return name.replace("-", "_")
