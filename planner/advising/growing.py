"""Advice to its next twelve months: what each would cost, and when something else pays.

Traffic grows by the same share each month until the spec's factor is reached, and stays there. Each
month is planned and priced as a spec of its own with that traffic: today's prices, routes and
pools, since nobody knows others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from planner.advising.advice import Advice, EndpointAdvice
from planner.cost import Bill
from planner.diagnostics import Diagnostic
from planner.errors import UsageError
from planner.owning import BreakEven, compared
from planner.pipeline import Plan
from planner.solving import replanned
from planner.spec import edit, edited
from planner.topology import Endpoint
from planner.units import Range
from planner.values import value

MONTHS = 12
_BUDGET = "COST004"


@value
class Month:
    """A month from now."""

    number: int
    """0: as it is."""
    requests: Decimal
    """Of all endpoints that state their traffic."""
    bill: Bill | None
    """In the currency that the spec shows; None where no spec can have that traffic."""
    over_budget: bool
    against: tuple[str, ...]
    """Codes of the rules that stand against it, the budget aside."""
    warned: tuple[str, ...]
    """Codes of those that warn."""
    owning: Mapping[str, bool | None]
    """Of each growing endpoint with a break-even: whether GPUs of one's own are cheaper."""


@value
class Growing:
    """The months, from now on."""

    endpoints: tuple[str, ...]
    """Those that grow."""
    months: tuple[Month, ...]
    budget: str
    """As the spec writes it; empty where there is none."""

    def first_over_budget(self) -> Month | None:
        return next((one for one in self.months if one.over_budget), None)

    def first_owning(self, endpoint: str) -> Month | None:
        """The first month in which owning is cheaper for an endpoint."""
        return next((one for one in self.months if one.owning.get(endpoint)), None)

    def first_against(self, code: str) -> Month | None:
        return next((one for one in self.months if code in one.against), None)

    def first_warned(self, code: str) -> Month | None:
        return next((one for one in self.months if code in one.warned), None)


def grown(advice: Advice) -> Growing | None:
    """The next twelve months; None where no endpoint says how its traffic grows."""
    plan = advice.plan
    grow = tuple(one for one in plan.topology.endpoints if _grows(plan, one))
    if not grow:
        return None
    budget = plan.topology.budget
    return Growing(
        endpoints=tuple(one.name for one in grow),
        months=tuple(_month(advice, grow, number) for number in range(MONTHS + 1)),
        budget=str(budget.monthly) if budget else "",
    )


def _grows(plan: Plan, endpoint: Endpoint) -> bool:
    stated = plan.spec.endpoints[endpoint.name].traffic
    return endpoint.growth is not None and endpoint.traffic is not None and stated is not None


def _month(advice: Advice, grow: tuple[Endpoint, ...], number: int) -> Month:
    plan = advice.plan
    volumes = {one.name: _requests(one, number) for one in grow}
    after = _planned(plan, volumes) if number else plan
    others = (
        one.traffic.requests.expected
        for one in plan.topology.endpoints
        if one.traffic is not None and one.name not in volumes
    )
    grown_to = (one.expected for one in volumes.values())
    return Month(
        number=number,
        requests=sum((*grown_to, *others), Decimal(0)),
        bill=after.in_currency().bill if after is not None else None,
        over_budget=after is not None and after.over_budget,
        against=_codes(after.errors) if after else (),
        warned=_codes(after.warnings) if after else (),
        owning=dict(_owning(advice, volumes)),
    )


def _codes(found: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(sorted({one.code for one in found} - {_BUDGET}))


def _requests(endpoint: Endpoint, number: int) -> Range:
    """The requests of a month so many months from now."""
    assert endpoint.traffic is not None  # noqa: S101 - of growing endpoints alone
    assert endpoint.growth is not None  # noqa: S101 - of growing endpoints alone
    gone = min(Decimal(number) / endpoint.growth.months, Decimal(1))
    times = endpoint.growth.factor**gone
    now = endpoint.traffic.requests
    return Range(*(_whole(each * times) for each in (now.low, now.expected, now.high)))


def _whole(requests: Decimal) -> Decimal:
    return requests.to_integral_value(ROUND_HALF_UP)


def _planned(plan: Plan, volumes: Mapping[str, Range]) -> Plan | None:
    edits = [
        edit(plan.spec, ("endpoints", name, "traffic", "requests_per_month"), _written(volume))
        for name, volume in volumes.items()
    ]
    return replanned(edited(plan.spec, edits), plan.catalog, plan.today)


def _written(volume: Range) -> object:
    """A volume as a spec writes it."""
    if volume.low == volume.high:
        return int(volume.expected)
    return {key: int(getattr(volume, key)) for key in ("low", "expected", "high")}


def _owning(advice: Advice, volumes: Mapping[str, Range]) -> Iterator[tuple[str, bool | None]]:
    for one in advice.endpoints:
        if one.name in volumes and one.case is not None:
            yield one.name, _pays(one, volumes[one.name].expected)


def _pays(one: EndpointAdvice, requests: Decimal) -> bool | None:
    """Whether owning is cheaper at a volume; None where nobody can say."""
    assert one.case is not None  # noqa: S101 - asked of cases alone
    try:
        even = compared(replace(one.case, load=replace(one.case.load, requests=requests)))
    except UsageError:
        return None
    return even.pays if isinstance(even, BreakEven) else None
