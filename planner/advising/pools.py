"""Pool types to the pools of a problem: what their nodes cost, and what they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.advising.choices import Choices
from planner.advising.pool_types import PoolType
from planner.advising.standing import Standing, standing
from planner.capacity import Fleet, Load
from planner.catalog import Catalog
from planner.layout import load_of
from planner.optimising import Pool, Purchase
from planner.owning import LARGEST_POOL, Fleets, pool_side
from planner.pipeline import Plan
from planner.topology import GpuPool
from planner.units import MONTH_HOURS, Range

PEOPLE = "people"
"""The node of those who run GPUs."""
TERMS = ("1y", "3y")
"""Terms of commitments, the shortest first."""
_NODE_LOST = 1


def standing_of(plan: Plan, found: Iterable[Choices], type_: PoolType) -> Standing:
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


def pool_of(
    type_: PoolType, stands: Standing, catalog: Catalog, term: str | None, paid: int
) -> Pool:
    """A pool of any size, with the ways to buy its nodes.

    `term`: the longest for which they may be committed to; `paid`: those that are paid for whatever
    is chosen.
    """
    is_priced = not any(line.endswith("/nodes") for line in stands.unpriced)
    return Pool(
        id=type_.id,
        purchases=tuple(_purchases(type_, stands, catalog, term, paid)) if is_priced else (),
        spare=_NODE_LOST,
        zones=type_.zones,
        max_nodes=LARGEST_POOL,
        requires=stands_on(type_, stands),
        label=f"nodes of {type_.id}",
    )


def kept_pool(type_: PoolType, stands: Standing, catalog: Catalog, nodes: int) -> Pool:
    """A pool that grows by itself and stays as it is: its nodes are paid for as its bill says.

    It bears what its most nodes bear. No more are bought: it would be another pool. Where nobody
    says what a node costs, it has no way to be bought, as any other.
    """
    plain = pool_of(type_, stands, catalog, None, nodes)
    stays = Purchase(type_.purchase, Range.exactly(0), most=nodes, paid=nodes)
    return replace(plain, purchases=(stays,) if plain.purchases else (), max_nodes=nodes)


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


def stands_on(type_: PoolType, stands: Standing) -> frozenset[str]:
    """Shared things that a pool requires."""
    return frozenset({*stands.shared, beside_nodes(type_.id), PEOPLE})


def beside_nodes(name: str) -> str:
    """What a pool has however many nodes it has, such as its load balancer."""
    return f"{name}: beside its nodes"
