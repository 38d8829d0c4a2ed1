"""Which part of an endpoint's traffic each target of its route answers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.catalog import Catalog
from planner.topology import Endpoint, GpuPool, Target
from planner.units import MONTH_HOURS, Range
from planner.values import value


@value
class Answered:
    """A target with the part of the endpoint's requests that it answers."""

    target: Target
    share: Range
    """0..1; the expected shares of a route add up to 1."""
    why: str
    """What the share rests on; empty for a primary, which answers whatever it can."""


def answered(endpoint: Endpoint, catalog: Catalog) -> Iterator[Answered]:
    """The primary takes what its outages leave, each fallback what they bring it.

    The share of time that a target is out is that of LLM APIs in the catalogue's incident reports.
    """
    out = _out(endpoint, catalog)
    last = len(endpoint.targets) - 1
    for place, target in enumerate(endpoint.targets):
        share = _share(place, last, out)
        yield Answered(target, share, _why(share, endpoint) if place else "")


def _out(endpoint: Endpoint, catalog: Catalog) -> Range:
    """The share of requests that come while a target is out.

    They are expected in the hours of a pool's schedule; at most, they come evenly over the week.
    """
    out = catalog.outage_share().share
    pool = _scheduled(endpoint)
    if pool is None or pool.schedule is None:
        return out
    closed = 1 - pool.schedule.monthly_hours / MONTH_HOURS
    return Range(out.low, out.expected, max(out.high, closed))


def _scheduled(endpoint: Endpoint) -> GpuPool | None:
    """The pool that is called first, if a schedule leaves it without a node."""
    first = endpoint.targets[0].site if endpoint.targets else None
    if not isinstance(first, GpuPool) or first.schedule is None or first.schedule.outside:
        return None
    return first


def _share(place: int, last: int, out: Range) -> Range:
    """`out` to the power of the targets before, less what is handed on in turn."""
    stays = Range.exactly(1) if place == last else Range(1 - out.high, 1 - out.expected, Decimal(1))
    if place == 0:
        return stays
    return Range(Decimal(0), out.expected**place * stays.expected, out.high**place)


def _why(share: Range, endpoint: Endpoint) -> str:
    out = "LLM APIs are out"
    if isinstance(endpoint.targets[0].site, GpuPool):
        out = f"{out}: nobody counts the outages of a pool"
    if _scheduled(endpoint) is not None:
        out = f"{out}; all requests are taken to come in the pool's hours"
    return f"takes over for {share.expected:.2%} of the time, as long as {out}"
