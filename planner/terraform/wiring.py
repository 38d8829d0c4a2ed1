"""Topology and layout to module calls: which module, in which region, with which arguments.

A module call's arguments are literals of the spec or `Expression`s that refer to other modules; the
templates only write them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.catalog import Region, building
from planner.cost import SYSTEM_NODES
from planner.layout import (
    LOG_RETENTION_DAYS,
    GatewayWork,
    Grant,
    Layout,
    Network,
    PoolWork,
    Secret,
    grants_of,
    identifier,
    image_of,
    module_name,
    pool_url_variable,
)
from planner.terraform.gateway_facts import gateway_facts
from planner.terraform.hcl import Expression
from planner.terraform.names import (
    access_of_endpoint,
    access_of_gateway,
    cluster_name,
    gateway_name,
    pool_name,
)
from planner.topology import Gateway, GpuPool, Store, Topology, fitted
from planner.values import value


@value
class ModuleCall:
    """One `module` block of the root."""

    name: str
    kind: str
    """Folder below `modules/aws`."""
    region: Region
    arguments: Mapping[str, object]


@value
class Section:
    """Module calls that a reader looks at together."""

    title: str
    calls: tuple[ModuleCall, ...]


def sections(topology: Topology, layout: Layout) -> tuple[Section, ...]:
    """All module calls of the root, in the order in which a reviewer reads them."""
    home = layout.regions[0]
    named = {
        "encryption: one customer key for each region": [_key(r, layout) for r in layout.regions],
        "networks": [_network(n) for n in layout.networks],
        "secrets: written out of band or generated, never in the state": [
            _secret(s) for s in layout.secrets
        ],
        "Bedrock: exactly the profiles, models and regions of the proof": [
            *_bedrock_accesses(layout, topology.slug, home)
        ],
        "gateways": [_gateway(w, topology) for w in layout.gateways],
        "GPU pools": [
            *(_cluster(n, layout, topology) for n in layout.clusters),
            *(_pool(w, topology) for w in layout.pools),
        ],
        "stores": [_bucket(s, topology, layout) for s in layout.buckets],
        "alarms, dashboards and the budget": [
            *(_observability(r, topology, layout) for r in layout.regions),
            *_budget(topology, home),
        ],
    }
    return tuple(Section(title, tuple(calls)) for title, calls in named.items() if calls)


def alias(region: Region) -> str:
    """A region's name as an identifier: the alias of its provider."""
    return identifier(region.name)


def of(module: str, output: str) -> Expression:
    """A reference to a module's output."""
    return Expression(f"module.{module}.{output}")


_NAME = Expression("local.name")
_TAGS = Expression("local.tags")
_OWN_ACCOUNT = "${local.account_id}"


def places(layout: Layout) -> Mapping[str, object]:
    """What modules have to know of each region: the value behind `place_of`, by alias."""
    return {
        alias(region): {
            "account_id": Expression("local.account_id"),
            "partition": region.partition,
            "region": region.name,
        }
        for region in layout.regions
    }


def place_of(region: Region) -> Expression:
    """A reference to a region's place."""
    return Expression(f"local.places.{alias(region)}")


def _key(region: Region, layout: Layout) -> ModuleCall:
    nodes = any(network.region == region for network in layout.clusters)
    return ModuleCall(
        module_name("key", region.name),
        "key",
        region,
        {
            "name": _NAME,
            **({"node_volumes": True} if nodes else {}),
            "place": place_of(region),
            "tags": _TAGS,
        },
    )


def _key_of(region: Region) -> Expression:
    return of(module_name("key", region.name), "key")


def _network(network: Network) -> ModuleCall:
    return ModuleCall(
        module_name("network", network.key),
        "network",
        network.region,
        {
            "name": _NAME,
            **_invocable(network),
            "cidr": network.cidr,
            "key": _key_of(network.region),
            "log_retention_days": LOG_RETENTION_DAYS,
            "nat": network.nat,
            "place": place_of(network.region),
            "private_services": network.interface_endpoints,
            **({"resolvable_names": network.names} if network.names is not None else {}),
            "tags": _TAGS,
            "zones": network.zones,
        },
    )


def _invocable(network: Network) -> dict[str, object]:
    """What may be invoked through the endpoint of Bedrock; nothing is said where nothing is."""
    partition = network.region.partition
    arns = {arn: None for grant in network.grants for arn in _arns(grant, partition)}
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
            "name": secret.name,
            "description": secret.description,
            "key": _key_of(secret.region),
            "place": place_of(secret.region),
            **source,
            "tags": _TAGS,
        },
    )


def _bedrock_accesses(layout: Layout, slug: str, home: Region) -> Iterator[ModuleCall]:
    """IAM is global, so policies are made once, through the home region's provider."""
    for work in layout.gateways:
        if work.grants:
            name = work.gateway.name
            module, policy = access_of_gateway(name), f"{slug}-{name}-bedrock"
            yield _bedrock_access(module, policy, work.grants, home, attachable=False)
    for endpoint, grants in layout.direct.items():
        module, policy = access_of_endpoint(endpoint), f"{slug}-{endpoint}-bedrock"
        yield _bedrock_access(module, policy, grants, home, attachable=True)


def _bedrock_access(
    module: str, policy: str, grants: tuple[Grant, ...], home: Region, *, attachable: bool
) -> ModuleCall:
    return ModuleCall(
        module,
        "bedrock_access",
        home,
        {
            "name": fitted(policy, 128),
            "create_policy": attachable,
            "grants": {grant.key: _grant(grant, home.partition) for grant in grants},
            "place": place_of(home),
            "tags": _TAGS,
        },
    )


def _grant(grant: Grant, partition: str) -> dict[str, object]:
    return {
        "description": f"{grant.model.id} of {grant.provider.id}",
        "inference_profile_arn": _in_account(grant.profile_arn(partition, _OWN_ACCOUNT)),
        "foundation_model_arns": grant.foundation_model_arns(partition),
    }


def _gateway(work: GatewayWork, topology: Topology) -> ModuleCall:
    gateway = work.gateway
    chosen: dict[str, object] = {}
    if gateway.certificate:
        chosen["certificate"] = gateway.certificate
    if gateway.clients:
        chosen["clients"] = gateway.clients
    if work.grants:
        chosen["model_access"] = {"bedrock": of(access_of_gateway(work.gateway.name), "access")}
    if work.pools:
        chosen["pools"] = {pool.name: _called_pool(pool) for pool in work.pools}
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
            "network": _network_of(work.network),
            "place": place_of(gateway.region),
            "replicas": {"min": gateway.min_replicas, "max": gateway.max_replicas},
            "secrets": {
                variable: of(module_name("provider_secret", secret.key), "id")
                for variable, secret in work.secrets.items()
            },
            "size": {"cpu": gateway.cpu_units, "memory": gateway.memory_mib},
            "tags": _TAGS,
            "zones": gateway.zones,
        },
    )


def _pool_url(pool: GpuPool) -> Expression:
    return Expression(f'"${{module.{module_name("gpu_pool", pool.name)}.url}}/v1"')


def _called_pool(pool: GpuPool) -> dict[str, object]:
    return {
        "address": of(module_name("gpu_pool", pool.name), "address"),
        "description": f"GPU pool {pool.name}",
    }


def _network_of(network: Network) -> Expression:
    return of(module_name("network", network.key), "network")


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
            "network": _network_of(network),
            "place": place_of(network.region),
            "system_nodes": {
                "machine": building(network.region.cloud).system_machine,
                "max": SYSTEM_NODES + 1,
                "min": SYSTEM_NODES,
            },
            "tags": _TAGS,
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
            "clients": {caller.name: _client(caller) for caller in work.callers},
            "cluster": of(module_name("gpu_cluster", work.network.key), "cluster"),
            "disk_gib": pool.disk_gib,
            "key": _key_of(pool.region),
            "machine": pool.machine.name,
            "network": _network_of(work.network),
            "nodes": {"max": pool.max_nodes, "min": pool.min_nodes},
            "place": place_of(pool.region),
            "purchase": _purchase(pool),
            **_schedule(pool),
            "serving": {"health_path": "/health", "port": work.node_port},
            "tags": _TAGS,
            "zones": pool.zones,
        },
    )


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


def _bucket(store: Store, topology: Topology, layout: Layout) -> ModuleCall:
    assert store.region is not None  # noqa: S101 - a bucket of the layout has one
    models = _batch_models(store, topology, layout)
    batch = {"batch_model_arns": models, "batch_role": True} if models else {}
    return ModuleCall(
        module_name("bucket", store.name),
        "bucket",
        store.region,
        {
            "name": Expression(
                f'"{fitted(f"{topology.slug}-{store.name}", 50)}-${{local.account_id}}"'
            ),
            **batch,
            "key": _key_of(store.region),
            "place": place_of(store.region),
            "retention_days": store.retention_days,
            "tags": _TAGS,
        },
    )


def _batch_models(store: Store, topology: Topology, layout: Layout) -> tuple[object, ...]:
    """What Bedrock's batch jobs may invoke: the models of the endpoints that fill the bucket."""
    names = set(store.receives)
    filling = [e for e in topology.endpoints if e.kind == "batch" and e.name in names]
    partition = layout.partition
    return tuple(arn for grant in grants_of(filling) for arn in _arns(grant, partition))


def _arns(grant: Grant, partition: str) -> tuple[object, ...]:
    return tuple(_in_account(arn) for arn in grant.arns(partition, _OWN_ACCOUNT))


def _in_account(arn: str | None) -> object:
    """An ARN, as an expression where the account stands in it."""
    return Expression(f'"{arn}"') if arn and _OWN_ACCOUNT in arn else arn


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
        "pools": {w.pool.name: _watched_pool(w) for w in pools},
    }
    return ModuleCall(
        module_name("observability", region.name),
        "observability",
        region,
        {
            "name": _NAME,
            **{kind: nodes for kind, nodes in watched.items() if nodes},
            "key": _key_of(region),
            "place": place_of(region),
            "subscribers": topology.alerts,
            "tags": _TAGS,
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
    stated = [endpoint.p95_ms for endpoint in work.endpoints if endpoint.p95_ms]
    return Decimal(max(stated)) / 1000 if stated else work.gateway.total_s


def _watched_pool(work: PoolWork) -> dict[str, object]:
    return {
        "min_nodes": work.pool.least_nodes,
        "pool": of(module_name("gpu_pool", work.key), "pool"),
    }


def _budget(topology: Topology, home: Region) -> Iterator[ModuleCall]:
    if topology.budget is not None:
        yield ModuleCall(
            "budget",
            "budget",
            home,
            {
                "name": _NAME,
                "limit_usd": str(topology.budget.limit_usd),
                "place": place_of(home),
                "subscribers": topology.alerts,
                "tag_filter": {"key": "topology", "value": topology.name},
                "tags": _TAGS,
                "topic": of(module_name("observability", home.name), "topic"),
                "warn_at_percent": topology.budget.warn_at_percent,
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


def kinds(calls: tuple[Section, ...]) -> tuple[str, ...]:
    """The modules in use, sorted: what has to be copied into the tree."""
    return tuple(sorted({call.kind for section in calls for call in section.calls}))
