"""One workload, one API and one way to own: a case, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.capacity import Deadline, Fleet, Load, Measurement, Unfit
from planner.catalog import Catalog, Machine
from planner.owning.breaking_even import BreakEven, Climb, break_even, climb, first_flip
from planner.owning.offers import Bought, Rented, pool_of
from planner.owning.sides import (
    ApiSide,
    Fleets,
    OwnSide,
    Size,
    api_side,
    pool_side,
    servers_side,
)
from planner.owning.sizing import sized
from planner.owning.stairs import Flip
from planner.topology import AS_LISTED, People, Target, Terms
from planner.values import value

LARGEST_POOL = 1000
"""Nodes of a pool, as the language has it."""


@value
class Case:
    """All that a break-even depends on."""

    target: Target
    """The API's model, of the catalogue or of a plan."""
    offer: Rented | Bought
    load: Load
    deadline: Deadline
    people: People | None
    """None: nobody is paid for running it."""
    catalog: Catalog
    terms: Terms = AS_LISTED
    measurement: Measurement | None = None
    """What somebody measured of a replica, which wins over what the model estimates."""
    api_price: Decimal = Decimal(1)
    """Times which the API's tokens cost what they do."""


def compared(case: Case) -> BreakEven | Unfit:
    """Both sides of a case at its volume; why nobody can say, where nothing can be planned.

    Raises:
        UsageError: the catalogue has no such region or machine.
    """
    own = own_side(case)
    return own if isinstance(own, Unfit) else break_even(the_api_side(case), own)


def climbed(case: Case) -> Climb | Unfit:
    """Both sides of a case at every volume.

    Raises:
        UsageError: as `compared`.
    """
    own = own_side(case)
    return own if isinstance(own, Unfit) else climb(the_api_side(case), own)


def flip_of(case: Case) -> Flip | Unfit | None:
    """The least volume from which on owning is cheaper; None where it never is.

    Raises:
        UsageError: as `compared`.
    """
    own = own_side(case)
    return own if isinstance(own, Unfit) else first_flip(the_api_side(case), own)


def the_api_side(case: Case) -> ApiSide:
    """What the API costs."""
    side = api_side(case.target, case.load, case.catalog, case.terms)
    return replace(side, price_factor=case.api_price)


def own_side(case: Case) -> OwnSide | Unfit:
    """What owning costs; why nobody can say, or that no pool is large enough.

    Raises:
        UsageError: as `compared`.
    """
    side = (
        _bought(case, case.offer) if isinstance(case.offer, Bought) else _rented(case, case.offer)
    )
    if isinstance(side, Unfit):
        return side
    nodes = side.fleet(case.load.requests).nodes
    return _too_many(nodes, case.load.requests) if nodes > LARGEST_POOL else side


def _too_many(nodes: int, requests: Decimal) -> Unfit:
    return Unfit(
        "nodes",
        f"{requests:,.0f} requests a month take {nodes:,} nodes, more than the {LARGEST_POOL:,} "
        "of a pool",
    )


def _rented(case: Case, offer: Rented) -> OwnSide | Unfit:
    pool = pool_of(offer, case.catalog)
    fleets = _fleets(case, pool.machine, max(len(pool.zones), 1))
    if isinstance(fleets, Unfit):
        return fleets
    return pool_side(pool, case.load, fleets, case.people, case.catalog, case.terms)


def _bought(case: Case, offer: Bought) -> OwnSide | Unfit:
    fleets = _fleets(case, offer.machine, 1)
    if isinstance(fleets, Unfit):
        return fleets
    spared = Fleets(
        *(_with_a_spare(each) for each in (fleets.expected, fleets.most, fleets.fewest))
    )
    return servers_side(offer, case.load, spared, case.people, case.catalog, case.terms)


def _fleets(case: Case, machine: Machine, zones: int) -> Fleets | Unfit:
    offer = case.offer
    return sized(
        offer.model,
        offer.precision,
        machine,
        zones,
        case.load,
        case.deadline,
        case.catalog,
        case.measurement,
        offer.gpus if isinstance(offer, Rented) else None,
    )


def _with_a_spare(size: Size) -> Size:
    """One server more than the replicas stand on: a broken one is gone for days, not minutes."""

    def spared(load: Load) -> Fleet:
        fleet = size(load)
        why = f"{fleet.nodes + 1} servers, one of them spare: a broken one is gone for days"
        return replace(fleet, nodes=fleet.nodes + 1, why=(*fleet.why, why))

    return spared
