"""What endpoints ask of the replicas of a pool, and what these carry of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.capacity import (
    Deadline,
    Estimate,
    Load,
    Measurement,
    Unfit,
    fleet,
    measured,
    over,
    utilisation,
)
from planner.catalog import Catalog, Machine, OpenModel
from planner.layout.serving import serving
from planner.topology import Endpoint, GpuPool, Measured, PooledModel, Target, Topology
from planner.units import Range
from planner.values import value

_SECOND_MS = 1000


def load_of(endpoint: Endpoint) -> Load | None:
    """What an endpoint asks of whatever serves it; None where it states no traffic."""
    traffic = endpoint.traffic
    if traffic is None:
        return None
    return Load(
        requests=traffic.requests.expected,
        input_tokens=traffic.input_tokens.expected,
        output_tokens=traffic.output_tokens.expected,
        cached_input=traffic.cached_input,
        peak_to_mean=traffic.peak_to_mean,
        context_tokens=endpoint.needs.context,
        kind=endpoint.kind,
    )


def deadline_of(endpoint: Endpoint) -> Deadline:
    """What an endpoint asks of the time to its first token and to its last."""
    return Deadline(endpoint.needs.ttft_p95_ms, endpoint.needs.p95_ms)


@value
class Laid:
    """A model over the GPUs of a machine."""

    model: OpenModel
    precision: str
    gpus: int
    """Of each replica."""
    machine: Machine


def carried(laid: Laid, endpoint: Endpoint, catalog: Catalog, target: str) -> Estimate | Unfit:
    """What a replica carries of an endpoint's traffic, within its needs.

    `target`: how a route names it; what the endpoint measured of that wins over the estimate. A
    latency that was measured is judged by itself, and bounds no estimate.
    """
    load = load_of(endpoint)
    accelerator = catalog.accelerator(laid.machine.accelerator)
    if load is None:
        return Unfit("unknown", "the endpoint states no traffic")
    if accelerator is None:
        return Unfit("unknown", f"nobody says what a {laid.machine.accelerator} can do")
    seen = endpoint.measurement.targets.get(target) if endpoint.measurement else None
    found = over(
        laid.gpus,
        laid.model,
        laid.precision,
        laid.machine,
        accelerator,
        load,
        _left(deadline_of(endpoint), seen),
    )
    if isinstance(found, Unfit) or seen is None or seen.requests_per_second is None:
        return found
    return measured(found, _measurement(seen, seen.requests_per_second, load))


def _left(deadline: Deadline, seen: Measured | None) -> Deadline:
    """What is asked of the latencies that nobody measured."""
    if seen is None:
        return deadline
    return Deadline(
        deadline.ttft_p95_ms if seen.ttft_p95_ms is None else None,
        deadline.p95_ms if seen.p95_ms is None else None,
    )


def _measurement(seen: Measured, rate: Decimal, load: Load) -> Measurement:
    """What was seen of the endpoint's own requests."""
    speed = seen.output_tokens_per_second
    return Measurement(
        source=f"{seen.row.file}:{seen.row.line}",
        requests_per_second=rate,
        input_tokens=load.input_tokens,
        output_tokens=load.output_tokens,
        ttft_p95_ms=seen.ttft_p95_ms,
        tpot_ms=None if speed is None else _SECOND_MS / speed,
        p95_ms=seen.p95_ms,
    )


def nodes_of(estimate: Estimate, load: Load, machine: Machine, zones: int) -> Range:
    """Nodes that a load takes at its peak, without any to spare.

    Low and high are what it takes where the estimate is off as far as it usually is at most.
    """
    sized = fleet(estimate, load, machine=machine, zones=zones)
    low, expected, high = (
        each / sized.replicas_per_node
        for each in (sized.needed.low, sized.needed.expected, sized.needed.high)
    )
    return Range(low, expected, high)


@value
class PoolLoad:
    """What an endpoint takes of a pool that it calls."""

    endpoint: Endpoint
    target: Target
    estimate: Estimate | Unfit
    """Of a replica; or why nobody can say, or why none carries it."""
    nodes: Range | None
    """At its peak, without any to spare; None where nobody can say."""
    share: Decimal
    """Of their throughput, 0..1, that its replicas are planned with: the rest is for bursts."""


def loads_on(pool: GpuPool, topology: Topology, catalog: Catalog) -> Iterator[PoolLoad]:
    """What each endpoint takes of a pool that its route calls, as a fallback too."""
    for endpoint in topology.endpoints:
        # a route may name a target twice: it carries no more for that
        for target in {one.id: one for one in reversed(endpoint.targets)}.values():
            if target.site.id == pool.id and isinstance(target.model, PooledModel):
                found = _carried(pool, target.model, endpoint, catalog)
                share = utilisation(endpoint.kind).value
                yield PoolLoad(endpoint, target, found, _nodes(found, endpoint, pool), share)


def _carried(
    pool: GpuPool, model: PooledModel, endpoint: Endpoint, catalog: Catalog
) -> Estimate | Unfit:
    if model.facts is None:
        return Unfit("unknown", f"the catalogue does not know `{model.id}`")
    laid = Laid(model.facts, model.precision, serving(pool).gpus_per_replica, pool.machine)
    return carried(laid, endpoint, catalog, f"{pool.name}/{model.key}")


def _nodes(found: Estimate | Unfit, endpoint: Endpoint, pool: GpuPool) -> Range | None:
    load = load_of(endpoint)
    if load is None or isinstance(found, Unfit):
        return None
    return nodes_of(found, load, pool.machine, max(1, len(pool.zones)))
