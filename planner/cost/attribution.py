"""Who causes a bill: its lines by endpoint, by node and by vendor, each adding up to the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, localcontext
from functools import partial
from typing import Literal

from planner.catalog import Catalog
from planner.cost.bill import Bill, Line
from planner.cost.traffic import Flow, flow_of, flow_to
from planner.layout import Layout
from planner.topology import Endpoint, GpuPool, Provider, Target, Topology
from planner.units import EXACT, Range, total
from planner.values import value

By = Literal["endpoint", "node", "vendor"]
VIEWS: tuple[By, ...] = ("endpoint", "node", "vendor")

SHARED = "(shared)"
"""What no endpoint can be said to cause; no endpoint can bear this name."""
NOBODY = "(nobody outside)"
"""The vendor of what no vendor bills, such as hours of one's own people."""

RULES: Mapping[By, str] = {
    "endpoint": "What endpoints share is divided by the requests that each sends through it;"
    " GPU pools, clusters, and whatever is billed by the gigabyte, by gigabytes of prompts and"
    " answers. (shared) serves no endpoint, or one that states no traffic.",
    "node": "Fixed is paid as long as it stands, usage follows the traffic.",
    "vendor": "The vendor is who sends the invoice.",
}

_KINDS = {
    "endpoints": "tokens",
    "gpu_pools": "GPU pools",
    "cluster": "clusters",
    "gateways": "gateways",
    "network": "networks",
    "stores": "stores",
    "monitoring": "keys, alarms",
    "encryption": "keys, alarms",
    "secrets": "keys, alarms",
}
_BY_WORK = {"gpu_pools", "cluster"}
_BY_REQUESTS = {"logs", "logs-kept", "writes"}
"""Items that are billed by the gigabyte or the object, and grow with the number of requests."""

Served = Mapping[str, Flow | None]
"""Endpoint to what a node carries for it; None where the endpoint states no traffic."""


@value
class Portion:
    """The part of a line that one cause answers for."""

    cause: str
    """Name of an endpoint or node, or title of a vendor."""
    part: str
    """What it is within its cause: a kind of node, or a basis."""
    line: Line
    monthly: Range | None
    """In the currency of its bill; None where the line has no price."""


@value
class Cause:
    """One row of a picture."""

    name: str
    monthly: Range
    """In the currency of its bill; a lower bound where something is `unpriced`."""
    parts: Mapping[str, Range]
    unpriced: tuple[str, ...]
    """Lines that it takes part in and that have no price, or of which nobody can say its part."""


@value
class Attribution:
    """A bill, seen from one side; its causes add up exactly to the bill's total."""

    by: By
    portions: tuple[Portion, ...]

    @property
    def rule(self) -> str:
        """How what is shared was divided, in words for a footnote."""
        return RULES[self.by]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Dearest first; what nobody causes stands last."""
        named: dict[str, list[Portion]] = {}
        for portion in self.portions:
            named.setdefault(portion.cause, []).append(portion)
        causes = (_cause(name, portions) for name, portions in named.items())
        return tuple(sorted(causes, key=lambda one: (one.name == SHARED, -one.monthly.expected)))

    @property
    def parts(self) -> tuple[str, ...]:
        """What bars are made of, dearest first."""
        sums: dict[str, list[Range]] = {}
        for portion in self.portions:
            sums.setdefault(portion.part, []).extend(_known([portion]))
        return tuple(sorted(sums, key=lambda part: -total(sums[part]).expected))

    @property
    def monthly(self) -> Mapping[str, Range]:
        """Cause to its month, in the currency of the bill."""
        return {cause.name: cause.monthly for cause in self.causes}


def _cause(name: str, portions: list[Portion]) -> Cause:
    parts: dict[str, list[Range]] = {}
    for portion in portions:
        if portion.monthly is not None:
            parts.setdefault(portion.part, []).append(portion.monthly)
    unpriced = tuple(dict.fromkeys(p.line.id for p in portions if p.monthly is None))
    sums = {part: total(amounts) for part, amounts in parts.items()}
    return Cause(name, total(_known(portions)), sums, unpriced)


def _known(portions: Iterable[Portion]) -> Iterator[Range]:
    return (portion.monthly for portion in portions if portion.monthly is not None)


def by_node(bill: Bill) -> Attribution:
    """Every line belongs to its node; what stands is told from what follows the traffic."""
    portions = (Portion(line.node, line.basis, line, line.monthly) for line in bill.lines)
    return Attribution("node", tuple(portions))


def by_vendor(bill: Bill, catalog: Catalog) -> Attribution:
    """Every line belongs to whoever bills it, under the catalogue's title."""
    portions = (
        Portion(
            catalog.vendor(line.vendor) if line.vendor else NOBODY,
            kind_of(line.node),
            line,
            line.monthly,
        )
        for line in bill.lines
    )
    return Attribution("vendor", tuple(portions))


def by_endpoint(bill: Bill, topology: Topology, layout: Layout, catalog: Catalog) -> Attribution:
    """Every line belongs to the endpoint that causes it, or is divided among those that do.

    Tokens and health checks name their endpoint. A node that serves several is divided by the
    requests that each sends through it in an expected month. GPU pools and clusters, whose work is
    tokens, and usage that is billed by the gigabyte are divided by gigabytes. A key, a network or
    an alarm of a region counts as serving all endpoints that use anything there. What serves no
    endpoint, and what serves several of which one states no traffic, is `SHARED`: what the others
    take of it is a part that nobody knows.
    """
    served = _served(topology, layout, catalog)
    names = {endpoint.id: endpoint.name for endpoint in topology.endpoints}
    return Attribution("endpoint", tuple(_portions(bill, names, served)))


def _portions(
    bill: Bill, names: Mapping[str, str], served: Mapping[str, Served]
) -> Iterator[Portion]:
    for line in bill.lines:
        shares = _shares(line, names, served)
        yield from _divided(line, shares)
        if SHARED in shares:
            users = (name for name, flow in _flows(line, served).items() if flow is not None)
            yield from (Portion(name, kind_of(line.node), line, None) for name in users)


def _flows(line: Line, served: Mapping[str, Served]) -> Served:
    """The endpoints that a line serves, with what each sends through it."""
    place = line.node.partition(".")[2]
    return served.get(line.node) or served.get(place) or {}


def kind_of(node: str) -> str:
    """The kind of a node by its address, in words."""
    kind = node.partition(".")[0]
    return _KINDS.get(kind, kind.replace("_", " "))


def _shares(
    line: Line, names: Mapping[str, str], served: Mapping[str, Served]
) -> Mapping[str, Decimal]:
    """Endpoint to its part of 0..1 of a line; `SHARED` to all of it where nobody can say."""
    if line.node in names:
        return {names[line.node]: Decimal(1)}
    if (endpoint := _probed(line)) in names.values():
        return {endpoint: Decimal(1)}
    flows = _flows(line, served)
    if len(flows) == 1:
        return dict.fromkeys(flows, Decimal(1))
    known = {name: _weight(line, flow) for name, flow in flows.items() if flow is not None}
    whole = sum(known.values(), Decimal(0))
    if len(known) < len(flows) or not whole:
        return {SHARED: Decimal(1)}
    return {name: weight / whole for name, weight in known.items() if weight}


def _probed(line: Line) -> str:
    """The endpoint that a gateway's health check is made for."""
    kind, _, rest = line.item.partition("/")
    return rest.partition("/")[0] if kind == "probes" else ""


def _weight(line: Line, flow: Flow) -> Decimal:
    by_gigabytes = line.basis == "usage" and line.item not in _BY_REQUESTS
    if by_gigabytes or line.node.partition(".")[0] in _BY_WORK:
        return flow.total_gb.expected
    return flow.requests.expected


def _divided(line: Line, shares: Mapping[str, Decimal]) -> Iterator[Portion]:
    """A line by its shares: the dearest takes what rounding leaves, so that nothing is lost."""
    part, monthly = kind_of(line.node), line.monthly
    if monthly is None:
        yield from (Portion(name, part, line, None) for name in shares)
        return
    most = max(shares, key=lambda name: shares[name])
    with localcontext(EXACT):
        others = {name: monthly * share for name, share in shares.items() if name != most}
        given = total(others.values())
        rest = monthly + given * -1
    for name in shares:
        yield Portion(name, part, line, others.get(name, rest))


def _served(topology: Topology, layout: Layout, catalog: Catalog) -> Mapping[str, Served]:
    """Node, or region, to the endpoints that it serves."""
    served: dict[str, dict[str, Flow | None]] = {}

    def add(place: str, endpoint: Endpoint, flow: Flow) -> None:
        flows = served.setdefault(place, {})
        before = flows.get(endpoint.name)
        stated = None if endpoint.traffic is None else flow
        flows[endpoint.name] = before + stated if before and stated else stated

    for endpoint in topology.endpoints:
        whole = flow_of((endpoint,))
        for place in _carrying(endpoint, topology, layout):
            add(place, endpoint, whole)
        for pool in _pools_of(endpoint):
            part = flow_to((endpoint,), partial(_is_on, pool), catalog)
            add(pool.id, endpoint, part)
            add(f"cluster.{pool.region.name}", endpoint, part)
    return served


def _is_on(pool: GpuPool, target: Target) -> bool:
    return target.site is pool


def _pools_of(endpoint: Endpoint) -> tuple[GpuPool, ...]:
    sites = (target.site for target in endpoint.targets)
    return tuple({site.id: site for site in sites if isinstance(site, GpuPool)}.values())


def _carrying(endpoint: Endpoint, topology: Topology, layout: Layout) -> set[str]:
    """Places that all of an endpoint's traffic counts for: gateway, stores, and what is regional.

    A region stands for its network, its keys and its alarms.
    """
    sites = [target.site for target in endpoint.targets]
    stores = [store for store in topology.stores if endpoint.name in store.receives]
    regions = [
        *(pool.region.name for pool in _pools_of(endpoint)),
        *(store.region.name for store in stores if store.region),
        *(s.region.name for s in sites if isinstance(s, Provider) and s.region),
    ]
    places = {*regions, *(store.id for store in stores)}
    if endpoint.gateway is not None:
        places |= {endpoint.gateway.id, endpoint.gateway.region.name}
    elif any(isinstance(site, Provider) and site.kind != "bedrock" for site in sites):
        places |= {f"secrets.{region.name}" for region in layout.regions[:1]}
    return places
