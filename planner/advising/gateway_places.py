"""The gateways that a topology has or could have: where they stand, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import islice
from typing import get_args

from planner.advising.choices import Choice, Choices
from planner.advising.standing import shared
from planner.catalog import Catalog, Region
from planner.cost import Bill
from planner.pipeline import Plan
from planner.rules import gateway_part, permitted
from planner.solving import Judge, alone, replanned
from planner.spec import Cloud, edit, edited
from planner.topology import Endpoint
from planner.units import Range
from planner.values import value

NEW_GATEWAY = "main"
_PLACES = 2
"""Regions of pools in which a gateway is weighed where the spec has none."""


@value
class GatewayPlace:
    """A gateway that the topology has, or could have, and what it costs."""

    place: str
    region: Region
    is_there: bool
    serves: frozenset[str]
    """Names of the endpoints."""
    monthly: Range | None
    """None where part of what a new gateway brings has no price."""
    shared: Mapping[str, Range]
    up: Decimal
    """Share of time that it is there, by the best that anybody says; 1 where nobody does."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Endpoint to the APIs that a rule refuses behind it, though not without it."""


def gateway_places(plan: Plan, found: Sequence[Choices], judge: Judge) -> Iterator[GatewayPlace]:
    """The gateways of the spec; one in each likely region for the endpoints that have none."""
    months = plan.bill.by_node()
    for gateway in plan.topology.gateways:
        served = plan.topology.served_by(gateway)
        yield GatewayPlace(
            place=gateway.id,
            region=gateway.region,
            is_there=True,
            serves=frozenset(endpoint.name for endpoint in served),
            monthly=months[gateway.id].monthly if gateway.id in months else Range.exactly(0),
            shared=_of_region(plan.bill, gateway.region, gateway.id),
            up=_up(served, plan.catalog),
        )
    without = [one for one in found if one.endpoint.gateway is None]
    for region in _likely(without):
        yield from _new_gateway(plan, region, without, judge)


def _likely(found: Sequence[Choices]) -> tuple[Region, ...]:
    """The regions of the cheapest APIs of each cloud, and of pools, where all the data may go."""
    apis = [each for one in found for each in one.apis if each.month is not None]
    pools = [each for one in found for each in one.pools if each.is_admitted and each.nodes_month]
    apis.sort(key=lambda each: each.month.expected if each.month else Decimal(0))
    pools.sort(key=lambda each: each.nodes_month or Decimal(0))
    clouds = dict[str, Region]()
    for region in _regions(apis, found):
        clouds.setdefault(region.cloud, region)
    near = (*clouds.values(), *islice(_regions(pools, found), _PLACES))
    return tuple(dict.fromkeys(near))


def _regions(choices: Iterable[Choice], found: Sequence[Choices]) -> Iterator[Region]:
    """The regions of choices, each once, in which a gateway of all endpoints may stand."""
    regions = dict.fromkeys(each.seen.target.site.region for each in choices)
    built = (region for region in regions if region and region.cloud in get_args(Cloud))
    for region in built:
        if all(permitted(one.endpoint, region, "processing") for one in found):
            yield region


def _new_gateway(
    plan: Plan, region: Region, found: Sequence[Choices], judge: Judge
) -> Iterator[GatewayPlace]:
    """A gateway in a region, by the bill of the same topology with it, and what it can't call."""
    names = tuple(one.endpoint.name for one in found)
    words = {"cloud": region.cloud, "region": region.name, "serves": names}
    spec = edited(plan.spec, (edit(plan.spec, ("gateways", NEW_GATEWAY), words),))
    after = replanned(spec, plan.catalog, plan.today)
    if after is not None:
        node = f"gateways.{NEW_GATEWAY}"
        parts, stood_on = after.bill.by_node(), _of_region(after.bill, region, node)
        brought = {node, *stood_on} - plan.bill.by_node().keys()
        yield GatewayPlace(
            place=f"{region.cloud}:{region.name}",
            region=region,
            is_there=False,
            serves=frozenset(names),
            monthly=None if any(parts[name].at_least for name in brought) else parts[node].monthly,
            shared=stood_on,
            up=_up(after.topology.endpoints, after.catalog),
            refused={one.endpoint.name: _refused(after, one, judge) for one in found},
        )


def _up(served: Iterable[Endpoint], catalog: Catalog) -> Decimal:
    """Share of time that the gateway of endpoints is there."""
    parts = (gateway_part(one, catalog) for one in served)
    return min((part.best for part in parts if part is not None), default=Decimal(1))


def _refused(after: Plan, one: Choices, judge: Judge) -> frozenset[str]:
    """The APIs that a rule refuses in a topology that has one more gateway."""
    spec = alone(after.spec, one.endpoint.name, after.catalog)
    names = {each.seen.option: each.id for each in one.apis}
    judged = judge.judged(spec, one.endpoint.name, [each.seen for each in one.apis])
    return frozenset(names[seen.option] for seen, why in judged if why)


def _of_region(bill: Bill, region: Region, node: str) -> Mapping[str, Range]:
    """What a region's gateways and pools stand on: its network, its key, its alarms."""
    return {
        name: month
        for name, month in shared(bill, node).items()
        if name.endswith(f".{region.name}") and not name.startswith("cluster.")
    }
