"""Nodes to the hop graph, side paths included that nobody writes down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalog import Reach
from planner.topology.graph import Edge, Graph, Hop, Role, Stop
from planner.topology.nodes import (
    Endpoint,
    Gateway,
    GpuPool,
    PooledModel,
    Provider,
    ServedModel,
    State,
    Store,
    Target,
)
from planner.topology.sites import in_region


def graph(
    endpoints: Iterable[Endpoint],
    gateways: Iterable[Gateway],
    stores: Iterable[Store],
    state: State,
) -> Graph:
    """Every node that data can reach, and the hops there; linear in endpoints and targets."""
    stops: dict[str, Stop] = {}
    hops: list[Hop] = []
    for stop, hop in (
        *_gateway_stops(gateways),
        *(pair for endpoint in endpoints for pair in _endpoint_stops(endpoint, state)),
        *_store_stops(stores),
    ):
        if stop is not None:
            stops.setdefault(stop.id, stop)
        if hop is not None:
            hops.append(hop)
    return Graph(stops, tuple(hops))


Pair = tuple[Stop | None, Hop | None]


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
    )


def _endpoint_stops(endpoint: Endpoint, state: State) -> Iterator[Pair]:
    yield Stop(endpoint.id, Role.CLIENT, f"endpoint {endpoint.name}", endpoint.at), None
    caller = endpoint.id
    if endpoint.gateway is not None:
        caller = endpoint.gateway.id
        yield None, Hop(endpoint.id, caller, Edge.CALL, endpoint.gateway.at, endpoint.id)
    for target in endpoint.targets:
        edge = Edge.PRIMARY if target.role == "primary" else Edge.FALLBACK
        yield _target_stop(target), Hop(caller, target.id, edge, target.at, endpoint.id)
    yield from _state_stop(caller, endpoint, state)


def _target_stop(target: Target) -> Stop:
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
            )
    raise AssertionError(target)


def _provider_title(provider: Provider, model: ServedModel) -> str:
    where = provider.region.name if provider.region else provider.host or provider.kind
    if provider.profile:
        return f"`{model.wire_id}` called from {where}"
    mode = f" ({provider.mode})" if provider.mode else ""
    return f"{model.id} of {provider.kind}{mode} at {where}"


def _store_stops(stores: Iterable[Store]) -> Iterator[Pair]:
    for store in stores:
        where = store.region.name if store.region else store.host
        bucket = store.is_bucket
        yield (
            Stop(
                id=store.id,
                role=Role.STORE if bucket else Role.TRACE,
                title=f"{store.kind} store {store.name} at {where}",
                at=store.at,
                at_rest=store.at_rest,
                region=store.region,
                operator=store.operator,
            ),
            None,
        )
        edge = Edge.BATCH if bucket else Edge.TRACE
        for endpoint in store.receives:
            tail = f"endpoints.{endpoint}"
            yield None, Hop(tail, store.id, edge, store.at, tail)
