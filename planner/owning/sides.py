"""What a month costs on either side at any volume: the same passes that price a spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from planner.capacity import Fleet, Load
from planner.catalog import Catalog
from planner.cost import TOKENS, Bill, Line, estimate
from planner.layout import lay_out
from planner.owning.offers import Bought, servers_of, small
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
    price_factor: Decimal = Decimal(1)
    """Times which a token costs what it is listed at: to see what a change would do."""

    def bill(self, requests: Decimal) -> Bill:
        """The month at so many requests."""
        bill = bill_at(self.topology, self.load, requests, self.catalog)
        return bill if self.price_factor == 1 else _repriced(bill, self.price_factor)


@value
class OwnSide:
    """The same workload on GPUs of one's own, rented or bought."""

    topology: Topology
    load: Load
    catalog: Catalog
    fleets: Fleets
    cheapest: Topology
    """The same at the low end of what servers cost; where they are rented, just the same."""
    dearest: Topology

    def bill(self, requests: Decimal, nodes: int) -> Bill:
        """The month at so many requests on so many nodes, all of which always run."""
        return self._bill(self.topology, requests, nodes)

    def fleet(self, requests: Decimal) -> Fleet:
        """What stands for so many requests, as expected."""
        return self.fleets.expected(replace(self.load, requests=requests))

    def monthly(self, requests: Decimal) -> Range:
        """Low: if a replica carries the most that is published, and prices are low; and so on."""
        load, fleets = replace(self.load, requests=requests), self.fleets
        few, middle, many = (
            self._bill(topology, requests, size(load).nodes).monthly
            for topology, size in (
                (self.cheapest, fleets.fewest),
                (self.topology, fleets.expected),
                (self.dearest, fleets.most),
            )
        )
        return Range(few.low, middle.expected, many.high)

    def _bill(self, topology: Topology, requests: Decimal, nodes: int) -> Bill:
        return bill_at(_sized(topology, nodes), self.load, requests, self.catalog)


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
    scene = replace(
        _scene(catalog),
        home=pool.region,
        terms=terms,
        providers=(),
        gpu_pools=(pool,),
        people=people,
    )
    model = next(iter(pool.serves.values()))
    topology = _calling(scene, Target(pool, model, "primary", pool.at))
    return OwnSide(topology, load, catalog, fleets, topology, topology)


def servers_side(
    bought: Bought,
    load: Load,
    fleets: Fleets,
    people: People | None,
    catalog: Catalog,
    terms: Terms = AS_LISTED,
) -> OwnSide:
    """A workload on bought servers alone, and the people who run them.

    Raises:
        UsageError: the language takes no such terms.
    """
    scene = replace(_scene(catalog), terms=terms, people=people)

    def at(price: Decimal) -> Topology:
        own = servers_of(bought, price, catalog)
        target = Target(own, own.models["model"], "primary", own.at)
        return _calling(replace(scene, providers=(own,)), target)

    price = bought.server.price
    return OwnSide(at(price.expected), load, catalog, fleets, at(price.low), at(price.high))


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


def bill_at(topology: Topology, load: Load, requests: Decimal, catalog: Catalog) -> Bill:
    """The month of a topology of one endpoint that sends so many requests of a load."""
    loaded = _carrying(topology, load, requests)
    return estimate(loaded, lay_out(loaded), catalog)


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
    """The same on so many nodes of its pool, or servers of its host."""
    pools = tuple(_grown(pool, nodes) for pool in topology.gpu_pools)
    providers = tuple(_stacked(provider, nodes) for provider in topology.providers)
    (endpoint,) = topology.endpoints
    (target,) = endpoint.targets
    sites: tuple[GpuPool | Provider, ...] = (*pools, *providers)
    (site,) = sites
    moved = replace(endpoint, targets=(replace(target, site=site),))
    return replace(topology, gpu_pools=pools, providers=providers, endpoints=(moved,))


def _grown(pool: GpuPool, nodes: int) -> GpuPool:
    committed = replace(pool.commitment, nodes=nodes) if pool.commitment else None
    return replace(pool, min_nodes=nodes, max_nodes=nodes, commitment=committed)


def _stacked(provider: Provider, servers: int) -> Provider:
    own = provider.hardware
    if own is None:
        return provider
    hours = own.hands_hours / own.servers * servers
    return replace(provider, hardware=replace(own, servers=servers, hands_hours=hours))


def _repriced(bill: Bill, factor: Decimal) -> Bill:
    """The same bill with every token at another price."""
    return replace(bill, lines=tuple(_times(line, factor) for line in bill.lines))


def _times(line: Line, factor: Decimal) -> Line:
    if line.unit != TOKENS or line.unit_price is None:
        return line
    high = line.unit_price_high
    return replace(
        line,
        unit_price=line.unit_price * factor,
        unit_price_high=None if high is None else high * factor,
    )
