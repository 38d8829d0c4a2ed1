"""Choices to the needs of a problem: what each endpoint asks of its targets, and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.advising.choices import Choice, Choices
from planner.advising.gateway_places import GatewayPlace
from planner.advising.standing import Standing
from planner.capacity import Estimate
from planner.catalog import Catalog
from planner.layout import busiest_minute, load_of, nodes_of
from planner.optimising import Candidate, Need, Place
from planner.pipeline import Plan
from planner.rules import expected_ms, part_of
from planner.topology import Endpoint, Provider, ServedModel
from planner.units import Range

DIRECT = "direct"
"""The place of an endpoint that calls its one target itself."""
_MOST_TARGETS = 3
"""Targets of a route that has to be more available than those that a policy asks for."""


def need_of(
    plan: Plan,
    one: Choices,
    gateways: Sequence[GatewayPlace],
    stands: Mapping[str, Standing],
    out: Decimal,
) -> Need:
    """What an endpoint asks for, and all that could serve it.

    `stands`: what each pool costs; `out`: share of time for which a target is out, 0..1.
    """
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
    used = stands[choice.pool.id].used if choice.pool else Range.exactly(0)
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


def _load(choice: Choice, endpoint: Endpoint) -> Decimal:
    """Nodes of a pool that an endpoint takes at its peak."""
    load, pool = load_of(endpoint), choice.pool
    if load is None or pool is None or not isinstance(choice.estimate, Estimate):
        return Decimal(0)
    return nodes_of(choice.estimate, load, pool.machine, pool.zones).expected
