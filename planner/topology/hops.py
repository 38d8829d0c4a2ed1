"""Nodes to the hop graph, side paths included that nobody writes down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.catalog import Catalog, Reach, Region
from planner.diagnostics import Span
from planner.topology import side_paths
from planner.topology.agreements import Redaction
from planner.topology.graph import NOTHING, Edge, Graph, Hop, Role, Stop
from planner.topology.nodes import (
    Endpoint,
    Gateway,
    GpuPool,
    PooledModel,
    Provider,
    ServedModel,
    Side,
    State,
    Store,
    Target,
)
from planner.topology.side_paths import EXTENDED_CACHE
from planner.topology.sites import in_region


def graph(
    endpoints: tuple[Endpoint, ...],
    gateways: tuple[Gateway, ...],
    stores: Iterable[Store],
    state: State,
    hub: Stop | None,
    catalog: Catalog,
) -> Graph:
    """Every node that data can reach, and the hops there; linear in endpoints and targets."""
    stops: dict[str, Stop] = {}
    hops: dict[tuple[str, str, Edge, str | None], Hop] = {}
    written = (
        *_gateway_stops(gateways),
        *(pair for endpoint in endpoints for pair in _endpoint_stops(endpoint, state, hub)),
        *_store_stops(stores, {endpoint.name: endpoint for endpoint in endpoints}),
    )
    _add(written, stops, hops)
    _add(_unwritten(tuple(stops.values()), endpoints, catalog), stops, hops)
    return Graph(stops, tuple(hops.values()))


Pair = tuple[Stop | None, Hop | None]


def _add(
    pairs: Iterable[Pair],
    stops: dict[str, Stop],
    hops: dict[tuple[str, str, Edge, str | None], Hop],
) -> None:
    """Each stop and each hop once, as it is met first."""
    for stop, hop in pairs:
        if stop is not None:
            stops.setdefault(stop.id, stop)
        if hop is not None:
            hops.setdefault((hop.tail, hop.head, hop.edge, hop.endpoint), hop)


def _unwritten(
    stops: tuple[Stop, ...],
    endpoints: tuple[Endpoint, ...],
    catalog: Catalog,
) -> Iterator[Pair]:
    """The side paths of all that is written: shared, but for what one endpoint asks for."""
    yield from side_paths.operators(stops, catalog)
    yield from side_paths.people(stops, catalog)
    yield from side_paths.keys(stops)
    for stop in stops:
        if stop.role is Role.PROVIDER:
            yield from side_paths.kept(stop)
            yield from side_paths.cached(stop)
            yield from side_paths.control_plane(stop, catalog)
    known = {stop.id: stop for stop in stops}
    for endpoint in endpoints:
        yield from _asked_for(endpoint, known, catalog)


def _asked_for(endpoint: Endpoint, stops: Mapping[str, Stop], catalog: Catalog) -> Iterator[Pair]:
    for called in endpoint.calls:
        if isinstance(called.site, GpuPool):
            yield from side_paths.hub(called.id, called.site, catalog)
            continue
        yield from side_paths.telemetry(called.id, called.site, catalog)
        if EXTENDED_CACHE in endpoint.features:
            yield from side_paths.extended_cache(stops[called.id], endpoint.id, catalog)
    for side in endpoint.sides:
        if side.call == "batch":
            yield from side_paths.batch_output(stops[side.id], endpoint.id, side.at)


def transit(region: Region, at: Span, catalog: Catalog) -> Stop:
    """A network that lies between those of the topology."""
    return Stop(
        id="network.hub",
        role=Role.NETWORK,
        title=f"network hub in {region.name}",
        at=at,
        processing=in_region(region),
        region=region,
        operator=catalog.operator(region.operator),
    )


def _gateway_stops(gateways: Iterable[Gateway]) -> Iterator[Pair]:
    for gateway in gateways:
        here = in_region(gateway.region)
        title = f"gateway {gateway.name} in {gateway.region.name}"
        yield _stop(gateway, Role.GATEWAY, title, here), None
        logs = f"{gateway.id}:logs"
        # paths and counts of requests, and prompts too where the spec asks for them
        yield (
            Stop(
                id=logs,
                role=Role.LOG,
                title=f"logs of {title}",
                at=gateway.at,
                at_rest=here,
                region=gateway.region,
                operator=gateway.operator,
                agreements=gateway.agreements,
            ),
            Hop(gateway.id, logs, Edge.LOG, gateway.at),
        )


def _state_stop(caller: str, endpoint: Endpoint, state: State) -> Iterator[Pair]:
    """State names what the data passes; data itself is only as protected as what builds on it."""
    if state.region is None:
        return
    stop = Stop(
        id="state",
        role=Role.STATE,
        title=f"Terraform's state in {state.region.name}",
        at=state.at,
        at_rest=in_region(state.region),
        region=state.region,
        operator=state.operator,
    )
    yield stop, Hop(caller, "state", Edge.STATE, state.at, endpoint.id)


def _stop(node: Gateway | GpuPool, role: Role, title: str, processing: Reach) -> Stop:
    return Stop(
        id=node.id,
        role=role,
        title=title,
        at=node.at,
        processing=processing,
        region=node.region,
        operator=node.operator,
        agreements=node.agreements,
    )


def _endpoint_stops(endpoint: Endpoint, state: State, hub: Stop | None) -> Iterator[Pair]:
    start = Stop(
        id=endpoint.id,
        role=Role.CLIENT,
        title=f"endpoint {endpoint.name}",
        at=endpoint.at,
        data=endpoint.data - _removed(endpoint.redaction),
    )
    yield start, None
    caller, removes = endpoint.id, NOTHING
    if endpoint.gateway is not None:
        caller, removes = endpoint.gateway.id, _removed(endpoint.gateway.redaction)
        yield from _way_in(endpoint, endpoint.gateway)
    for called in endpoint.calls:
        tail = caller
        if hub is not None and _lies_beyond(endpoint.gateway, called):
            yield hub, Hop(caller, hub.id, Edge.TRANSIT, hub.at, endpoint.id, removes)
            tail = hub.id
        stop = _target_stop(called)
        yield stop, Hop(tail, called.id, _edge(called), called.at, endpoint.id, removes)
    yield from _state_stop(caller, endpoint, state)


def _edge(called: Target | Side) -> Edge:
    if isinstance(called, Side):
        return Edge(called.call)
    return Edge.PRIMARY if called.role == "primary" else Edge.FALLBACK


def _lies_beyond(gateway: Gateway | None, called: Target | Side) -> bool:
    """Whether a call goes from one private network of the topology to another."""
    site = called.site
    is_private = isinstance(site, GpuPool) or site.access == "private"
    return is_private and gateway is not None and site.region not in (None, gateway.region)


def _removed(redaction: Redaction | None) -> frozenset[str]:
    return redaction.removes if redaction else NOTHING


def _way_in(endpoint: Endpoint, gateway: Gateway) -> Iterator[Pair]:
    """The call of a gateway, over what stands before it."""
    tail, ingress = endpoint.id, gateway.ingress
    if ingress is not None:
        stop = Stop(
            id=f"{gateway.id}:ingress",
            role=Role.INGRESS,
            title=f"{ingress.kind.replace('_', ' ')} before gateway {gateway.name}",
            at=ingress.at,
            processing=ingress.processing,
            operator=ingress.operator,
            agreements=ingress.agreements,
            kind=ingress.kind,
        )
        yield stop, Hop(tail, stop.id, Edge.INGRESS, ingress.at, endpoint.id)
        tail = stop.id
    yield None, Hop(tail, gateway.id, Edge.CALL, gateway.at, endpoint.id)


def _target_stop(target: Target | Side) -> Stop:
    match target.site, target.model:
        case Provider() as provider, ServedModel() as model:
            return Stop(
                id=target.id,
                role=Role.PROVIDER,
                title=_provider_title(provider, model),
                at=model.at,
                processing=model.processing,
                at_rest=model.at_rest,
                region=provider.region,
                operator=provider.operator,
                profile=provider.profile,
                mode=provider.mode,
                location=provider.location,
                about=model.about,
                retention=model.retention,
                cache=model.cache,
                agreements=provider.agreements,
                open_zone=provider.open_zone,
            )
        case GpuPool() as pool, PooledModel() as model:
            return Stop(
                id=target.id,
                role=Role.POOL,
                title=f"{model.id} on {pool.machine.name} in {pool.region.name}",
                at=model.at,
                processing=pool.processing,
                region=pool.region,
                operator=pool.operator,
                agreements=pool.agreements,
            )
    raise AssertionError(target)


def _provider_title(provider: Provider, model: ServedModel) -> str:
    where = provider.region.name if provider.region else provider.host or provider.kind
    if provider.profile:
        return f"`{model.wire_id}` called from {where}"
    mode = f" ({provider.mode})" if provider.mode else ""
    return f"{model.id} of {provider.kind}{mode} at {where}"


_KEPT_AS = {
    "trace": (Role.TRACE, Edge.TRACE),
    "log": (Role.LOG, Edge.LOG),
    "feedback": (Role.TRACE, Edge.FEEDBACK),
    "eval": (Role.TRACE, Edge.EVAL),
    "index": (Role.INDEX, Edge.INDEX),
    "cache": (Role.CACHE, Edge.CACHE),
    "batch": (Role.STORE, Edge.BATCH),
    "backup": (Role.COPY, Edge.BACKUP),
}


def _store_stops(stores: Iterable[Store], endpoints: Mapping[str, Endpoint]) -> Iterator[Pair]:
    for store in stores:
        role, edge = _KEPT_AS[store.role]
        yield _store_stop(store, role, store.id, store.at_rest), None
        for name in store.receives:
            tail = f"endpoints.{name}"
            gateway = endpoints[name].gateway
            redacted = _removed(gateway.redaction) if gateway else NOTHING
            removes = redacted if store.payload == "redacted" else NOTHING
            full = store.payload != "metadata"
            yield None, Hop(tail, store.id, edge, store.at, tail, removes, carries_data=full)
        for number, reach in enumerate(store.replicas, 1):
            copy = _store_stop(store, Role.COPY, f"{store.id}:copy-{number}", reach)
            yield copy, Hop(store.id, copy.id, Edge.REPLICATE, store.at)


def _store_stop(store: Store, role: Role, id: str, at_rest: Reach) -> Stop:  # noqa: A002 - the field's name
    where = store.region.name if store.region else store.host
    what = "copy of the " if role is Role.COPY and id != store.id else ""
    return Stop(
        id=id,
        role=role,
        title=f"{what}{store.kind} store {store.name} at {where}",
        at=store.at,
        at_rest=at_rest,
        region=store.region,
        operator=store.operator,
        agreements=store.agreements,
    )
