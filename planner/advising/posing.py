"""Choices to a problem of choice: what everything costs, and what stands on what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from itertools import islice
from typing import get_args

from planner.advising.choices import Choice, Choices
from planner.advising.keeping import kept_needs, kept_pools, kept_providers
from planner.advising.pool_types import PoolType
from planner.advising.standing import Standing, shared, standing
from planner.capacity import Estimate, Fleet, Load
from planner.catalog import Catalog, Region
from planner.cost import Bill, people_lines
from planner.layout import busiest_minute, load_of, nodes_of
from planner.optimising import Candidate, Need, Place, Pool, Problem, Purchase, Quota, Shared
from planner.owning import LARGEST_POOL, Fleets, assumed_people, pool_side
from planner.pipeline import Plan
from planner.rules import expected_ms, gateway_part, part_of, permitted
from planner.solving import Judge, alone, replanned
from planner.spec import Cloud, edit, edited
from planner.topology import Endpoint, GpuPool, Provider, ServedModel, Topology
from planner.units import MONTH_HOURS, Range, total
from planner.values import value

DIRECT = "direct"
"""The place of an endpoint that calls its one target itself."""
PEOPLE = "people"
TERMS = ("1y", "3y")
"""Terms of commitments, the shortest first."""
NEW_GATEWAY = "main"
_CHOSEN = (
    *("cluster.", "encryption.", "endpoints.", "gateways.", "gpu_pools.", "monitoring."),
    *("network.", "providers.", "secrets."),
)
"""Nodes of a bill that the choice decides on."""
_NODE_LOST = 1
_MOST_TARGETS = 3
"""Targets of a route that has to be more available than those that a policy asks for."""
_PLACES = 2
"""Regions of pools in which a gateway is weighed where the spec has none."""
_NOTHING = Range.exactly(0)


@value
class Posed:
    """A problem, and what its names mean."""

    problem: Problem
    choices: Mapping[tuple[str, str], Choice]
    """Endpoint and candidate to what would be called."""
    types: Mapping[str, PoolType]
    """Pool to its type."""
    gateways: Mapping[str, Region | None]
    """Place to the region of the gateway that it takes; None where the spec has the gateway."""
    kept: frozenset[str] = frozenset()
    """Needs that stand for what isn't weighed, and stays as it is."""

    @property
    def weighed(self) -> tuple[Need, ...]:
        """What endpoints need whose targets are weighed."""
        return tuple(need for need in self.problem.needs if need.id not in self.kept)


def posed(plan: Plan, found: Sequence[Choices], judge: Judge, term: str | None = None) -> Posed:
    """The problem of the cheapest topology: each endpoint's choices, and what they stand on.

    Endpoints that state no traffic are left out: nobody can say what they cost. `term`: the longest
    for which nodes may be committed to; None: nothing is, since a commitment outlives a forecast.
    """
    asking = [one for one in found if one.endpoint.traffic is not None]
    types = _types(asking)
    stands = {name: _standing(plan, asking, type_) for name, type_ in types.items()}
    gateways = tuple(_gateways(plan, asking, judge))
    out = plan.catalog.outage_share().share.expected
    budget, topology = plan.topology.budget, plan.topology
    weighed = [one.endpoint.name for one in asking]
    stands_on = {name: _stands_on(types[name], one) for name, one in stands.items()}
    kept = tuple(kept_needs(topology, weighed, types.values(), stands_on, plan.catalog))
    kept = (*kept, _beside(plan, kept_providers(topology, weighed))) if asking else ()
    paid = _paid(topology, kept_pools(topology, weighed))
    return Posed(
        problem=Problem(
            needs=(*(_need(plan, one, gateways, stands, out) for one in asking), *kept),
            pools=tuple(
                _pool(type_, stands[name], plan.catalog, term, paid.get(name, 0))
                for name, type_ in types.items()
            ),
            shared=tuple(_shared(plan, stands, gateways)),
            quotas=tuple(_quotas(asking)),
            budget=budget.limit_usd if budget else None,
            budget_label=f"the budget of {budget.monthly} ({budget.at})" if budget else "budget",
        ),
        choices={(one.endpoint.name, each.id): each for one in asking for each in one.admitted},
        types=types,
        gateways={one.place: None if one.is_there else one.region for one in gateways},
        kept=frozenset(need.id for need in kept),
    )


def _paid(topology: Topology, kept: Collection[str]) -> Mapping[str, int]:
    """Pool to the nodes that are paid for whatever is chosen: committed to, or called by others."""
    return {
        pool.id: max(
            pool.commitment.nodes if pool.commitment else 0,
            pool.max_nodes if pool.id in kept else 0,
        )
        for pool in topology.gpu_pools
    }


def _types(found: Iterable[Choices]) -> dict[str, PoolType]:
    """The pools that some endpoint could call, by name."""
    pools = (each.pool for one in found for each in one.admitted)
    return {pool.id: pool for pool in pools if pool is not None}


def repriced(posed: Posed, bill: Bill) -> Posed:
    """The problem with what is shared at what it costs in the bill of an answer to it.

    People whom the spec states stay whatever is chosen, and are counted as that.
    """
    months = {node: part.monthly for node, part in bill.by_node().items() if node != PEOPLE}
    shared = tuple(
        replace(one, monthly=months.get(one.id, one.monthly)) for one in posed.problem.shared
    )
    return replace(posed, problem=replace(posed.problem, shared=shared))


def without_people(posed: Posed) -> Posed:
    """The problem with nobody paid who runs GPUs."""
    shared = tuple(
        replace(one, monthly=_NOTHING) if one.id == PEOPLE else one for one in posed.problem.shared
    )
    return replace(posed, problem=replace(posed.problem, shared=shared))


# pools


def _standing(plan: Plan, found: Iterable[Choices], type_: PoolType) -> Standing:
    """What a pool costs, by the bill of a topology that has nothing else."""
    one = next(each for c in found for each in c.admitted if each.pool and each.pool.id == type_.id)
    load = next(
        load_of(c.endpoint) for c in found if one in c.admitted and c.endpoint.traffic is not None
    )
    pool = one.seen.target.site
    if load is None or not isinstance(pool, GpuPool):
        raise TypeError(f"{type_.id} is no pool that anybody loads")
    terms, catalog = plan.topology.terms, plan.catalog
    side = pool_side(pool, load, _UNSIZED, None, catalog, terms)
    one_node, two_nodes = side.bill(load.requests, 1), side.bill(load.requests, 2)
    return standing(one_node, two_nodes, pool.id)


def _unsized(_: Load) -> Fleet:
    raise TypeError("the bill of a pool is asked for with its nodes")


_UNSIZED = Fleets(_unsized, _unsized, _unsized)


def _pool(type_: PoolType, stands: Standing, catalog: Catalog, term: str | None, paid: int) -> Pool:
    is_priced = not any(line.endswith("/nodes") for line in stands.unpriced)
    return Pool(
        id=type_.id,
        purchases=tuple(_purchases(type_, stands, catalog, term, paid)) if is_priced else (),
        spare=_NODE_LOST,
        zones=type_.zones,
        max_nodes=LARGEST_POOL,
        requires=_stands_on(type_, stands),
        label=f"nodes of {type_.id}",
    )


def _purchases(
    type_: PoolType, stands: Standing, catalog: Catalog, term: str | None, paid: int
) -> Iterator[Purchase]:
    """As the pool is bought, and committed to for each term up to the longest that is admitted."""
    yield Purchase(type_.purchase, stands.node, paid=paid)
    admitted = TERMS[: TERMS.index(term) + 1] if term and not type_.is_there else ()
    for each in admitted:
        price = catalog.committed(type_.region.cloud, type_.region.name, type_.machine.name, each)
        if price is not None and type_.node_month is not None:
            saved = type_.node_month - price.amount * MONTH_HOURS
            yield Purchase(each, stands.node + Range.exactly(-saved))


def _stands_on(type_: PoolType, stands: Standing) -> frozenset[str]:
    """Shared things that a pool requires."""
    return frozenset({*stands.shared, _beside_nodes(type_.id), PEOPLE})


def _beside_nodes(name: str) -> str:
    """What a pool has however many nodes it has, such as its load balancer."""
    return f"{name}: beside its nodes"


def _load(choice: Choice, endpoint: Endpoint) -> Decimal:
    """Nodes of a pool that an endpoint takes at its peak."""
    load, pool = load_of(endpoint), choice.pool
    if load is None or pool is None or not isinstance(choice.estimate, Estimate):
        return Decimal(0)
    return nodes_of(choice.estimate, load, pool.machine, pool.zones).expected


# gateways


@value
class GatewayPlace:
    """A gateway that the topology has, or could have, and what it costs."""

    place: str
    region: Region
    is_there: bool
    serves: frozenset[str]
    """Names of the endpoints."""
    monthly: Range | None
    """None where part of what a new gateway brings has no price."""
    shared: Mapping[str, Range]
    up: Decimal
    """Share of time that it is there, by the best that anybody says; 1 where nobody does."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Endpoint to the APIs that a rule refuses behind it, though not without it."""


def _gateways(plan: Plan, found: Sequence[Choices], judge: Judge) -> Iterator[GatewayPlace]:
    """The gateways of the spec; one in each likely region for the endpoints that have none."""
    months = plan.bill.by_node()
    for gateway in plan.topology.gateways:
        served = plan.topology.served_by(gateway)
        yield GatewayPlace(
            place=gateway.id,
            region=gateway.region,
            is_there=True,
            serves=frozenset(endpoint.name for endpoint in served),
            monthly=months[gateway.id].monthly if gateway.id in months else _NOTHING,
            shared=_of_region(plan.bill, gateway.region, gateway.id),
            up=_up(served, plan.catalog),
        )
    without = [one for one in found if one.endpoint.gateway is None]
    for region in _likely(without):
        yield from _new_gateway(plan, region, without, judge)


def _likely(found: Sequence[Choices]) -> tuple[Region, ...]:
    """The regions of the cheapest APIs of each cloud, and of pools, where all the data may go."""
    apis = [each for one in found for each in one.apis if each.month is not None]
    pools = [each for one in found for each in one.pools if each.is_admitted and each.nodes_month]
    apis.sort(key=lambda each: each.month.expected if each.month else Decimal(0))
    pools.sort(key=lambda each: each.nodes_month or Decimal(0))
    clouds = dict[str, Region]()
    for region in _regions(apis, found):
        clouds.setdefault(region.cloud, region)
    near = (*clouds.values(), *islice(_regions(pools, found), _PLACES))
    return tuple(dict.fromkeys(near))


def _regions(choices: Iterable[Choice], found: Sequence[Choices]) -> Iterator[Region]:
    """The regions of choices, each once, in which a gateway of all endpoints may stand."""
    regions = dict.fromkeys(each.seen.target.site.region for each in choices)
    built = (region for region in regions if region and region.cloud in get_args(Cloud))
    for region in built:
        if all(permitted(one.endpoint, region, "processing") for one in found):
            yield region


def _new_gateway(
    plan: Plan, region: Region, found: Sequence[Choices], judge: Judge
) -> Iterator[GatewayPlace]:
    """A gateway in a region, by the bill of the same topology with it, and what it can't call."""
    names = tuple(one.endpoint.name for one in found)
    words = {"cloud": region.cloud, "region": region.name, "serves": names}
    spec = edited(plan.spec, (edit(plan.spec, ("gateways", NEW_GATEWAY), words),))
    after = replanned(spec, plan.catalog, plan.today)
    if after is not None:
        node = f"gateways.{NEW_GATEWAY}"
        parts, stood_on = after.bill.by_node(), _of_region(after.bill, region, node)
        brought = {node, *stood_on} - plan.bill.by_node().keys()
        yield GatewayPlace(
            place=f"{region.cloud}:{region.name}",
            region=region,
            is_there=False,
            serves=frozenset(names),
            monthly=None if any(parts[name].at_least for name in brought) else parts[node].monthly,
            shared=stood_on,
            up=_up(after.topology.endpoints, after.catalog),
            refused={one.endpoint.name: _refused(after, one, judge) for one in found},
        )


def _up(served: Iterable[Endpoint], catalog: Catalog) -> Decimal:
    """Share of time that the gateway of endpoints is there."""
    parts = (gateway_part(one, catalog) for one in served)
    return min((part.best for part in parts if part is not None), default=Decimal(1))


def _refused(after: Plan, one: Choices, judge: Judge) -> frozenset[str]:
    """The APIs that a rule refuses in a topology that has one more gateway."""
    spec = alone(after.spec, one.endpoint.name, after.catalog)
    names = {each.seen.option: each.id for each in one.apis}
    judged = judge.judged(spec, one.endpoint.name, [each.seen for each in one.apis])
    return frozenset(names[seen.option] for seen, why in judged if why)


def _of_region(bill: Bill, region: Region, node: str) -> Mapping[str, Range]:
    """What a region's gateways and pools stand on: its network, its key, its alarms."""
    return {
        name: month
        for name, month in shared(bill, node).items()
        if name.endswith(f".{region.name}") and not name.startswith("cluster.")
    }


# needs


def _need(
    plan: Plan,
    one: Choices,
    gateways: Sequence[GatewayPlace],
    stands: Mapping[str, Standing],
    out: Decimal,
) -> Need:
    endpoint = one.endpoint
    asked = max((policy.min_targets or 1 for policy in endpoint.policies), default=1)
    serving = [each for each in gateways if endpoint.name in each.serves]
    down, apart = _unavailability(endpoint, serving), _has_operators(one, asked)
    return Need(
        id=endpoint.name,
        candidates=tuple(
            _candidate(each, endpoint, stands, out, asked, plan.catalog, apart=apart)
            for each in one.admitted
        ),
        targets=asked,
        most_targets=asked if down is None else max(asked, _MOST_TARGETS),
        unavailability=down,
        places=tuple(_places(one, serving, asked, plan.catalog)),
        labels={
            "targets": f"`{endpoint.name}` has {asked} target(s)",
            "domains": f"no two targets of `{endpoint.name}` fail together",
            "unavailability": f"`{endpoint.name}` asks for availability {_asked(endpoint)}",
        },
    )


def _has_operators(one: Choices, asked: int) -> bool:
    """Whether there are as many operators with a price as targets are asked for.

    Then no two targets of a route share one; else they only fail apart, as the rules admit.
    """
    priced = [each for each in one.admitted if each.month is not None]
    return len({each.operator or each.domain for each in priced}) >= asked


def _operator(choice: Choice, *, apart: bool) -> tuple[str, ...]:
    return (f"operator {choice.operator}",) if apart and choice.operator else ()


def _asked(endpoint: Endpoint) -> str:
    asked = endpoint.needs.availability
    return "of nothing" if asked is None else f"of {asked:%}"


def _unavailability(endpoint: Endpoint, serving: Sequence[GatewayPlace]) -> Decimal | None:
    """Share of time that all targets may be out, after what the gateway before them takes.

    Of several gateways that could stand there, the one that is there least often. Where that is too
    seldom already, they may not be out at all.
    """
    asked = endpoint.needs.availability
    if asked is None:
        return None
    up = min((gateway.up for gateway in serving), default=Decimal(1))
    return max(1 - asked / up, Decimal(0)) if up else Decimal(0)


def _places(
    one: Choices, serving: Sequence[GatewayPlace], asked: int, catalog: Catalog
) -> Iterator[Place]:
    """Where an endpoint's targets are called from; a lone API the application may call itself."""
    if asked == 1 and one.endpoint.gateway is None:
        yield Place(DIRECT, barred=frozenset(_not_alone(one, catalog)))
    for gateway in serving:
        yield Place(
            gateway.place,
            requires=frozenset({gateway.place, *gateway.shared}),
            barred=frozenset() if gateway.is_there else frozenset(_barred(one, gateway)),
        )


def _not_alone(one: Choices, catalog: Catalog) -> Iterator[str]:
    """Targets that an application can't call itself: pools, and those that need a fallback."""
    asked = one.endpoint.needs.availability
    for each in one.admitted:
        out = _out(each, catalog)
        if each.pool is not None or (asked is not None and (out is None or out > 1 - asked)):
            yield each.id


def _barred(one: Choices, gateway: GatewayPlace) -> Iterator[str]:
    """What a new gateway can't call: what rules refuse there, and pools of other regions."""
    yield from gateway.refused[one.endpoint.name]
    for each in one.pools:
        if each.pool is not None and each.pool.region != gateway.region:
            yield each.id


def _candidate(
    choice: Choice,
    endpoint: Endpoint,
    stands: Mapping[str, Standing],
    out: Decimal,
    asked: int,
    catalog: Catalog,
    *,
    apart: bool,
) -> Candidate:
    """A target; the first answers whatever its outages leave, the others what they bring them."""
    model = choice.seen.target.model
    quota = model.quota if isinstance(model, ServedModel) else None
    used = stands[choice.pool.id].used if choice.pool else _NOTHING
    month = None if choice.month is None else choice.month + used
    alone, site = asked == 1, choice.seen.target.site
    return Candidate(
        id=choice.id,
        primary=None if month is None else month * (1 - out * (not alone)),
        fallback=None if month is None else month * out,
        domains=frozenset({choice.domain, *_operator(choice, apart=apart)}),
        latency_ms=_latency(choice, endpoint, catalog),
        unavailability=_out(choice, catalog),
        pool=choice.pool.id if choice.pool else None,
        load=_load(choice, endpoint),
        quota=choice.seen.target.id if quota is not None else None,
        tokens_per_minute=Decimal(busiest_minute([endpoint])),
        leads=choice.leads,
        requires=frozenset(
            {site.id} if isinstance(site, Provider) and not site.bills_tokens else ()
        ),
        rank=0 if choice.seen.option.is_there else 1,
    )


def _latency(choice: Choice, endpoint: Endpoint, catalog: Catalog) -> Decimal | None:
    """Milliseconds in which 95 % of whole answers come; None where nobody says."""
    said = expected_ms(endpoint, choice.seen.target, catalog)
    if said is None and isinstance(choice.estimate, Estimate):
        return choice.estimate.p95_ms
    return said


def _out(choice: Choice, catalog: Catalog) -> Decimal | None:
    """Share of time that a target is out, by the best that anybody says; None: nobody does."""
    part = part_of(choice.seen.target, catalog)
    known = [one.share for one in part.said if one.share is not None]
    return 1 - max(known) if known else None


def _quotas(found: Iterable[Choices]) -> Iterator[Quota]:
    known: dict[str, int] = {}
    for one in found:
        for each in one.admitted:
            model = each.seen.target.model
            if isinstance(model, ServedModel) and model.quota is not None:
                known[each.seen.target.id] = model.quota
    for target, tokens in known.items():
        yield Quota(target, Decimal(tokens), f"the quota of {tokens:,} tokens a minute on {target}")


# what is paid once


def _shared(
    plan: Plan, stands: Mapping[str, Standing], gateways: Sequence[GatewayPlace]
) -> Iterator[Shared]:
    """Each part of the bill that several pools and gateways stand on, at the dearest of them."""
    once: dict[str, Range] = {}
    parts = (*(one.shared for one in stands.values()), *(one.shared for one in gateways))
    for stood_on in parts:
        for name, month in stood_on.items():
            known = once.get(name)
            once[name] = month if known is None or month.expected > known.expected else known
    for name, month in once.items():
        yield Shared(name, month)
    for pool, one in stands.items():
        yield Shared(_beside_nodes(pool), one.pool)
    for gateway in gateways:
        yield Shared(gateway.place, gateway.monthly)
    for node, part in plan.bill.by_node().items():
        if node.startswith("providers."):
            yield Shared(node, None if part.at_least else part.monthly)
    yield Shared(PEOPLE, _hands(plan))


def _beside(plan: Plan, providers: Collection[str]) -> Need:
    """A need for what the topology costs whatever is called, such as its stores and its people.

    `providers`: those that are paid for as well, since somebody calls them who isn't weighed.
    """
    parts = plan.bill.by_node()
    rest = total(part.monthly for node, part in parts.items() if not node.startswith(_CHOSEN))
    paid = frozenset(one for one in providers if one in parts and not parts[one].at_least)
    stays = Candidate("stays", primary=rest, fallback=rest, requires=paid)
    return Need("what stands whatever is called", (stays,))


def _hands(plan: Plan) -> Range:
    """What people cost who run GPUs, as it is assumed.

    Those of whom the spec speaks run the topology, and are on its bill whatever is called.
    """
    if plan.topology.people is not None:
        return _NOTHING
    return Bill(tuple(people_lines(assumed_people()))).monthly
