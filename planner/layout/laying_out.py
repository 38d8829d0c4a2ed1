"""Topology to `Layout`: which networks, keys, secrets and rights the nodes need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Network, ip_network

from planner.catalog import Region, building
from planner.layout.hosts import internet_hosts, network_names
from planner.layout.layout import (
    Account,
    Deployment,
    GatewayWork,
    Grant,
    Layout,
    Network,
    PoolWork,
    Secret,
    identifier,
)
from planner.layout.links import links
from planner.layout.ways import is_own
from planner.topology import (
    Endpoint,
    Gateway,
    GpuPool,
    Provider,
    ServedModel,
    Side,
    Target,
    Topology,
)
from planner.units import MONTH_HOURS

_NODES_SHARE = 16
_KEPT_ADDRESSES = 10
_THOUSAND = 1000
_IPV4 = 2**32
_MONTH_MINUTES = MONTH_HOURS * 60

FIRST_NODE_PORT = 30800
"""First port that pools serve on; inside Kubernetes' default NodePort range 30000-32767."""


def lay_out(topology: Topology) -> Layout:
    """What to build, in a stable order; linear in endpoints and targets."""
    networks = _networks(topology)
    works = tuple(_gateway_work(g, networks[g.region], topology) for g in topology.gateways)
    pools = tuple(_pool_works(topology, networks, works))
    direct = {e.name: grants_of([e]) for e in topology.endpoints if e.gateway is None}
    wired = [secret for work in works for secret in work.secrets.values()]
    own = _direct_secrets(topology)
    accounts = tuple(_accounts(topology, works))
    return Layout(
        networks=tuple(networks.values()),
        gateways=works,
        pools=pools,
        clusters=tuple({work.network.region: work.network for work in pools}.values()),
        links=links(networks, works),
        accounts=accounts,
        buckets=tuple(store for store in topology.stores if store.is_bucket),
        direct={name: grants for name, grants in direct.items() if grants},
        secrets=tuple({secret.key: secret for secret in (*wired, *own)}.values()),
        regions=_regions(topology, (*networks, *(account.region for account in accounts))),
    )


def api_key_variable(provider: Provider) -> str:
    """The environment variable that carries a provider's API key.

    Never a vendor's own name for it, such as OPENAI_API_KEY: LiteLLM would open a pass-through
    route to that vendor, past the models of the proof.
    """
    return f"PROVIDER_{identifier(provider.name).upper()}_API_KEY"


def pool_url_variable(pool: GpuPool) -> str:
    """The environment variable that carries a pool's address."""
    return f"POOL_{identifier(pool.name).upper()}_URL"


def _networks(topology: Topology) -> dict[Region, Network]:
    """Region to its network, in the order in which gateways and pools name them."""
    return {
        region: _network(
            region, block, [n for n in _nodes(topology) if n.region == region], topology
        )
        for region, block in blocks_of(topology).items()
    }


def blocks_of(topology: Topology, cidr: str | None = None) -> Mapping[Region, str]:
    """Region to its network's addresses, from `cidr` on if given, else from the spec's own block.

    Consecutive, so that peered networks never overlap. Where IPv4 ends they go on from its start:
    a rule finds that, and more.
    """
    block = ip_network(cidr or topology.cidr)
    regions = dict.fromkeys(node.region for node in _nodes(topology))
    start = int(block.network_address)
    return {
        region: str(IPv4Network(((start + place * block.num_addresses) % _IPV4, block.prefixlen)))
        for place, region in enumerate(regions)
    }


def _nodes(topology: Topology) -> tuple[Gateway | GpuPool, ...]:
    return (*topology.gateways, *topology.gpu_pools)


def _network(
    region: Region, cidr: str, nodes: list[Gateway | GpuPool], topology: Topology
) -> Network:
    services = _interface_endpoints(region, topology)
    return Network(
        region=region,
        cidr=cidr,
        zones=_zones(nodes),
        nat=True,
        interface_endpoints=services,
        grants=_entering(region, topology),
        names=_names(region, services, nodes, topology),
    )


def _entering(region: Region, topology: Topology) -> tuple[Grant, ...]:
    """Bedrock models that are called in a region, by its gateways or by applications themselves."""
    callers = [
        endpoint
        for endpoint in topology.endpoints
        if endpoint.gateway is None or endpoint.gateway.region == region
    ]
    return tuple(g for g in grants_of(callers) if g.provider.region == region)


def _names(
    region: Region, services: tuple[str, ...], nodes: list[Gateway | GpuPool], topology: Topology
) -> tuple[str, ...] | None:
    """The names of a network in which nothing but gateways stands that say what they call."""
    listed = [n for n in nodes if isinstance(n, Gateway) and n.egress == "listed"]
    if len(listed) < len(nodes):
        return None
    hosts = [host for gateway in listed for host in _hosts(gateway, topology)]
    return network_names(region, services, hosts)


def _hosts(gateway: Gateway, topology: Topology) -> tuple[str, ...]:
    called = (s for s in _sites(topology.served_by(gateway)) if isinstance(s, Provider))
    return internet_hosts(gateway, called)


def _zones(nodes: Iterable[Gateway | GpuPool]) -> tuple[str, ...]:
    """Zones in the order of the nodes: a zone's place decides its addresses, so none may move."""
    return tuple(dict.fromkeys(zone for node in nodes for zone in node.zones))


def _interface_endpoints(region: Region, topology: Topology) -> tuple[str, ...]:
    built = building(region.cloud)
    services = set(built.endpoints)
    for provider in topology.providers:
        if _is_called_privately(provider, region, topology):
            services.add(built.provider_endpoints[provider.kind])
    if built.bucket_endpoint and any(s.is_bucket and s.region == region for s in topology.stores):
        services.add(built.bucket_endpoint)
    if any(pool.region == region for pool in topology.gpu_pools):
        services.update(built.cluster_endpoints)
    return tuple(sorted(services))


def _is_called_privately(provider: Provider, region: Region, topology: Topology) -> bool:
    """Whether a provider is the cloud's own and stands in a region, or is reached from there."""
    if not is_own(region.cloud, provider):
        return False
    if provider.region == region:
        return True
    calling = (gateway for gateway in topology.gateways if gateway.region == region)
    return building(region.cloud).reaches_every_region and any(
        provider in _sites(topology.served_by(gateway)) for gateway in calling
    )


def _gateway_work(gateway: Gateway, network: Network, topology: Topology) -> GatewayWork:
    endpoints = topology.served_by(gateway)
    sites = _sites(endpoints)
    providers = [site for site in sites if isinstance(site, Provider)]
    own = tuple(p for p in providers if is_own(gateway.region.cloud, p))
    keyed = tuple(p for p in providers if p not in own and p.kind != "bedrock")
    return GatewayWork(
        gateway=gateway,
        network=network,
        endpoints=endpoints,
        grants=grants_of(endpoints),
        pools=tuple(site for site in sites if isinstance(site, GpuPool)),
        keyed=keyed,
        own=own,
        hosts=internet_hosts(gateway, providers),
        secrets=_gateway_secrets(gateway, keyed, topology),
    )


def _gateway_secrets(
    gateway: Gateway, keyed: Iterable[Provider], topology: Topology
) -> Mapping[str, Secret]:
    master = Secret(
        key=f"{identifier(gateway.name)}_master",
        region=gateway.region,
        name=f"{topology.slug}/{topology.built_as(gateway.id)}/master-key",
        description=f"Master key of the gateway {gateway.name}",
        generated=True,
    )
    keys = {
        api_key_variable(p): _provider_secret(p, gateway.region, topology, gateway) for p in keyed
    }
    return {"LITELLM_MASTER_KEY": master, **keys}


def _provider_secret(
    provider: Provider, region: Region, topology: Topology, of: Gateway | Endpoint
) -> Secret:
    built = f"{topology.built_as(of.id)}/{topology.built_as(provider.id)}"
    return Secret(
        key=f"{identifier(of.name)}_{identifier(provider.name)}",
        region=region,
        name=f"{topology.slug}/{built}/api-key",
        description=f"API key of the provider {provider.name}",
        generated=False,
    )


def _direct_secrets(topology: Topology) -> Iterator[Secret]:
    """Keys of providers that an application calls itself, kept where the topology is at home."""
    home = topology.home
    if home is None:
        return
    for endpoint in topology.endpoints:
        if endpoint.gateway is None:
            for site in _sites([endpoint]):
                if isinstance(site, Provider) and not _takes_no_key(home.cloud, site):
                    yield _provider_secret(site, home, topology, endpoint)


def _takes_no_key(cloud: str, provider: Provider) -> bool:
    """Whether an identity of the cloud is the credential; Bedrock takes no other."""
    return provider.kind == "bedrock" or is_own(cloud, provider)


def _accounts(topology: Topology, works: tuple[GatewayWork, ...]) -> Iterator[Account]:
    """An account for each provider of Azure that brings none, if a gateway calls it."""
    for provider in topology.providers:
        if provider.account is None or provider.region is None:
            continue
        calling = [work for work in works if provider in (*work.own, *work.keyed)]
        if not calling:
            continue
        near = [work.network for work in calling if provider in work.own]
        yield Account(
            provider=provider,
            region=provider.region,
            deployments=tuple(_deployments(provider, topology)),
            network=near[0] if near else None,
            has_keys=len(near) < len(calling),
        )


def _deployments(provider: Provider, topology: Topology) -> Iterator[Deployment]:
    """The models of a provider, each once, with room for the busiest minutes of who calls them."""
    for model in {model.id: model for model in provider.models.values()}.values():
        callers = [
            endpoint
            for endpoint in topology.endpoints
            if any(call.site is provider and call.model.id == model.id for call in endpoint.calls)
        ]
        yield Deployment(model, _capacity(provider, model, callers))


def _capacity(provider: Provider, model: ServedModel, callers: list[Endpoint]) -> int | None:
    """What a deployment has to have: its units, its quota, or all that its callers send."""
    if provider.is_provisioned:
        return model.ptus
    if model.quota is None and any(endpoint.traffic is None for endpoint in callers):
        return None
    tokens = busiest_minute(callers) if model.quota is None else model.quota
    return max(1, -(-tokens // _THOUSAND))


def busiest_minute(endpoints: Iterable[Endpoint]) -> int:
    """Tokens in the busiest minutes of some endpoints, as far as they state their traffic."""
    tokens = Decimal(0)
    for endpoint in endpoints:
        if (traffic := endpoint.traffic) is not None:
            each = traffic.input_tokens.expected + traffic.output_tokens.expected
            tokens += traffic.requests.expected * each * traffic.peak_to_mean
    return int(tokens / _MONTH_MINUTES)


def _pool_works(
    topology: Topology, networks: Mapping[Region, Network], works: tuple[GatewayWork, ...]
) -> Iterator[PoolWork]:
    for place, pool in enumerate(topology.gpu_pools):
        yield PoolWork(
            pool=pool,
            network=networks[pool.region],
            node_port=FIRST_NODE_PORT + place,
            callers=tuple(work.gateway for work in works if pool in work.pools),
            address=_address(networks[pool.region], place),
        )


def _address(network: Network, place: int) -> str | None:
    """An address near the end of the first sixteenth of the network.

    In every cloud that is the nodes' own range, which they take from its start; clouds keep the
    last addresses of a range for themselves.
    """
    if building(network.region.cloud).service.kind == "node_port":
        return None
    block = ip_network(network.cidr)
    last = int(block.network_address) + block.num_addresses // _NODES_SHARE - 1
    return str(IPv4Address(last - _KEPT_ADDRESSES - place))


def grants_of(endpoints: Iterable[Endpoint]) -> tuple[Grant, ...]:
    """The Bedrock models that endpoints call, each once: those of the routes, then those beside."""
    grants: dict[str, Grant] = {}
    for endpoint in endpoints:
        called: tuple[Target | Side, ...] = (*endpoint.targets, *endpoint.sides)
        for target in called:
            site, model = target.site, target.model
            if not (isinstance(site, Provider) and isinstance(model, ServedModel)):
                continue
            if site.kind == "bedrock":
                key = f"{site.name}-{model.key}"
                grants.setdefault(key, Grant(key, site, model))
    return tuple(grants.values())


def _regions(topology: Topology, built: Iterable[Region]) -> tuple[Region, ...]:
    """The home region, then those of networks, accounts, buckets and rights by name."""
    buckets = [s.region for s in topology.stores if s.is_bucket and s.region]
    direct = grants_of(e for e in topology.endpoints if e.gateway is None)
    granted = [grant.provider.region for grant in direct if grant.provider.region]
    used = sorted({*built, *buckets}, key=lambda region: (region.name, region.cloud))
    if granted and not any(region.cloud == "aws" for region in (*used, topology.home) if region):
        used.append(granted[0])
    home = topology.home
    return (home, *(region for region in used if region != home)) if home else tuple(used)


def _sites(endpoints: Iterable[Endpoint]) -> tuple[Provider | GpuPool, ...]:
    """The providers and pools that endpoints call, each once, in the order of the routes."""
    sites = {target.site.id: target.site for e in endpoints for target in e.targets}
    return tuple(sites.values())
