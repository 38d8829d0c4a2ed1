"""What stays as it is: pools that are committed to, or called by somebody who isn't weighed.

Endpoints that state no traffic keep their routes, as do those that a route is not asked for, and
whatever an endpoint calls beside its route. Their pools stand whatever else is chosen, and what is
known of their load adds up with that of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from planner.advising.pool_types import PoolType
from planner.capacity import Estimate
from planner.catalog import Catalog
from planner.layout import carried, load_of, nodes_of
from planner.optimising import Candidate, Need
from planner.topology import Endpoint, GpuPool, Provider, Topology
from planner.units import Range

_NOTHING = Range.exactly(0)


def kept_pools(topology: Topology, weighed: Collection[str]) -> frozenset[str]:
    """Ids of the pools that are called by an endpoint that isn't weighed, or beside a route."""
    sites = _kept_sites(topology, weighed)
    return frozenset(site.id for site in sites if isinstance(site, GpuPool))


def kept_providers(topology: Topology, weighed: Collection[str]) -> frozenset[str]:
    """Ids of the providers with bought units or servers that somebody calls in the same way."""
    sites = _kept_sites(topology, weighed)
    return frozenset(s.id for s in sites if isinstance(s, Provider) and not s.bills_tokens)


def _kept_sites(topology: Topology, weighed: Collection[str]) -> Iterator[Provider | GpuPool]:
    for endpoint in topology.endpoints:
        yield from (side.site for side in endpoint.sides)
        if endpoint.name not in weighed:
            yield from (target.site for target in endpoint.targets)


def committed_pools(topology: Topology) -> frozenset[str]:
    """Ids of the pools that are paid for to the end of a term, whoever calls them."""
    return frozenset(pool.id for pool in topology.gpu_pools if pool.commitment is not None)


def kept_needs(
    topology: Topology,
    weighed: Collection[str],
    types: Iterable[PoolType],
    stands_on: Mapping[str, frozenset[str]],
    catalog: Catalog,
) -> Iterator[Need]:
    """A need for each kept pool that others could call too: it is served by nothing else.

    `stands_on`: pool to the shared things that it requires.

    Its load is no more than the pool's nodes bear: one that is too small for whom it serves already
    is full, and is not made larger for them.
    """
    kept = kept_pools(topology, weighed) | committed_pools(topology)
    others = [one for one in topology.endpoints if one.name not in weighed]
    sizes = {pool.id: pool.max_nodes for pool in topology.gpu_pools}
    for type_ in types:
        if type_.id in kept:
            bears = bears_of(sizes[type_.id], type_.zones)
            known = sum((_load(type_, one, catalog) for one in others), Decimal(0))
            stays = Candidate(
                type_.id,
                _NOTHING,
                _NOTHING,
                pool=type_.id if bears else None,
                load=min(known, Decimal(bears)),
                requires=stands_on[type_.id],
            )
            yield Need(f"what else calls {type_.id}", (stays,))


def bears_of(nodes: int, zones: int) -> int:
    """Nodes of a pool that are left with one of them lost, and with a zone of them lost."""
    spared = nodes - 1
    return max(0, spared if zones == 1 else min(spared, nodes * (zones - 1) // zones))


def _load(type_: PoolType, endpoint: Endpoint, catalog: Catalog) -> Decimal:
    """Nodes that an endpoint takes of a pool at its peak.

    Nothing where nobody can say: such a pool is offered to nobody who doesn't call it already.
    """
    calls = any(target.site.id == type_.id for target in endpoint.targets)
    load, estimate = load_of(endpoint), carried(type_.laid, endpoint, catalog, type_.called)
    if not calls or load is None or not isinstance(estimate, Estimate):
        return Decimal(0)
    return nodes_of(estimate, load, type_.machine, type_.zones).expected
