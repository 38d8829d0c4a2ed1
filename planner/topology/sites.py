"""Gateways, GPU pools, stores and state of the spec to the nodes that stand in a region."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Offering, Operator, Reach, Region, building
from planner.catalog import HostedStore as HostedFacts
from planner.diagnostics import Fix
from planner.spec import (
    AwsStore,
    AzureStore,
    GcpStore,
    HostedStore,
    ScalewayStore,
    ServedModel,
    StoreRole,
)
from planner.spec import Gateway as GatewayWords
from planner.spec import GpuPool as PoolWords
from planner.spec import Store as StoreWords
from planner.topology.agreements import agreements, redaction
from planner.topology.lookup import Lookup, Route
from planner.topology.model_shapes import described
from planner.topology.nodes import (
    BUCKETS,
    Gateway,
    GpuPool,
    Ingress,
    PooledModel,
    State,
    Store,
    Weights,
)
from planner.topology.purchases import Commitment, Schedule
from planner.topology.terms import agreed

_KEEPS_STATE = {"s3": "aws", "gcs": "gcp", "azurerm": "azure", "object_storage": "scaleway"}
"""A backend of Terraform to its cloud."""

_MIB = 1024
_CPU_UNITS = 1024
_MIN_ZONES = 2


def gateway(
    name: str, words: GatewayWords, serves: tuple[str, ...], lookup: Lookup
) -> Gateway | None:
    """A gateway in the first zones of its region; None, and a problem, where that is unknown."""
    route = ("gateways", name)
    region = _region(words.cloud, words.region, *route, lookup=lookup)
    if region is None:
        return None
    least, most = _replicas(name, words, lookup)
    _sold(name, words, lookup)
    return Gateway(
        name=name,
        kind=words.kind,
        region=region,
        zones=region.every_zone[: words.zones],
        min_replicas=least,
        max_replicas=most,
        cpu_units=int(words.size.cpu * _CPU_UNITS),
        memory_mib=int(words.size.memory * _MIB),
        first_token_s=words.timeouts.first_token_s,
        total_s=words.timeouts.total_s,
        cooldown_s=words.cooldown_s,
        image=words.image,
        certificate=words.certificate,
        clients=words.clients,
        prompts_logged=words.prompts_logged,
        serves=serves,
        operator=lookup.catalog.operator(region.operator),
        at=lookup.spec.key_span(*route),
        agreements=agreements(words.agreements, route, lookup),
        redaction=redaction(words.redaction, route, lookup),
        ingress=_ingress(words, route, lookup),
        egress=words.egress,
    )


def _replicas(name: str, words: GatewayWords, lookup: Lookup) -> tuple[int, int]:
    """The fewest and the most; where a cloud's gateways don't scale, the fewest always run."""
    least, most = words.replicas.min, words.replicas.max
    if building(words.cloud).gateway_scales or least == most:
        return least, most
    if "max" in words.replicas.model_fields_set:
        lookup.error(
            "TOP142",
            f"a gateway on {words.cloud} doesn't scale: {least} replicas can't become {most}",
            *("gateways", name, "replicas"),
            fixes=(
                Fix(f"as many as the busiest hour needs: `replicas: {{min: {most}, max: {most}}}`"),
            ),
        )
    return least, least


def _sold(name: str, words: GatewayWords, lookup: Lookup) -> None:
    """Whether the cloud has replicas of that size, and lets a call wait as long."""
    built, route = building(words.cloud), ("gateways", name)
    wanted = (words.size.cpu, words.size.memory)
    if built.gateway_sizes and wanted not in built.gateway_sizes:
        cpu, memory = next(
            (size for size in built.gateway_sizes if size[0] >= wanted[0] and size[1] >= wanted[1]),
            built.gateway_sizes[-1],
        )
        lookup.error(
            "TOP143",
            f"{words.cloud} has no replicas of {wanted[0]} vCPU and {wanted[1]} GiB",
            *(*route, "size"),
            fixes=(
                Fix(f"take the next that it has: `size: {{cpu: {cpu}, memory: {memory} GiB}}`"),
            ),
        )
    longest = built.gateway_timeout_s
    if longest is not None and words.timeouts.total_s > longest:
        lookup.error(
            "TOP144",
            f"a gateway on {words.cloud} is cut off after {longest} s, "
            f"before `total_s` {words.timeouts.total_s} is over",
            *(*route, "timeouts", "total_s"),
            fixes=(Fix(f"wait no longer: `total_s: {longest}`"),),
        )


def _ingress(words: GatewayWords, route: Route, lookup: Lookup) -> Ingress | None:
    """What callers pass; where the spec doesn't say where it ends TLS, that is anywhere."""
    written, below = words.ingress, (*route, "ingress")
    if written is None:
        return None
    if written.countries:
        countries = lookup.countries(written.countries, *below, "countries").countries
        note = f"by the spec's own evidence: {written.evidence}" if written.evidence else ""
    else:
        countries, note = frozenset(lookup.catalog.countries), "it answers near the caller"
    return Ingress(
        kind=written.kind,
        processing=Reach(countries, countries, lookup.stated(*below), note),
        operator=lookup.operator(written.operator, *below, "operator"),
        at=lookup.spec.key_span(*below),
        agreements=agreements(written.agreements, below, lookup),
    )


def pool(name: str, words: PoolWords, lookup: Lookup) -> GpuPool | None:
    """A pool on the zones that offer its machine, or on those that the spec names."""
    route = ("gpu_pools", name)
    region = _region(words.cloud, words.region, *route, lookup=lookup)
    machine = lookup.machine(words.cloud, words.machine, words.accelerator, words.region, *route)
    if region is None or machine is None:
        return None
    offering = lookup.catalog.offering(words.cloud, region.name, machine.name)
    # what a company pays for a machine in general is no price of the spot market
    general = () if words.purchase == "spot" else (machine.name,)
    contract = agreed(f"gpu_pools.{name}", words.cloud, general, lookup)
    return GpuPool(
        name=name,
        region=region,
        machine=machine,
        offering=offering,
        zones=words.zones or _offering_zones(offering, region, lookup.catalog),
        min_nodes=words.nodes.min,
        max_nodes=words.nodes.max,
        purchase=words.purchase,
        reservation=words.reservation,
        disk_gib=words.disk_gib,
        administrators=words.administrators,
        serves={
            key: _pooled(key, served, (*route, "serves", key), lookup)
            for key, served in words.serves.items()
        },
        processing=in_region(region),
        operator=lookup.catalog.operator(region.operator),
        at=lookup.spec.key_span(*route),
        weights=_weights(words, route, lookup),
        agreements=agreements(words.agreements, route, lookup),
        commitment=_commitment(words),
        schedule=_schedule(words),
        agreed_hourly=contract.hourly,
        agreed_committed_hourly=contract.committed_hourly,
        quota=words.quota,
    )


def _pooled(key: str, served: ServedModel, route: Route, lookup: Lookup) -> PooledModel:
    """The spec's own shape counts before the catalogue's: it is what the user will serve."""
    if served.shape is None:
        facts = lookup.catalog.open_model(served.model)
    else:
        facts = described(served.model, served.shape, lookup.stated(*route, "shape"))
    return PooledModel(
        key=key,
        id=served.model,
        precision=served.precision,
        facts=facts,
        at=lookup.span(*route),
        gpus_per_replica=served.gpus_per_replica,
        tool_parser=lookup.catalog.tool_parser(facts.name if facts else served.model),
    )


def _weights(words: PoolWords, route: Route, lookup: Lookup) -> Weights:
    written, below = words.weights, (*route, "weights")
    host = written.host.split("://")[-1].split("/", 1)[0]
    country = None
    if written.country is not None:
        country = lookup.countries((written.country,), *below, "country").countries
    return Weights(host, country, lookup.span(*below))


def _commitment(words: PoolWords) -> Commitment | None:
    """The nodes that are committed to: those that always run where the spec doesn't say."""
    written = words.commitment
    return Commitment(written.term, written.nodes or words.nodes.min) if written else None


def _schedule(words: PoolWords) -> Schedule | None:
    written = words.schedule
    if written is None:
        return None
    return Schedule(written.days, *written.hours, written.timezone, written.outside)


def _offering_zones(offering: Offering | None, region: Region, catalog: Catalog) -> tuple[str, ...]:
    """The zones that offer a machine; where nobody says which, two of the region's.

    None where zones are numbers, which mean other places in each subscription: its cloud chooses.
    """
    if offering and offering.zones:
        return offering.zones
    has_numbers = building(region.cloud).is_zone("1", region.name)
    return () if has_numbers else catalog.zones(region)[:_MIN_ZONES]


def _region(cloud: str, name: str, *route: str, lookup: Lookup) -> Region | None:
    region = lookup.region(cloud, name, *route, "region")
    if region is None or not building(cloud).zonal_networks:
        return region
    if len(region.zones) < _MIN_ZONES:
        lookup.error(
            "TOP109",
            f"the catalogue doesn't know two zones of {name} to spread a network over",
            *route,
            "region",
        )
        return None
    return region


def in_region(region: Region) -> Reach:
    """What stands in a region is in its country, by the region's own row."""
    country = frozenset({region.country})
    return Reach(country, country, region.row)


def store(name: str, words: StoreWords, receives: tuple[str, ...], lookup: Lookup) -> Store | None:
    """A store with the countries where it keeps data, as far as anybody says."""
    if isinstance(words, HostedStore):
        return _hosted_store(name, words, receives, lookup)
    return _cloud_store(name, words, receives, lookup)


_CloudWords = AwsStore | GcpStore | AzureStore | ScalewayStore


def _cloud_store(
    name: str, words: _CloudWords, receives: tuple[str, ...], lookup: Lookup
) -> Store | None:
    region = _region(words.cloud, words.region, "stores", name, lookup=lookup)
    if region is None:
        return None
    if words.kind in BUCKETS and words.retention_days is None:
        lookup.error(
            "TOP115",
            "a bucket of prompts needs an end: no `retention_days`",
            "stores",
            name,
            fixes=(Fix("add how long it keeps them, such as `retention_days: 30`"),),
        )
        return None
    copies = tuple(_copies(name, words, lookup))
    return Store(
        name=name,
        kind=words.kind,
        region=region,
        host=None,
        retention_days=words.retention_days,
        receives=receives,
        at_rest=in_region(region),
        operator=lookup.catalog.operator(region.operator),
        at=lookup.spec.key_span("stores", name),
        role=words.role or _usual_role(words.kind),
        agreements=agreements(words.agreements, ("stores", name), lookup),
        payload=words.payload,
        replicas=tuple(map(in_region, copies)),
        copies=copies,
    )


def _copies(name: str, words: _CloudWords, lookup: Lookup) -> Iterator[Region]:
    for index, written in enumerate(words.replicates_to):
        region = lookup.region(words.cloud, written, "stores", name, "replicates_to", index)
        if region is not None:
            yield region


def _usual_role(kind: str) -> StoreRole:
    """What a store of a kind keeps, unless the spec says otherwise."""
    if kind in BUCKETS:
        return "batch"
    if kind in ("pinecone", "qdrant", "weaviate"):
        return "index"
    return "cache" if kind == "redis" else "trace"


def _hosted_store(
    name: str, words: HostedStore, receives: tuple[str, ...], lookup: Lookup
) -> Store:
    host = words.host.split("://")[-1].split("/", 1)[0]
    known = lookup.catalog.hosted_store(host)
    return Store(
        name=name,
        kind=words.kind,
        region=None,
        host=host,
        retention_days=words.retention_days,
        receives=receives,
        at_rest=_hosted_reach(name, words, known, lookup),
        operator=_sink_operator(name, words, known, lookup),
        at=lookup.spec.key_span("stores", name),
        role=words.role or _usual_role(words.kind),
        agreements=agreements(words.agreements, ("stores", name), lookup),
        payload=words.payload,
        replicas=tuple(_copied_to(name, words, lookup)),
    )


def _copied_to(name: str, words: HostedStore, lookup: Lookup) -> Iterator[Reach]:
    for index, written in enumerate(words.replicates_to):
        route = ("stores", name, "replicates_to", index)
        country = lookup.countries((written,), *route).countries
        yield Reach(country, country, lookup.stated(*route))


def _sink_operator(
    name: str, words: HostedStore, known: HostedFacts | None, lookup: Lookup
) -> Operator | None:
    if words.operator is not None:
        return lookup.operator(words.operator, "stores", name, "operator")
    return lookup.catalog.operator(known.operator if known else words.kind)


def _hosted_reach(
    name: str, words: HostedStore, known: HostedFacts | None, lookup: Lookup
) -> Reach:
    """The country that the spec states, else what the catalogue says of the host."""
    if words.country is not None:
        country = lookup.countries((words.country,), "stores", name, "country").countries
        return Reach(country, country, lookup.stated("stores", name, "country"))
    if known is not None:
        return lookup.catalog.hosted_reach(known)
    return lookup.unknown_reach("stores", name, "host")


def state(lookup: Lookup) -> State | None:
    """Where Terraform's state rests; a file beside the tree where the spec says nothing."""
    spec = lookup.spec
    key = f"{spec.topology}-{spec.environment}/terraform.tfstate"
    if spec.state is None:
        return State("local", None, None, key, None, spec.key_span("topology"))
    written = spec.state
    region = lookup.region(_KEEPS_STATE[written.backend], written.region, "state", "region")
    if region is None:
        return None
    return State(
        backend=written.backend,
        region=region,
        bucket=written.bucket,
        key=written.key or key,
        operator=lookup.catalog.operator(region.operator),
        at=spec.key_span("state"),
        storage_account=written.storage_account,
        resource_group=written.resource_group,
        container=written.container or ("tfstate" if written.backend == "azurerm" else None),
    )
