"""Choices to a problem of choice: what everything costs, and what stands on what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.advising.choices import Choice, Choices
from planner.advising.gateway_places import GatewayPlace, gateway_places
from planner.advising.keeping import kept_needs, kept_pools, kept_providers
from planner.advising.needing import need_of
from planner.advising.pool_types import PoolType
from planner.advising.pools import (
    PEOPLE,
    beside_nodes,
    kept_pool,
    pool_of,
    standing_of,
    stands_on,
)
from planner.advising.standing import Standing, nodes_month
from planner.catalog import Region
from planner.cost import Bill, people_lines
from planner.optimising import Candidate, Need, Problem, Quota, Shared
from planner.owning import assumed_people
from planner.pipeline import Plan
from planner.solving import Judge
from planner.topology import ServedModel, Topology
from planner.units import Range, total
from planner.values import value

_CHOSEN = (
    *("cluster.", "encryption.", "endpoints.", "gateways.", "gpu_pools.", "monitoring."),
    *("network.", "providers.", "secrets."),
)
"""Nodes of a bill that the choice decides on."""
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
    stands = {name: standing_of(plan, asking, type_) for name, type_ in types.items()}
    gateways = tuple(gateway_places(plan, asking, judge))
    out = plan.catalog.outage_share().share.expected
    budget, topology = plan.topology.budget, plan.topology
    weighed = [one.endpoint.name for one in asking]
    required = {name: stands_on(types[name], one) for name, one in stands.items()}
    kept = tuple(kept_needs(topology, weighed, types.values(), required, plan.catalog))
    paid = _paid(topology, kept_pools(topology, weighed))
    growing = _growing(topology, kept_pools(topology, weighed) & types.keys())
    stays = total(nodes_month(plan.bill, name, stands[name]) for name in growing)
    kept = (*kept, _beside(plan, kept_providers(topology, weighed), stays)) if asking else ()
    return Posed(
        problem=Problem(
            needs=(*(need_of(plan, one, gateways, stands, out) for one in asking), *kept),
            pools=tuple(
                kept_pool(type_, stands[name], plan.catalog, growing[name])
                if name in growing
                else pool_of(type_, stands[name], plan.catalog, term, paid.get(name, 0))
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


def _growing(topology: Topology, kept: Collection[str]) -> Mapping[str, int]:
    """Kept pools that grow by themselves, to their most nodes."""
    return {
        pool.id: pool.max_nodes
        for pool in topology.gpu_pools
        if pool.id in kept and pool.min_nodes < pool.max_nodes
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


def _quotas(found: Iterable[Choices]) -> Iterator[Quota]:
    known: dict[str, int] = {}
    for one in found:
        for each in one.admitted:
            model = each.seen.target.model
            if isinstance(model, ServedModel) and model.quota is not None:
                known[each.seen.target.id] = model.quota
    for target, tokens in known.items():
        yield Quota(target, Decimal(tokens), f"the quota of {tokens:,} tokens a minute on {target}")


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
        yield Shared(beside_nodes(pool), one.pool)
    for gateway in gateways:
        yield Shared(gateway.place, gateway.monthly)
    for node, part in plan.bill.by_node().items():
        if node.startswith("providers."):
            yield Shared(node, None if part.at_least else part.monthly)
    yield Shared(PEOPLE, _hands(plan))


def _beside(plan: Plan, providers: Collection[str], nodes: Range) -> Need:
    """A need for what the topology costs whatever is called, such as its stores and its people.

    `providers`: those that are paid for as well, since somebody calls them who isn't weighed;
    `nodes`: the month of those that stay as they are.
    """
    parts = plan.bill.by_node()
    rest = total(part.monthly for node, part in parts.items() if not node.startswith(_CHOSEN))
    rest = rest + nodes
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
