"""A plan's bill by what its resources share: a module, a type, a region, a tag."""

from __future__ import annotations

from collections.abc import Callable

from planner.cost.planfiles.bills import PlanBill, PricedResource
from planner.errors import UsageError
from planner.units import Range
from planner.values import value

NONE = "(none)"

_TAG = "tag:"
_BY: dict[str, Callable[[PricedResource], str]] = {
    "module": lambda resource: resource.module or "(root)",
    "region": lambda resource: resource.region or NONE,
    "type": lambda resource: resource.type,
}


@value
class Group:
    """What some resources cost together."""

    name: str
    resources: int
    monthly: Range
    at_least: bool
    """Whether one of them has no price, or is billed by use."""


def grouped(plan: PlanBill, by: str) -> tuple[Group, ...]:
    """Groups `by` module, type, region or `tag:KEY`, dearest first.

    Raises:
        UsageError: `by` is none of these.
    """
    name_of = _naming(by)
    found: dict[str, list[PricedResource]] = {}
    for resource in plan.resources:
        found.setdefault(name_of(resource), []).append(resource)
    groups = (_group(name, tuple(members)) for name, members in found.items())
    return tuple(sorted(groups, key=lambda group: (-group.monthly.expected, group.name)))


def _group(name: str, members: tuple[PricedResource, ...]) -> Group:
    plan = PlanBill(members)
    return Group(name, len(members), plan.bill.monthly, plan.at_least)


def _naming(by: str) -> Callable[[PricedResource], str]:
    if by.startswith(_TAG) and by != _TAG:
        key = by.removeprefix(_TAG)
        return lambda resource: resource.tags.get(key, NONE)
    if by not in _BY:
        raise UsageError(f"can't group by `{by}`", mend=f"one of {', '.join(_BY)}, tag:KEY")
    return _BY[by]
