"""What a month costs on either side at any volume: the same passes that price a spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from planner.capacity import Fleet, Load
from planner.catalog import Catalog
from planner.cost import Bill, estimate
from planner.layout import lay_out
from planner.owning.offers import small
from planner.topology import (
    AS_LISTED,
    Endpoint,
    GpuPool,
    People,
    Provider,
    Target,
    Terms,
    Topology,
    Traffic,
)
from planner.units import Range
from planner.values import value

Size = Callable[[Load], Fleet]
"""How many nodes a load takes."""


@value
class Fleets:
    """How many nodes a load takes, if a replica carries what is expected, less, or more."""

    expected: Size
    most: Size
    """At the low end of what a replica carries."""
    fewest: Size
    """At the high end."""


@value
class ApiSide:
    """A workload whose every request an API answers."""

    topology: Topology
    load: Load
    catalog: Catalog

    def bill(self, requests: Decimal) -> Bill:
        """The month at so many requests."""
        return _bill(_carrying(self.topology, self.load, requests), self.catalog)


@value
class OwnSide:
    """The same workload on GPUs of one's own, rented or bought."""

    topology: Topology
    load: Load
    catalog: Catalog
    fleets: Fleets

    def bill(self, requests: Decimal, nodes: int) -> Bill:
        """The month at so many requests on so many nodes, all of which always run."""
        sized = _sized(self.topology, nodes)
        return _bill(_carrying(sized, self.load, requests), self.catalog)

    def fleet(self, requests: Decimal) -> Fleet:
        """What stands for so many requests, as expected."""
        return self.fleets.expected(replace(self.load, requests=requests))

    def monthly(self, requests: Decimal) -> Range:
        """Low: if a replica carries the most that is published, and prices are low; and so on."""
        load = replace(self.load, requests=requests)
        few, middle, many = (
            self.bill(requests, size(load).nodes).monthly
            for size in (self.fleets.fewest, self.fleets.expected, self.fleets.most)
        )
        return Range(few.low, middle.expected, many.high)


def api_side(target: Target, load: Load, catalog: Catalog, terms: Terms = AS_LISTED) -> ApiSide:
    """A workload on an API alone, by a company's own terms."""
    site = target.site
    providers = (site,) if isinstance(site, Provider) else ()
    # somebody else's host brings no region, as in a spec
    is_built = isinstance(site, Provider) and (site.kind == "bedrock" or site.account is not None)
    topology = replace(
        _scene(catalog),
        home=site.region if is_built else None,
        terms=terms,
        providers=providers,
    )
    return ApiSide(_calling(topology, target), load, catalog)


def pool_side(
    pool: GpuPool,
    load: Load,
    fleets: Fleets,
    people: People | None,
    catalog: Catalog,
    terms: Terms = AS_LISTED,
) -> OwnSide:
    """A workload on a pool alone, with all that a pool brings and the people who run it."""
    topology = replace(
        _scene(catalog),
        home=pool.region,
        terms=terms,
        providers=(),
        gpu_pools=(pool,),
        people=people,
    )
    model = next(iter(pool.serves.values()))
    target = Target(pool, model, "primary", pool.at)
    return OwnSide(_calling(topology, target), load, catalog, fleets)


@lru_cache(maxsize=4)
def _scene(catalog: Catalog) -> Topology:
    """A topology of one endpoint, whose target is then replaced."""
    nobody = {
        "kind": "openai-compatible",
        "host": "llm.invalid",
        "operator": "nobody",
        "country": "DE",
        "evidence": "none",
        "models": {"model": "model"},
    }
    return small({"providers": {"api": nobody}}, "api/model", catalog)


def _calling(topology: Topology, target: Target) -> Topology:
    (endpoint,) = topology.endpoints
    return replace(topology, endpoints=(replace(endpoint, targets=(target,)),))


def _carrying(topology: Topology, load: Load, requests: Decimal) -> Topology:
    (endpoint,) = topology.endpoints
    loaded: Endpoint = replace(endpoint, kind=load.kind, traffic=traffic_of(load, requests))
    return replace(topology, endpoints=(loaded,))


def traffic_of(load: Load, requests: Decimal) -> Traffic:
    """A load as an endpoint's traffic; a provider's cache holds what an engine's would."""
    return Traffic(
        requests=Range.exactly(requests),
        input_tokens=Range.exactly(load.input_tokens),
        output_tokens=Range.exactly(load.output_tokens),
        cached_input=load.cached_input,
        peak_to_mean=load.peak_to_mean,
    )


def _sized(topology: Topology, nodes: int) -> Topology:
    """The same on so many nodes of its pool."""
    pools = tuple(_grown(pool, nodes) for pool in topology.gpu_pools)
    targets = {pool.name: pool for pool in pools}
    (endpoint,) = topology.endpoints
    moved = tuple(
        replace(target, site=targets.get(target.site.name, target.site))
        for target in endpoint.targets
    )
    return replace(topology, gpu_pools=pools, endpoints=(replace(endpoint, targets=moved),))


def _grown(pool: GpuPool, nodes: int) -> GpuPool:
    committed = replace(pool.commitment, nodes=nodes) if pool.commitment else None
    return replace(pool, min_nodes=nodes, max_nodes=nodes, commitment=committed)


def _bill(topology: Topology, catalog: Catalog) -> Bill:
    return estimate(topology, lay_out(topology), catalog)
