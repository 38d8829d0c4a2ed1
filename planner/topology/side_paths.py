"""The side paths that nobody writes down, from what sources say of services and components.

Of every stop: who runs it, what that runs on, and whose people reach it. Of an API: what it keeps
of its own accord, and what tells of calls. Of a component: where it phones home, where it pulls
from. Stops are shared, and so are their hops: they are as many as the nodes, not as the endpoints.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from planner.catalog import Catalog, Operator, Reach, TelemetrySink
from planner.diagnostics import STATED, Row, Span
from planner.spec import Feature
from planner.topology.agreements import Agreements
from planner.topology.graph import Edge, Hop, Role, Stop
from planner.topology.nodes import GpuPool, Provider

Pair = tuple[Stop | None, Hop | None]

EXTENDED_CACHE: Feature = "extended_cache"


_SERVING_PARTS = frozenset({"vllm"})


def kept(stop: Stop) -> Iterator[Pair]:
    """The copy that an API keeps of prompts and completions, unless it is said to keep none."""
    about, agreed, practice = stop.about, stop.agreements, stop.retention
    listed = practice.most if practice and practice.most.isdecimal() else ""
    if stop.at_rest is None or about is None or listed == "0" or _keeps_none(agreed):
        return
    days = agreed.retention_days if agreed and agreed.retention_days else listed
    until = f" for up to {days} days" if days else ", and nobody says how long"
    copy = _beside(stop, "kept", Role.COPY, f"what {about.operator} keeps{until}", stop.at_rest)
    row = practice.row if practice else about.row
    yield copy, Hop(stop.id, copy.id, Edge.LOG, stop.at, row=row)


def _keeps_none(agreed: Agreements | None) -> bool:
    return agreed is not None and (bool(agreed.zero_retention) or agreed.retention_days == 0)


def cached(stop: Stop) -> Iterator[Pair]:
    """The prompts that an API keeps for the next call by default."""
    cache = stop.cache
    if cache is not None and cache.most.isdecimal() and not _is_cache_off(stop):
        yield from _cache(stop, f"{cache.most} hours", cache.row, None)


def extended_cache(stop: Stop, endpoint: str, catalog: Catalog) -> Iterator[Pair]:
    """The prompts that an API keeps because an endpoint asks for it."""
    cover = catalog.feature_cover(stop.about.kind, EXTENDED_CACHE) if stop.about else None
    if cover is not None and not _is_cache_off(stop):
        yield from _cache(stop, f"{cover.kept_days or '?'} days", cover.row, endpoint)


def _is_cache_off(stop: Stop) -> bool:
    return stop.agreements is not None and stop.agreements.cache_off is not None


def _cache(stop: Stop, until: str, row: Row, endpoint: str | None) -> Iterator[Pair]:
    # memory is where the prompt is processed, and no rest
    title = f"prompts that {stop.title} keeps for up to {until}"
    copy = _beside(stop, "cache", Role.CACHE, title, None)
    yield copy, Hop(stop.id, copy.id, Edge.CACHE, stop.at, endpoint, row=row)


def batch_output(stop: Stop, endpoint: str, at: Span) -> Iterator[Pair]:
    """What an API reads a batch from and writes its answers to."""
    if stop.at_rest is not None:
        files = _beside(stop, "batch", Role.COPY, f"batch files of {stop.title}", stop.at_rest)
        yield files, Hop(stop.id, files.id, Edge.BATCH, at, endpoint)


def _beside(stop: Stop, name: str, role: Role, title: str, at_rest: Reach | None) -> Stop:
    return Stop(
        id=f"{stop.id}:{name}",
        role=role,
        title=title,
        at=stop.at,
        at_rest=at_rest,
        region=stop.region,
        operator=stop.operator,
        part_of=stop.id,
    )


def control_plane(stop: Stop, catalog: Catalog) -> Iterator[Pair]:
    """What tells of an API's calls and stays outside the region that is called."""
    facts = catalog.control_plane(stop.about.kind) if stop.about else None
    if facts is None:
        return
    node = stop.id.partition("/")[0]
    plane = Stop(
        id=f"{node}:control-plane",
        role=Role.TELEMETRY,
        title=f"control plane of {facts.kind} ({facts.note})",
        at=stop.at,
        at_rest=catalog.control_plane_reach(facts),
    )
    yield plane, _telling(stop.id, plane, facts.row)


def telemetry(tail: str, provider: Provider, catalog: Catalog) -> Iterator[Pair]:
    """Where servers of one's own may phone home; what topoplan configures is told not to."""
    if provider.hardware is None:
        return
    for sink in catalog.telemetry_sinks():
        if sink.component in _SERVING_PARTS and sink.on_by_default == "yes":
            stop = _sink(provider, sink, catalog)
            yield stop, _telling(tail, stop, sink.row)


def _sink(provider: Provider, sink: TelemetrySink, catalog: Catalog) -> Stop:
    what = f"{sink.kind} of {sink.component}, if that is what serves there,"
    return Stop(
        id=f"{provider.id}:{sink.kind.replace(' ', '-')}",
        role=Role.TELEMETRY,
        title=f"{what} at {sink.host}",
        at=provider.at,
        at_rest=catalog.telemetry_reach(sink),
    )


def _telling(tail: str, stop: Stop, row: Row) -> Hop:
    return Hop(tail, stop.id, Edge.TELEMETRY, stop.at, carries_data=False, row=row)


def hub(tail: str, pool: GpuPool, catalog: Catalog) -> Iterator[Pair]:
    """Where the nodes of a pool get their weights from."""
    weights = pool.weights
    world = frozenset(catalog.countries)
    certain = weights.country if weights.country is not None else frozenset[str]()
    at_rest = Reach(certain, weights.country or world, stated(weights.at))
    stop = Stop(
        id=f"hubs.{weights.host}",
        role=Role.HUB,
        title=f"weights at {weights.host}",
        at=weights.at,
        at_rest=at_rest,
    )
    yield stop, Hop(tail, stop.id, Edge.PULLS_WEIGHTS, weights.at, carries_data=False)


def keys(stops: Iterable[Stop]) -> Iterator[Pair]:
    """The keys that encrypt what a stop keeps, where the spec says who holds them."""
    for stop in stops:
        custody = stop.agreements.keys if stop.agreements else None
        if custody is None or stop.at_rest is None:
            continue
        node = stop.id.partition("/")[0]
        places = custody.countries.countries if custody.countries else None
        held = stop.at_rest if places is None else Reach(places, places, stated(stop.at))
        holder = Stop(
            id=f"{node}:keys",
            role=Role.KEYS,
            title=f"keys of {node}, held by the {custody.custodian}",
            at=stop.at,
            at_rest=held,
        )
        yield holder, Hop(stop.id, holder.id, Edge.KEY_WRAP, stop.at, carries_data=False)


def operators(stops: Iterable[Stop], catalog: Catalog) -> Iterator[Pair]:
    """Who runs each stop, and what that runs on in turn: one stop for each operator."""
    found: dict[str, tuple[Operator, Span]] = {}
    for stop in stops:
        if stop.operator is not None:
            found.setdefault(stop.operator.id, (stop.operator, stop.at))
            head = _id(stop.operator.id)
            yield None, Hop(stop.id, head, Edge.OWNED_BY, stop.at, row=stop.operator.row)
    waiting = deque(found.values())
    while waiting:
        operator, at = waiting.popleft()
        yield _operator_stop(operator, at), None
        yield from _unknown_halls(operator, at, catalog)
        for hosting in catalog.hosting(operator.id):
            host = catalog.operator(hosting.on)
            if host is None or host.id == operator.id:
                continue
            yield None, Hop(_id(operator.id), _id(host.id), Edge.HOSTED_ON, at, row=hosting.row)
            if host.id not in found:
                found[host.id] = host, at
                waiting.append((host, at))


def _operator_stop(operator: Operator, at: Span) -> Stop:
    owner = f", owned by {operator.parent} in {operator.parent_country}" if operator.parent else ""
    title = f"operator {operator.id}: {operator.legal_entity}{owner}"
    return Stop(_id(operator.id), Role.OPERATOR, title, at, operator=operator)


def _unknown_halls(operator: Operator, at: Span, catalog: Catalog) -> Iterator[Pair]:
    """Of an operator that only the spec names, nobody says anything: not this either."""
    if operator.kind == "stated" or catalog.hosting(operator.id):
        return
    id = f"{_id(operator.id)}:host"  # noqa: A001 - the field's name
    stop = Stop(id, Role.OPERATOR, f"whoever {operator.id} runs on", at)
    yield stop, Hop(_id(operator.id), id, Edge.HOSTED_ON, at, row=operator.row)


def people(stops: Iterable[Stop], catalog: Catalog) -> Iterator[Pair]:
    """An operator's people who reach what a stop holds, by an agreement or as sources say."""
    for stop in stops:
        if stop.operator is None or not (stop.agreements or stop.role is Role.INGRESS):
            continue
        if stop.role is not Role.COPY:
            staff = _agreed_staff(stop) or _staff(stop.operator, stop.at, catalog)
            yield staff, Hop(stop.id, staff.id, Edge.ADMIN_ACCESS, stop.at)


def _agreed_staff(stop: Stop) -> Stop | None:
    support = stop.agreements.support if stop.agreements else None
    if support is None:
        return None
    places, node = support.countries.countries, stop.id.partition("/")[0]
    note = f"by the spec's own evidence: {support.evidence}"
    return Stop(
        id=f"{node}:people",
        role=Role.PEOPLE,
        title=f"people who support {node}",
        at=stop.at,
        people=Reach(places, places, stated(support.countries.at), note),
    )


def _staff(operator: Operator, at: Span, catalog: Catalog) -> Stop:
    """The people of an operator as a whole; anywhere, where no source says where they work."""
    nobody_says = Reach(frozenset(), frozenset(catalog.countries), operator.row)
    return Stop(
        id=f"{_id(operator.id)}:people",
        role=Role.PEOPLE,
        title=f"people of {operator.id}",
        at=at,
        people=catalog.support_reach(operator.id) or nobody_says,
    )


def _id(operator: str) -> str:
    return f"operators.{operator}"


def stated(at: Span) -> Row:
    """The spec itself as the source of a fact that only the user vouches for."""
    return Row(at.path.name, at.line, "", STATED)
