"""Spec and catalogue to `Topology`: every name becomes the thing it names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from planner.catalog import Catalog, Region
from planner.diagnostics import Diagnostic, Outcome, Severity
from planner.spec import Spec
from planner.topology.endpoints import endpoint, named_endpoints, serving
from planner.topology.evaluations import check_evaluations
from planner.topology.graph import Stop
from planner.topology.hops import graph, transit
from planner.topology.levels import Signing
from planner.topology.lookup import Lookup
from planner.topology.nodes import Endpoint, Gateway, GpuPool, Provider, State, Store
from planner.topology.policies import budget, policies, waivers
from planner.topology.policy import Policy
from planner.topology.providers import provider
from planner.topology.purchases import People
from planner.topology.regimes import held
from planner.topology.sites import gateway, pool, state, store
from planner.topology.terms import check_contracts, terms
from planner.topology.topology import Delivery, Topology


def resolve(spec: Spec, catalog: Catalog) -> Outcome[Topology]:
    """A typed, immutable topology with its hop graph, or every name that nobody knows."""
    lookup = Lookup(spec, catalog)
    outer = policies(spec.policy, ("policy",), lookup)
    providers = _providers(lookup)
    pools = _pools(lookup)
    gateways, served = _gateways(lookup)
    endpoints = _endpoints(outer, {**providers, **pools}, gateways, served, lookup)
    stores = _stores(lookup)
    kept = state(lookup)
    hub, delivery = _hub(lookup), _delivery(lookup)
    own_terms = terms(lookup)
    check_contracts(lookup)
    check_evaluations(lookup)
    ceiling, signed = budget(spec.policy, own_terms, lookup), waivers(lookup)
    standing = tuple(g for g in gateways.values() if g)
    if lookup.problems or kept is None:
        return Outcome(None, _in_order(lookup.problems))
    return Outcome(
        Topology(
            name=spec.topology,
            environment=spec.environment,
            owner=spec.owner or "",
            home=_home(providers.values(), standing, pools.values(), stores, kept),
            cidr=spec.network.cidr,
            cidr_at=spec.span("network", "cidr"),
            tags=spec.tags,
            alerts=spec.alerts,
            policies=held(outer, data=None, as_of=catalog.evaluated_at.date()),
            budget=ceiling,
            waivers=signed,
            endpoints=endpoints,
            providers=tuple(p for p in providers.values() if p),
            gateways=standing,
            gpu_pools=tuple(p for p in pools.values() if p),
            stores=stores,
            state=kept,
            graph=graph(endpoints, standing, stores, kept, _transit(hub, lookup), catalog),
            terms=own_terms,
            people=_people(lookup),
            at=spec.key_span("topology"),
            hub=hub,
            delivery=delivery,
            lineage=spec.lineage(),
            majors=spec.terraform.providers.majors,
            majors_at=spec.span("terraform", "providers"),
        )
    )


def resolve_policy(spec: Spec, catalog: Catalog) -> Outcome[tuple[Policy, ...]]:
    """The levels of a spec's own policy, or every name in it that nobody knows."""
    lookup = Lookup(spec, catalog)
    levels = policies(spec.policy, ("policy",), lookup)
    problems = _in_order(lookup.problems)
    return Outcome(None, problems) if problems else Outcome(levels)


def signing_of(spec: Spec, levels: tuple[Policy, ...], catalog: Catalog) -> Signing:
    """The waivers of a policy that stands alone."""
    return Signing(waivers(Lookup(spec, catalog)), levels, spec.lineage())


def _people(lookup: Lookup) -> People | None:
    words = lookup.spec.people
    if words is None:
        return None
    return People(
        words.rate, words.operations_hours, words.evaluation_hours, lookup.stated("people")
    )


def _hub(lookup: Lookup) -> Region | None:
    words = lookup.spec.network.hub
    return lookup.region(words.cloud, words.region, "network", "hub", "region") if words else None


def _transit(hub: Region | None, lookup: Lookup) -> Stop | None:
    at = lookup.spec.key_span("network", "hub")
    return transit(hub, at, lookup.catalog) if hub else None


def _delivery(lookup: Lookup) -> Delivery | None:
    words = lookup.spec.delivery
    if words is None:
        return None
    country = None
    if words.country is not None:
        country = lookup.countries((words.country,), "delivery", "country").countries
    return Delivery(words.runner, country, lookup.spec.key_span("delivery"))


def _providers(lookup: Lookup) -> dict[str, Provider | None]:
    written = lookup.spec.providers
    return {name: provider(name, words, lookup) for name, words in written.items()}


def _pools(lookup: Lookup) -> dict[str, GpuPool | None]:
    for name in lookup.spec.gpu_pools:
        if name in lookup.spec.providers:
            lookup.error("TOP113", f"`{name}` names a provider and a GPU pool", "gpu_pools", name)
    return {name: pool(name, words, lookup) for name, words in lookup.spec.gpu_pools.items()}


def _gateways(lookup: Lookup) -> tuple[dict[str, Gateway | None], dict[str, str]]:
    """Gateways by name, and the gateway's name of each endpoint that has one."""
    served = serving(lookup)
    gateways = {}
    for name, words in lookup.spec.gateways.items():
        serves = tuple(endpoint for endpoint, owner in served.items() if owner == name)
        gateways[name] = gateway(name, words, serves, lookup)
    return gateways, served


def _endpoints(
    outer: tuple[Policy, ...],
    sites: dict[str, Provider | GpuPool | None],
    gateways: dict[str, Gateway | None],
    served: dict[str, str],
    lookup: Lookup,
) -> tuple[Endpoint, ...]:
    return tuple(
        endpoint(name, words, outer, sites, gateways.get(served.get(name, "")), lookup)
        for name, words in lookup.spec.endpoints.items()
    )


def _stores(lookup: Lookup) -> tuple[Store, ...]:
    found = []
    for name, words in lookup.spec.stores.items():
        receives = named_endpoints(words.receives, "stores", name, "receives", lookup=lookup)
        resolved = store(name, words, receives, lookup)
        if resolved is not None:
            found.append(resolved)
    return tuple(found)


def _home(
    providers: Iterable[Provider | None],
    gateways: Iterable[Gateway],
    pools: Iterable[GpuPool | None],
    stores: Iterable[Store],
    kept: State,
) -> Region | None:
    """The region of what belongs to no other: of the first gateway, pool, state, provider or store.

    A provider that is somebody else's, with a host or a key of its own, brings no region.
    """
    standing = (node.region for node in (*gateways, *pools) if node)
    called = (p.region for p in providers if p and (p.kind == "bedrock" or p.account))
    keeping = (store.region for store in stores)
    found = chain(standing, (kept.region,), called, keeping)
    return next((region for region in found if region), None)


def _in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Problems by their place, each once: one wrong name may be met several times."""
    unique = {(p.code, p.at, p.message): p for p in problems}
    errors = [p for p in unique.values() if p.severity is Severity.ERROR]
    return tuple(sorted(errors, key=lambda p: (p.at, p.code)))
