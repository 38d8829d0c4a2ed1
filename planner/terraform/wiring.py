"""Topology and layout to module calls: which module, in which region, with which arguments.

A module call's arguments are literals of the spec or `Expression`s that refer to other modules; the
templates only write them down.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from planner.catalog import Region, building
from planner.cost import SYSTEM_NODES
from planner.layout import (
    LOG_RETENTION_DAYS,
    GatewayWork,
    Layout,
    Network,
    PoolWork,
    Secret,
    grants_of,
    image_of,
    module_name,
    pool_url_variable,
)
from planner.terraform.calls import NAME, TAGS, ModuleCall, Section, alias, network_of, of
from planner.terraform.clouds import cloud, foundation, has_module, place_of
from planner.terraform.gateway_facts import gateway_facts
from planner.terraform.hcl import Expression
from planner.terraform.linking import link_calls
from planner.terraform.model_access import (
    accesses,
    account_module,
    bedrock_arns,
    model_calls,
)
from planner.terraform.names import (
    access_of_endpoint,
    bucket_name,
    budget_name,
    cluster_name,
    gateway_name,
    pool_name,
    regional_name,
    secret_name,
)
from planner.terraform.workloads import SERVING_PORT
from planner.topology import Budget, Gateway, GpuPool, Store, Topology


def sections(topology: Topology, layout: Layout) -> tuple[Section, ...]:
    """All module calls of the root, in the order in which a reviewer reads them.

    What a cloud has no module for is left out: nobody sells it there.
    """
    named = {
        "foundations: what has to stand in a region first": [
            _foundation(r, topology) for r in layout.regions if cloud(r.cloud).has_foundation
        ],
        "encryption: one customer key for each region": [
            _key(r, topology, layout) for r in layout.regions
        ],
        "networks": [_network(n, topology) for n in layout.networks],
        "links: networks whose gateways call a pool in another, and nothing else": [
            *link_calls(topology, layout)
        ],
        "secrets: written out of band or generated, never in the state": [
            _secret(s) for s in layout.secrets
        ],
        "models: exactly those of the proof, where the proof has them": [
            *model_calls(topology, layout)
        ],
        "gateways": [_gateway(w, topology) for w in layout.gateways],
        "GPU pools": [
            *(_cluster(n, layout, topology) for n in layout.clusters),
            *(_pool(w, topology) for w in layout.pools),
        ],
        "stores": [_bucket(s, topology, layout) for s in layout.buckets],
        "alarms, dashboards and the budget": [
            *(_observability(r, topology, layout) for r in layout.regions),
            *(_budget(topology.budget, topology, r) for r in _homes(layout) if topology.budget),
        ],
    }
    kept = {
        title: tuple(call for call in calls if has_module(call.cloud, call.kind))
        for title, calls in named.items()
    }
    return tuple(Section(title, calls) for title, calls in kept.items() if calls)


def _homes(layout: Layout) -> tuple[Region, ...]:
    """The first region of each cloud, in the order of the regions: budgets know one cloud each."""
    return tuple(region for region in layout.regions if layout.homes[region.cloud] == region)


def places(layout: Layout) -> Mapping[str, object]:
    """What modules have to know of each region without a foundation, by alias."""
    return {
        alias(region): cloud(region.cloud).place_in(region)
        for region in layout.regions
        if not cloud(region.cloud).has_foundation
    }


def _name_in(region: Region, topology: Topology) -> object:
    """The topology's name, with the region's where names have to differ between regions."""
    if cloud(region.cloud).names_regions:
        return regional_name(topology, region)
    return NAME


def _foundation(region: Region, topology: Topology) -> ModuleCall:
    return ModuleCall(
        foundation(region),
        "foundation",
        region,
        {
            "name": _name_in(region, topology),
            "account": cloud(region.cloud).account,
            "log_retention_days": LOG_RETENTION_DAYS,
            "region": region.name,
            "tags": TAGS,
        },
    )


def _key(region: Region, topology: Topology, layout: Layout) -> ModuleCall:
    nodes = any(network.region == region for network in layout.clusters)
    return ModuleCall(
        module_name("key", region.name),
        "key",
        region,
        {
            "name": _name_in(region, topology),
            **_deletable(region, "deletion_window_days"),
            **({"node_volumes": True} if nodes else {}),
            "place": place_of(region),
            "tags": TAGS,
        },
    )


def _deletable(region: Region, argument: str) -> Mapping[str, object]:
    """For how long a deletion can be taken back, where the modules' own term would prevent it."""
    days = cloud(region.cloud).deletion_window_days
    return {} if days is None else {argument: days}


def _key_of(region: Region) -> Expression:
    return of(module_name("key", region.name), "key")


def _network(network: Network, topology: Topology) -> ModuleCall:
    return ModuleCall(
        module_name("network", network.key),
        "network",
        network.region,
        {
            "name": _name_in(network.region, topology),
            **_invocable(network),
            "cidr": network.cidr,
            "key": _key_of(network.region),
            "log_retention_days": LOG_RETENTION_DAYS,
            "nat": network.nat,
            "place": place_of(network.region),
            "private_services": network.interface_endpoints,
            **({"resolvable_names": network.names} if network.names is not None else {}),
            "tags": TAGS,
            "zones": named_zones(network.region, network.zones),
        },
    )


def _invocable(network: Network) -> dict[str, object]:
    """What may be invoked through the endpoint of Bedrock; nothing is said where nothing is."""
    partition = network.region.partition
    arns = {arn: None for grant in network.grants for arn in bedrock_arns(grant, partition)}
    return {"bedrock_arns": tuple(arns)} if arns else {}


def _secret(secret: Secret) -> ModuleCall:
    source: dict[str, object] = {"generate": True}
    if not secret.generated:
        source = {
            "value": Expression(f'lookup(var.provider_keys, "{secret.key}", null)'),
            "value_version": Expression("var.provider_keys_version"),
        }
    return ModuleCall(
        module_name("provider_secret", secret.key),
        "provider_secret",
        secret.region,
        {
            "name": secret_name(secret),
            "description": secret.description,
            "key": _key_of(secret.region),
            "place": place_of(secret.region),
            **_deletable(secret.region, "recovery_window_days"),
            **source,
            "tags": TAGS,
        },
    )


def _gateway(work: GatewayWork, topology: Topology) -> ModuleCall:
    gateway = work.gateway
    chosen: dict[str, object] = {}
    if gateway.certificate:
        chosen["certificate"] = gateway.certificate
    if gateway.clients:
        chosen["clients"] = gateway.clients
    if opened := accesses(work):
        chosen["model_access"] = opened
    near = [pool for pool in work.pools if pool.region == gateway.region]
    if near:
        chosen["pools"] = {pool.name: _called_pool(pool) for pool in near}
    if linked := [pool for pool in work.pools if pool not in near]:
        chosen["pool_ranges"] = {pool.name: _linked_pool(pool) for pool in linked}
    return ModuleCall(
        module_name("gateway", work.key),
        "gateway",
        gateway.region,
        {
            "name": gateway_name(topology, gateway),
            **chosen,
            "config": Expression(f'file("${{path.module}}/../gateway/{gateway.name}/config.yaml")'),
            "environment": {
                **gateway_facts(gateway.kind).environment,
                **{pool_url_variable(pool): _pool_url(pool) for pool in work.pools},
            },
            "hosts": work.hosts,
            "idle_timeout_s": gateway.total_s,
            "image": image_of(gateway),
            "key": _key_of(gateway.region),
            "log_retention_days": LOG_RETENTION_DAYS,
            "network": network_of(work.network),
            "place": place_of(gateway.region),
            "replicas": {"min": gateway.min_replicas, "max": gateway.max_replicas},
            "secrets": {
                variable: of(module_name("provider_secret", secret.key), "id")
                for variable, secret in work.secrets.items()
            },
            "size": {"cpu": gateway.cpu_units, "memory": gateway.memory_mib},
            "tags": TAGS,
            "zones": named_zones(gateway.region, gateway.zones),
        },
    )


def named_zones(region: Region, zones: tuple[str, ...]) -> tuple[str, ...]:
    """Zones as the cloud's own resources name them; where only their number is known, none.

    Azure's zones have numbers for names, in regions that have any.
    """
    if region.cloud == "azure":
        return zones if region.zone_count else ()
    return tuple(z for z in zones if not z.isdigit())


def _pool_url(pool: GpuPool) -> Expression:
    return Expression(f'"${{module.{module_name("gpu_pool", pool.name)}.url}}/v1"')


def _called_pool(pool: GpuPool) -> dict[str, object]:
    return {
        "address": of(module_name("gpu_pool", pool.name), "address"),
        "description": f"GPU pool {pool.name}",
    }


def _linked_pool(pool: GpuPool) -> dict[str, object]:
    """A pool of another network, in which nothing here has a name but a range."""
    return {
        "description": f"GPU pool {pool.name}",
        "ranges": of(module_name("gpu_pool", pool.name), "ranges"),
    }


def _cluster(network: Network, layout: Layout, topology: Topology) -> ModuleCall:
    pools = [work.pool for work in layout.pools if work.network is network]
    return ModuleCall(
        module_name("gpu_cluster", network.key),
        "gpu_cluster",
        network.region,
        {
            "name": cluster_name(topology, network),
            "administrators": tuple(sorted({arn for p in pools for arn in p.administrators})),
            "key": _key_of(network.region),
            "log_retention_days": LOG_RETENTION_DAYS,
            "network": network_of(network),
            "place": place_of(network.region),
            "system_nodes": {
                "machine": building(network.region.cloud).system_machine,
                "max": SYSTEM_NODES + 1,
                "min": SYSTEM_NODES,
            },
            "tags": TAGS,
        },
    )


def _pool(work: PoolWork, topology: Topology) -> ModuleCall:
    pool = work.pool
    return ModuleCall(
        module_name("gpu_pool", work.key),
        "gpu_pool",
        pool.region,
        {
            "name": pool_name(topology, work.pool),
            "accelerator": {"count": pool.machine.gpus, "name": pool.machine.accelerator},
            **_callers(work),
            "cluster": of(module_name("gpu_cluster", work.network.key), "cluster"),
            "disk_gib": pool.disk_gib,
            "key": _key_of(pool.region),
            "machine": pool.machine.name,
            "network": network_of(work.network),
            "nodes": {"max": pool.max_nodes, "min": pool.min_nodes},
            "place": place_of(pool.region),
            "purchase": _purchase(pool),
            **_schedule(pool),
            "serving": _serving(work),
            "tags": TAGS,
            "zones": named_zones(pool.region, pool.zones),
        },
    )


def _serving(work: PoolWork) -> dict[str, object]:
    if work.address is None:
        return {"health_path": "/health", "port": work.node_port}
    return {"address": work.address, "health_path": "/health", "port": SERVING_PORT}


def _purchase(pool: GpuPool) -> dict[str, object]:
    reservation = {"reservation_id": pool.reservation} if pool.reservation else {}
    return {"kind": pool.purchase, **reservation}


def _schedule(pool: GpuPool) -> dict[str, object]:
    """The recurrences at which a pool's hours start and end; nothing for one that always runs."""
    own = pool.schedule
    if own is None:
        return {}
    recurrences = {
        "end": _recurrence(own.end, own.ending_days),
        "outside": own.outside,
        "start": _recurrence(own.start, own.starting_days),
        "timezone": own.timezone,
    }
    return {"schedule": recurrences}


def _recurrence(minute: int, days: tuple[int, ...]) -> str:
    """A time of some days as cron has it, whose week starts on Sunday with 0."""
    week = ",".join(str(day) for day in sorted((day + 1) % 7 for day in days))
    return f"{minute % 60} {minute // 60 % 24} * * {week}"


def _client(caller: Gateway) -> dict[str, object]:
    return {
        "caller": of(module_name("gateway", caller.name), "caller"),
        "description": f"gateway {caller.name}",
    }


def _callers(work: PoolWork) -> dict[str, object]:
    near = [caller for caller in work.callers if caller.region == work.pool.region]
    linked = {
        caller.name: {
            "description": f"gateway {caller.name}",
            "ranges": of(module_name("gateway", caller.name), "ranges"),
        }
        for caller in work.callers
        if caller not in near
    }
    return {
        **({"client_ranges": linked} if linked else {}),
        "clients": {caller.name: _client(caller) for caller in near},
    }


def _bucket(store: Store, topology: Topology, layout: Layout) -> ModuleCall:
    assert store.region is not None  # noqa: S101 - a bucket of the layout has one
    models = _batch_models(store, topology, layout)
    batch = {"batch_model_arns": models, "batch_role": True} if models else {}
    near = [network_of(n) for n in layout.networks if store in layout.buckets_of(n)]
    reached = {"network": near[0]} if near else {}
    return ModuleCall(
        module_name("bucket", store.name),
        "bucket",
        store.region,
        {
            "name": _unique(bucket_name(topology, store, store.region), store.region),
            **batch,
            "key": _key_of(store.region),
            **reached,
            "place": place_of(store.region),
            "retention_days": store.retention_days,
            "tags": TAGS,
        },
    )


def _unique(name: str, region: Region) -> object:
    """A name that has to be the only one in the world."""
    ending = cloud(region.cloud).unique
    return Expression(f'"{name}{ending}"') if ending else name


def _batch_models(store: Store, topology: Topology, layout: Layout) -> tuple[object, ...]:
    """What Bedrock's batch jobs may invoke: the models of the endpoints that fill the bucket."""
    names = set(store.receives)
    filling = [e for e in topology.endpoints if e.kind == "batch" and e.name in names]
    partition = layout.partition
    return tuple(arn for grant in grants_of(filling) for arn in bedrock_arns(grant, partition))


def _observability(region: Region, topology: Topology, layout: Layout) -> ModuleCall:
    gateways = [w for w in layout.gateways if w.gateway.region == region]
    pools = [w for w in layout.pools if w.pool.region == region]
    watched: dict[str, object] = {
        "bedrock_models": {
            f"{provider.name}-{model.key}": {"model_id": model.wire_id}
            for provider in topology.providers
            if provider.kind == "bedrock" and provider.region == region
            for model in provider.models.values()
        },
        "gateways": {w.gateway.name: _watched_gateway(w) for w in gateways},
        "openai_accounts": {
            account.provider.name: {"access": of(account_module(account.provider), "access")}
            for account in layout.accounts
            if account.region == region
        },
        "pools": {w.pool.name: _watched_pool(w) for w in pools},
    }
    return ModuleCall(
        module_name("observability", region.name),
        "observability",
        region,
        {
            "name": _name_in(region, topology),
            **{kind: nodes for kind, nodes in watched.items() if nodes},
            "key": _key_of(region),
            "place": place_of(region),
            "subscribers": topology.alerts,
            "tags": TAGS,
        },
    )


def _watched_gateway(work: GatewayWork) -> dict[str, object]:
    return {
        "gateway": of(module_name("gateway", work.key), "gateway"),
        "latency_p95_s": _latency_p95_s(work),
        "min_healthy": work.gateway.min_replicas,
    }


def _latency_p95_s(work: GatewayWork) -> Decimal | int:
    """Seconds above which the load balancer's p95 is an alarm: the slowest that an endpoint grants.

    Where none says, the total timeout, which no sound answer reaches.
    """
    stated = [one.needs.p95_ms for one in work.endpoints if one.needs.p95_ms]
    return Decimal(max(stated)) / 1000 if stated else work.gateway.total_s


def _watched_pool(work: PoolWork) -> dict[str, object]:
    return {
        "min_nodes": work.pool.least_nodes,
        "pool": of(module_name("gpu_pool", work.key), "pool"),
    }


def _budget(budget: Budget, topology: Topology, home: Region) -> ModuleCall:
    """A cloud's own budget, of the whole limit: it sees nothing of what other clouds bill."""
    return ModuleCall(
        budget_name(topology, home),
        "budget",
        home,
        {
            "name": NAME,
            "limit_usd": str(budget.limit_usd),
            "place": place_of(home),
            "subscribers": topology.alerts,
            "tag_filter": {"key": "topology", "value": topology.name},
            "tags": TAGS,
            "topic": of(module_name("observability", home.name), "topic"),
            "warn_at_percent": budget.warn_at_percent,
        },
    )


def keys_to_fill(layout: Layout) -> Mapping[str, Expression]:
    """Secrets that hold a placeholder until somebody puts a provider's key there, by key."""
    return {
        secret.key: of(module_name("provider_secret", secret.key), "name")
        for secret in layout.secrets
        if not secret.generated
    }


def attachable_policies(layout: Layout) -> Mapping[str, Expression]:
    """Endpoint without a gateway to the policy that its application's role needs."""
    return {endpoint: of(access_of_endpoint(endpoint), "policy_arn") for endpoint in layout.direct}


def batch_roles(topology: Topology, layout: Layout) -> Mapping[str, Expression]:
    """Bucket of batch jobs to the role that they run as."""
    return {
        store.name: of(module_name("bucket", store.name), "batch_role_arn")
        for store in layout.buckets
        if _batch_models(store, topology, layout)
    }


def kinds(calls: tuple[Section, ...]) -> tuple[tuple[str, str], ...]:
    """Clouds and kinds of the modules in use, sorted: what has to be copied into the tree."""
    return tuple(sorted({(c.cloud, c.kind) for section in calls for c in section.calls}))
