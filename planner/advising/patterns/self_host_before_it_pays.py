"""Self-hosting before it pays.

## What it checks
That a GPU pool costs less, with its cluster and the people who run it, than the cheapest APIs would
that every rule admits for the endpoints which call it first.

## Why it matters
Self-hosting too early is the dearest of the three regrets: nodes are paid whether anybody calls or
not, and their upkeep takes the people who would build the product. Prices of APIs fall meanwhile.

## Example
A pool of four L4s for an endpoint whose tokens would cost 200 USD a month.

## Mend
Call the API until its bill passes about three times an always-on pool of the endpoint's size, and
the people's hours; `topoplan calc` says at which volume that is.

## Sources
The prices of the catalogue; the rule of thumb is an assumption of `assumptions.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.advising.advice import Advice, EndpointAdvice
from planner.advising.regretting import Regret
from planner.cost import Bill, people_lines
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.owning import assumed_people
from planner.topology import GpuPool
from planner.units import Money


def judge(advice: Advice) -> Iterator[Diagnostic]:
    for pool in advice.plan.topology.gpu_pools:
        own, api = _own(advice, pool), _api(advice, pool)
        if own is not None and api is not None and api < own:
            yield _finding(pool, own, api)


def _own(advice: Advice, pool: GpuPool) -> Decimal | None:
    """A month of a pool with its cluster and its people; None where a part has no price."""
    parts = advice.plan.bill.by_node()
    nodes = [parts.get(name) for name in (pool.id, f"cluster.{pool.region.name}")]
    if any(part is None or part.at_least for part in nodes):
        return None
    people = Bill(tuple(people_lines(advice.plan.topology.people or assumed_people())))
    known = (*(part for part in nodes if part is not None), people)
    return sum((part.monthly.expected for part in known), Decimal(0))


def _api(advice: Advice, pool: GpuPool) -> Decimal | None:
    """A month of the cheapest APIs for the endpoints that call a pool first; None: not known."""
    months = [_cheapest(one) for one in advice.endpoints if _leads(one, pool)]
    known = [month for month in months if month is not None]
    return sum(known, Decimal(0)) if months and len(known) == len(months) else None


def _leads(one: EndpointAdvice, pool: GpuPool) -> bool:
    targets = one.choices.endpoint.targets
    return bool(targets) and targets[0].site == pool


def _cheapest(one: EndpointAdvice) -> Decimal | None:
    months = (api.month.expected for api in one.choices.apis if api.leads and api.month)
    return min(months, default=None)


def _finding(pool: GpuPool, own: Decimal, api: Decimal) -> Diagnostic:
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.WARNING,
        message=f"`{pool.name}` costs {Money(own)} a month with its people, and APIs that every "
        f"rule admits would answer for {Money(api)}",
        at=pool.at,
        because=Fact("nodes are paid whether anybody calls or not", pool.at),
        fixes=(Fix("call the API until it costs about three times the pool and its people"),),
        path=(pool.id,),
        offending=(str(Money(own - api)),),
    )


REGRET = Regret("ADV001", "self-hosting before it pays", "0.2.0", judge)
