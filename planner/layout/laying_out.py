"""Topology to `Layout`: which networks, keys, secrets and rights the nodes need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, ip_network

from planner.catalog import Region
from planner.layout.layout import (
    GatewayWork,
    Grant,
    Layout,
    Network,
    PoolWork,
    Secret,
    identifier,
)
from planner.topology import (
    Endpoint,
    Gateway,
    GpuPool,
    Provider,
    ServedModel,
    Store,
    Topology,
)

FIRST_NODE_PORT = 30800
"""First port that pools serve on; inside Kubernetes' default NodePort range 30000-32767."""

_ALWAYS = ("ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sts")
_CLUSTER = ("autoscaling", "ec2", "eks", "eks-auth", "elasticloadbalancing")


def lay_out(topology: Topology) -> Layout:
    """What to build, in a stable order; linear in endpoints and targets."""
    networks = _networks(topology)
    works = tuple(_gateway_work(g, networks[g.region.name], topology) for g in topology.gateways)
    pools = tuple(_pool_works(topology, networks, works))
    direct = {e.name: grants_of([e]) for e in topology.endpoints if e.gateway is None}
    wired = [secret for work in works for secret in work.secrets.values()]
    own = _direct_secrets(topology)
    return Layout(
        networks=tuple(networks.values()),
        gateways=works,
        pools=pools,
        clusters=tuple({work.network.region.name: work.network for work in pools}.values()),
        buckets=tuple(store for store in topology.stores if is_bucket(store)),
        direct={name: grants for name, grants in direct.items() if grants},
        secrets=tuple({secret.key: secret for secret in (*wired, *own)}.values()),
        regions=_regions(topology, networks),
    )


def is_bucket(store: Store) -> bool:
    """Whether a store is an S3 bucket that the tree creates."""
    return store.kind == "s3" and store.region is not None


def api_key_variable(provider: Provider) -> str:
    """The environment variable that carries a provider's API key.

    Never a vendor's own name for it, such as OPENAI_API_KEY: LiteLLM would open a pass-through
    route to that vendor, past the models of the proof.
    """
    return f"PROVIDER_{identifier(provider.name).upper()}_API_KEY"


def pool_url_variable(pool: GpuPool) -> str:
    """The environment variable that carries a pool's address."""
    return f"POOL_{identifier(pool.name).upper()}_URL"


def _networks(topology: Topology) -> dict[str, Network]:
    """Region name to its network, in the order in which gateways and pools name them."""
    nodes: list[Gateway | GpuPool] = [*topology.gateways, *topology.gpu_pools]
    regions = {node.region.name: node.region for node in nodes}
    blocks = _consecutive(topology.cidr)
    return {
        name: Network(
            region=region,
            cidr=next(blocks),
            zones=_zones([n for n in nodes if n.region.name == name]),
            nat=True,
            interface_endpoints=_interface_endpoints(region, topology),
        )
        for name, region in regions.items()
    }


def _consecutive(cidr: str) -> Iterator[str]:
    """`cidr` and the blocks of its size that follow, so that peered networks never overlap."""
    block = ip_network(cidr)
    while True:
        yield str(block)
        block = IPv4Network((int(block.broadcast_address) + 1, block.prefixlen))


def _zones(nodes: Iterable[Gateway | GpuPool]) -> tuple[str, ...]:
    """Zones in the order of the nodes: a zone's place decides its addresses, so none may move."""
    return tuple(dict.fromkeys(zone for node in nodes for zone in node.zones))


def _interface_endpoints(region: Region, topology: Topology) -> tuple[str, ...]:
    services = set(_ALWAYS)
    if any(p.kind == "bedrock" and p.region == region for p in topology.providers):
        services.add("bedrock-runtime")
    if any(pool.region == region for pool in topology.gpu_pools):
        services.update(_CLUSTER)
    return tuple(sorted(services))


def _gateway_work(gateway: Gateway, network: Network, topology: Topology) -> GatewayWork:
    endpoints = topology.served_by(gateway)
    sites = _sites(endpoints)
    providers = [site for site in sites if isinstance(site, Provider)]
    keyed = tuple(p for p in providers if p.kind != "bedrock")
    return GatewayWork(
        gateway=gateway,
        network=network,
        endpoints=endpoints,
        grants=grants_of(endpoints),
        pools=tuple(site for site in sites if isinstance(site, GpuPool)),
        keyed=keyed,
        remote_bedrock=tuple(
            p for p in providers if p.kind == "bedrock" and p.region != gateway.region
        ),
        secrets=_gateway_secrets(gateway, keyed, topology),
    )


def _gateway_secrets(
    gateway: Gateway, keyed: Iterable[Provider], topology: Topology
) -> Mapping[str, Secret]:
    master = Secret(
        key=f"{identifier(gateway.name)}_master",
        region=gateway.region,
        name=f"{topology.slug}/{gateway.name}/master-key",
        description=f"Master key of the gateway {gateway.name}",
        generated=True,
    )
    keys = {
        api_key_variable(p): _provider_secret(p, gateway.region, topology, gateway.name)
        for p in keyed
    }
    return {"LITELLM_MASTER_KEY": master, **keys}


def _provider_secret(provider: Provider, region: Region, topology: Topology, of: str) -> Secret:
    return Secret(
        key=f"{identifier(of)}_{identifier(provider.name)}",
        region=region,
        name=f"{topology.slug}/{of}/{provider.name}/api-key",
        description=f"API key of the provider {provider.name}",
        generated=False,
    )


def _direct_secrets(topology: Topology) -> Iterator[Secret]:
    """Keys of providers that an application calls itself; none where nothing stands on AWS."""
    for endpoint in topology.endpoints:
        if endpoint.gateway is None and topology.home is not None:
            for target in endpoint.targets:
                if isinstance(target.site, Provider) and target.site.kind != "bedrock":
                    yield _provider_secret(target.site, topology.home, topology, endpoint.name)


def _pool_works(
    topology: Topology, networks: Mapping[str, Network], works: tuple[GatewayWork, ...]
) -> Iterator[PoolWork]:
    for place, pool in enumerate(topology.gpu_pools):
        yield PoolWork(
            pool=pool,
            network=networks[pool.region.name],
            node_port=FIRST_NODE_PORT + place,
            callers=tuple(work.gateway for work in works if pool in work.pools),
        )


def grants_of(endpoints: Iterable[Endpoint]) -> tuple[Grant, ...]:
    """The Bedrock models that endpoints call, each once, in the order of the routes."""
    grants: dict[str, Grant] = {}
    for endpoint in endpoints:
        for target in endpoint.targets:
            site, model = target.site, target.model
            if not (isinstance(site, Provider) and isinstance(model, ServedModel)):
                continue
            if site.kind == "bedrock":
                key = f"{site.name}-{model.key}"
                grants.setdefault(key, Grant(key, site, model))
    return tuple(grants.values())


def _regions(topology: Topology, networks: Mapping[str, Network]) -> tuple[Region, ...]:
    """The home region, then networks and buckets by name."""
    used = {name: network.region for name, network in networks.items()}
    used |= {s.region.name: s.region for s in topology.stores if is_bucket(s) and s.region}
    home = topology.home
    rest = [used[name] for name in sorted(used) if home is None or name != home.name]
    return (home, *rest) if home else tuple(rest)


def _sites(endpoints: Iterable[Endpoint]) -> tuple[Provider | GpuPool, ...]:
    """The providers and pools that endpoints call, each once, in the order of the routes."""
    sites = {target.site.id: target.site for e in endpoints for target in e.targets}
    return tuple(sites.values())
