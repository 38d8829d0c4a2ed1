"""A workload on an API and on GPUs of one's own: what both cost, and where they cross."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Literal

from planner.capacity import Fleet
from planner.catalog import assumptions
from planner.cost import Bill, Line
from planner.owning.sides import ApiSide, OwnSide
from planner.owning.stairs import Flip, Stair, flips, staircase
from planner.units import Range, total
from planner.values import value

Basis = Literal["exact", "earliest", "unknown"]
"""Of flips. `earliest`: something of what is owned has no price, so that none comes before the
first; `unknown`: something of the API has none, so that nobody can say."""
MOST_NODES = 64
"""Nodes up to which the staircase is climbed, unless the workload itself takes more: beyond, spares
hardly weigh, and the stairs are a line."""
_POOL_ITEMS = ("nodes", "nodes-committed")
_PEOPLE = "people"


@value
class Thumb:
    """The rule of thumb, per pool: an API's bill above some times its nodes, and people's hours."""

    times: Decimal
    """3, unless somebody says otherwise."""
    nodes: Decimal
    """What the nodes alone cost in a month, always on."""
    people: Decimal
    api: Decimal

    @property
    def threshold(self) -> Decimal:
        return self.times * self.nodes + self.people

    @property
    def ratio(self) -> Decimal:
        """The API's bill over that of the nodes."""
        return self.api / self.nodes

    @property
    def is_met(self) -> bool:
        return self.api > self.threshold


@value
class BreakEven:
    """Both sides at the volume of the workload."""

    api: Bill
    own: Bill
    """On the nodes that are expected."""
    own_monthly: Range
    """Low: if a replica carries the most that is published; high: the least."""
    fleet: Fleet
    thumb: Thumb | None
    """None where nothing of the nodes has a price."""

    @property
    def api_monthly(self) -> Range:
        return self.api.monthly

    @property
    def unpriced(self) -> tuple[Line, ...]:
        return (*self.api.unpriced, *self.own.unpriced)

    @property
    def ratio(self) -> Decimal | None:
        """The API's bill over that of owning, all of it; None where either is not known whole."""
        own = self.own_monthly.expected
        return None if self.unpriced or not own else self.api_monthly.expected / own

    @property
    def pays(self) -> bool | None:
        """Whether owning is cheaper as expected; None where what has no price may decide it."""
        return self._cheaper(self.own_monthly.expected, self.api_monthly.expected)

    @property
    def pays_at_least(self) -> bool | None:
        """Whether it is cheaper even if a replica carries the least that is published."""
        return self._cheaper(self.own_monthly.high, self.api_monthly.low)

    def _cheaper(self, own: Decimal, api: Decimal) -> bool | None:
        """What has no price can only add to its side."""
        if own < api:
            return None if self.own.at_least else True
        return None if self.api.at_least else False


@value
class Climb:
    """Both sides at every volume."""

    stairs: tuple[Stair, ...]
    """Up to `MOST_NODES`, or to one node more than the workload takes."""
    flips: tuple[Flip, ...]
    """Empty: owning never pays on these stairs."""
    basis: Basis
    """What the flips are worth."""


def break_even(api: ApiSide, own: OwnSide) -> BreakEven:
    """Both sides of a workload at its volume."""
    requests = api.load.requests
    fleet = own.fleet(requests)
    api_bill, own_bill = api.bill(requests), own.bill(requests, fleet.nodes)
    return BreakEven(
        api=api_bill,
        own=own_bill,
        own_monthly=own.monthly(requests),
        fleet=fleet,
        thumb=_thumb(api_bill, own_bill),
    )


def climb(api: ApiSide, own: OwnSide) -> Climb:
    """The stairs, and every volume at which the cheaper side changes.

    Where the API has a line without a price there are no flips: they would be a guess.
    """
    stairs, basis = tuple(_stairs(own)), basis_of(api, own)
    return Climb(stairs, () if basis == "unknown" else tuple(_flips(api, own, stairs)), basis)


def first_flip(api: ApiSide, own: OwnSide) -> Flip | None:
    """The least volume from which on owning is cheaper; None where `climb` would find none."""
    if basis_of(api, own) == "unknown":
        return None
    return next(_flips(api, own, _stairs(own)), None)


def basis_of(api: ApiSide, own: OwnSide) -> Basis:
    """What a flip is worth, by what has no price."""
    one = Decimal(1)
    if api.bill(one).at_least:
        return "unknown"
    return "earliest" if own.bill(one, 1).at_least else "exact"


def _stairs(own: OwnSide) -> Iterator[Stair]:
    most = max(MOST_NODES, own.fleet(own.load.requests).nodes + 1)
    return staircase(lambda volume: own.fleet(Decimal(volume)).nodes, most)


def _flips(api: ApiSide, own: OwnSide, stairs: Iterable[Stair]) -> Iterator[Flip]:
    return flips(stairs, lambda volume, nodes: saved(api, own, volume, nodes))


def saved(api: ApiSide, own: OwnSide, requests: int, nodes: int) -> Decimal:
    """What owning saves in a month at a volume on so many nodes, as expected."""
    volume = Decimal(requests)
    return api.bill(volume).monthly.expected - own.bill(volume, nodes).monthly.expected


def _thumb(api: Bill, own: Bill) -> Thumb | None:
    nodes = _sum(own, lambda line: line.item in _POOL_ITEMS or line.node.startswith("providers."))
    if not nodes:
        return None
    people = _sum(own, lambda line: line.node == _PEOPLE)
    times = assumptions()["rule_of_thumb_times"].value
    return Thumb(times, nodes, people, api.monthly.expected)


def _sum(bill: Bill, wanted: Callable[[Line], bool]) -> Decimal:
    """The expected month of some lines, as far as they have a price."""
    months = (line.monthly for line in bill.lines if wanted(line))
    return total(month for month in months if month is not None).expected
