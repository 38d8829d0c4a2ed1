"""What each endpoint could call: the ways of the catalogue and GPU pools, judged by every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from planner.advising.pool_types import MOST, PoolType
from planner.capacity import Estimate, Unfit, fleet
from planner.catalog import Catalog, Region
from planner.layout import carried, deadline_of, load_of
from planner.pipeline import Plan
from planner.solving import Judge, Option, Seen, alone, called
from planner.topology import Endpoint, Provider
from planner.units import Range
from planner.values import value

_EACH = 2
"""Ways of one operator that are kept: the cheapest that every rule admits, and the cheapest that
fails apart from it. A third would be no cheaper."""
_ROUNDS = 4
"""How often further ways of an operator are judged before it is given up."""


@value
class Choice:
    """A target that an endpoint could call."""

    id: str
    """What would be called, in words."""
    seen: Seen
    """The target as the catalogue resolves it."""
    month: Range | None
    """What its tokens cost where it answers everything; None where nobody can say."""
    operator: str
    """Who runs it; empty where nobody is known, and for a pool of one's own."""
    domain: str
    """What takes it down together with others: a service in a region, or a pool."""
    leads: bool
    """Whether it may come first."""
    against: str = ""
    """What a rule says against it; empty where every rule admits it."""
    pool: PoolType | None = None
    """None for an API."""
    estimate: Estimate | Unfit | None = None
    """What a replica of the pool carries; None for an API."""
    nodes_month: Decimal | None = None
    """US dollars for the nodes of a pool that has nothing else to carry; None where nobody says."""

    @property
    def is_admitted(self) -> bool:
        return not self.against and not isinstance(self.estimate, Unfit)


@value
class Choices:
    """All that an endpoint could call."""

    endpoint: Endpoint
    listed: tuple[Choice, ...]
    """Ways to call an API, cheapest first; those that nobody judged further are left out."""
    pools: tuple[Choice, ...]
    models: frozenset[str]
    """Names of the models that can do what the endpoint asks for."""
    ways: int
    """How many ways the catalogue knows, judged or not."""
    refused: int
    """How many of them the policies refuse by their places and operators alone."""
    cheapest_refused: Decimal | None
    """US dollars a month of the cheapest of these that could lead; None where nobody can say."""
    unjudged: int
    """How many more there are of operators whose cheaper ways pass, or whose first all fail."""

    @property
    def admitted(self) -> tuple[Choice, ...]:
        return tuple(one for one in (*self.listed, *self.pools) if one.is_admitted)

    @property
    def apis(self) -> tuple[Choice, ...]:
        """The APIs that every rule admits, cheapest first."""
        return tuple(one for one in self.listed if one.is_admitted)


def listed_choices(plan: Plan, name: str, judge: Judge) -> Choices:
    """The APIs that an endpoint could call, each operator's cheapest that every rule admits.

    Those that a rule refuses on the way stay, with what it says against them.
    """
    spec = alone(plan.spec, name, plan.catalog)
    endpoint = next(one for one in plan.topology.endpoints if one.name == name)
    everything = judge.at_its_traffic(plan, spec, endpoint)
    found = [held for one in everything if (held := _held(one, endpoint)) is not None]
    regions = {one.target.site.region for one in found}
    far = {region: _distance(region, endpoint, plan.catalog) for region in regions}
    found.sort(key=lambda one: (one.price, far[one.target.site.region]))
    within = [one for one in found if not one.refusal]
    judged = _judged(within, lambda some: judge.judged(spec, name, some))
    return Choices(
        endpoint=endpoint,
        listed=tuple(
            _choice(one, judged[one.option], called(one, spec))
            for one in within
            if one.option in judged
        ),
        pools=(),
        models=frozenset(one.option.model for one in everything),
        ways=len(found),
        refused=len(found) - len(within),
        cheapest_refused=min(
            (o.month.expected for o in found if o.refusal and o.month and o.option.leads),
            default=None,
        ),
        unjudged=len(within) - len(judged),
    )


def _held(one: Seen, endpoint: Endpoint) -> Seen | None:
    """An API as an endpoint may call it; None for what it may not, and for pools.

    Bought units and servers carry so much and no more, and nobody says how much: those who call
    them may go on, first or after others as they do, and nobody else is sent there.
    """
    site = one.target.site
    if not isinstance(site, Provider):
        return None
    if site.bills_tokens:
        return one
    called = [target.site.id for target in endpoint.targets]
    if site.id not in called:
        return None
    leads = one.option.leads and called[0] == site.id
    return replace(one, option=replace(one.option, leads=leads))


def _distance(there: Region | None, endpoint: Endpoint, catalog: Catalog) -> tuple[bool, Decimal]:
    """How far a call goes from the gateway, unknown last: among equal prices, the nearest."""
    here = endpoint.gateway.region if endpoint.gateway else None
    if here is None or there is None or here.cloud != there.cloud:
        return True, Decimal(0)
    if here == there:
        return False, Decimal(0)
    trip = catalog.round_trip(here.cloud, here.name, there.name)
    return trip is None, trip.ms if trip else Decimal(0)


def _judged(
    found: Sequence[Seen], judged: Callable[[Sequence[Seen]], Iterable[tuple[Seen, str]]]
) -> Mapping[Option, str]:
    """What stands against each operator's cheapest ways, a round at a time, until some pass.

    An operator whose first ways are all refused is given up: the rest of them differ by region.
    """
    waiting: dict[tuple[str, bool], list[Seen]] = {}
    for one in _apart_first(found):
        operator = one.operator or one.target.site.id
        waiting.setdefault((operator, one.option.leads), []).append(one)
    against: dict[Option, str] = {}
    for _ in range(_ROUNDS):
        asked = [one for ways in waiting.values() for one in ways[:_EACH]]
        if not asked:
            break
        against |= {one.option: why for one, why in judged(asked)}
        waiting = {
            which: ways[_EACH:]
            for which, ways in waiting.items()
            if all(against[one.option] for one in ways[:_EACH])
        }
    return against


def _apart_first(found: Sequence[Seen]) -> Iterator[Seen]:
    """The first of each failure domain, then all others: those of one can't serve together."""
    first: dict[tuple[object, ...], Seen] = {}
    for one in found:
        first.setdefault((one.domain, one.option.leads), one)
    kept = {one.option for one in first.values()}
    yield from first.values()
    yield from (one for one in found if one.option not in kept)


def _choice(one: Seen, against: str, words: str) -> Choice:
    return Choice(
        id=words,
        seen=one,
        month=one.month,
        operator=_operator(one),
        domain=" ".join(one.domain),
        leads=one.option.leads,
        against=against,
    )


def _operator(one: Seen) -> str:
    """Who runs a target; a pool is run by whoever applies the tree, whatever cloud it stands in."""
    return one.operator if isinstance(one.target.site, Provider) else ""


def with_pools(plan: Plan, choices: Choices, types: Sequence[PoolType], judge: Judge) -> Choices:
    """The same choices with GPU pools, each judged by every rule and sized for the endpoint."""
    endpoint = choices.endpoint
    spec = alone(plan.spec, endpoint.name, plan.catalog)
    fitting = [one for one in types if not one.is_there or one.option.site in spec.gpu_pools]
    by_option = {one.option: one for one in fitting}
    found = judge.pooled(spec, endpoint, tuple(by_option))
    asked = [one for one in found if not one.refusal]
    against = {one.option: why for one, why in judge.judged(spec, endpoint.name, asked)}
    pools = (
        _pool_choice(
            one,
            one.refusal or against[one.option],
            by_option[one.option],
            endpoint,
            plan.catalog,
        )
        for one in found
    )
    return replace(choices, pools=tuple(sorted(pools, key=lambda one: one.id)))


def shortlist(
    types: Iterable[PoolType], endpoints: Iterable[Endpoint], catalog: Catalog
) -> tuple[PoolType, ...]:
    """The pools of the spec, then those that carry some endpoint alone at the least cost.

    Of each endpoint the cheapest of each model and accelerator, `MOST` in all.
    """
    known, seen = tuple(types), tuple(_ends(endpoints))
    best: dict[tuple[str, str, str], tuple[Decimal, PoolType]] = {}
    for endpoint, type_ in product(seen, [one for one in known if not one.is_there]):
        cost = _nodes_month(type_, carried(type_.laid, endpoint, catalog, type_.called), endpoint)
        which = (endpoint.name, type_.model.name, type_.machine.accelerator)
        if cost is not None and (which not in best or cost < best[which][0]):
            best[which] = cost, type_
    cheapest = sorted(best.values(), key=lambda one: (one[0], one[1].id))
    new = dict.fromkeys(type_.id for _, type_ in cheapest)
    by_id = {one.id: one for one in known}
    return (*(o for o in known if o.is_there), *(by_id[name] for name in list(new)[:MOST]))


def _ends(endpoints: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Of endpoints that differ by their volume alone, the one with the least and with the most."""
    groups: dict[object, list[tuple[Decimal, Endpoint]]] = {}
    for endpoint in endpoints:
        load = load_of(endpoint)
        if load is not None:
            alike = (replace(load, requests=Decimal(0)), deadline_of(endpoint), endpoint.needs)
            groups.setdefault(alike, []).append((load.requests, endpoint))
    for group in groups.values():
        ends = (pick(group, key=lambda one: one[0])[1] for pick in (min, max))
        yield from {endpoint.name: endpoint for endpoint in ends}.values()


def _nodes_month(type_: PoolType, estimate: Estimate | Unfit, endpoint: Endpoint) -> Decimal | None:
    """US dollars a month for the nodes that carry an endpoint's peak; None where they can't."""
    load = load_of(endpoint)
    if isinstance(estimate, Unfit) or load is None or type_.node_month is None:
        return None
    nodes = fleet(estimate, load, machine=type_.machine, zones=type_.zones).nodes
    return nodes * type_.node_month


def _pool_choice(
    one: Seen, against: str, type_: PoolType, endpoint: Endpoint, catalog: Catalog
) -> Choice:
    estimate = carried(type_.laid, endpoint, catalog, type_.called)
    return Choice(
        id=type_.target,
        seen=one,
        month=Range.exactly(0),
        operator=_operator(one),
        domain=" ".join(one.domain),
        leads=True,
        against=against,
        pool=type_,
        estimate=estimate,
        nodes_month=_nodes_month(type_, estimate, endpoint),
    )
