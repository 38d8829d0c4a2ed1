"""Which constraint binds an endpoint: what takes away most money, or else most targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from planner.advising.choices import Choice, Choices
from planner.capacity import Unfit
from planner.units import Money
from planner.values import value

Constraint = Literal["sovereignty", "latency", "quality", "cost"]

_BY_RULE: Mapping[str, Constraint] = {"CAP012": "sovereignty", "CAP017": "latency"}
"""Rules that keep something else than the others of their family."""

_BY_FAMILY: Mapping[str, Constraint] = {
    "CAP": "quality",
    "EVD": "sovereignty",
    "KEY": "sovereignty",
    "NET": "sovereignty",
    "OPS": "sovereignty",
    "REG": "sovereignty",
    "RET": "sovereignty",
    "SOV": "sovereignty",
    "SUP": "sovereignty",
}
"""The beginning of a rule's code to what it keeps."""


@value
class Removed:
    """What a constraint takes away."""

    constraint: Constraint
    targets: int
    """Ways to call a model, and pools, that it refuses."""
    money: Decimal | None
    """By how much the cheapest target would be cheaper without it, US dollars a month; None where
    nobody can say."""


@value
class Binding:
    """What binds an endpoint."""

    constraint: Constraint
    removed: tuple[Removed, ...]
    """What each constraint takes away, the one that binds first."""
    why: str


def binding(found: Choices) -> Binding:
    """What takes away most money, or else most targets; cost, where nothing does."""
    taken = sorted(_removed(found), key=lambda one: (one.money or 0, one.targets), reverse=True)
    taking = [one for one in taken if one.targets]
    if not taking:
        return Binding("cost", (), "nothing takes a target away: what is left is its price")
    first = taking[0]
    return Binding(first.constraint, tuple(taking), _why(first, found))


def _removed(found: Choices) -> Iterable[Removed]:
    refused = [one for one in (*found.listed, *found.pools) if not one.is_admitted]
    least = _cheapest(one for one in found.apis if one.leads)
    for constraint in ("sovereignty", "latency", "quality"):
        own = [one for one in refused if _constraint(one) == constraint]
        count = len(own) + (found.refused if constraint == "sovereignty" else 0)
        without = _cheapest(own)
        if constraint == "sovereignty" and found.cheapest_refused is not None:
            known = found.cheapest_refused
            without = known if without is None else min(known, without)
        yield Removed(constraint, count, _saved(least, without))


def _constraint(one: Choice) -> Constraint:
    """What refuses a choice."""
    if one.against:
        code = one.against[:6]
        return _BY_RULE.get(code) or _BY_FAMILY.get(code[:3], "quality")
    is_late = isinstance(one.estimate, Unfit) and one.estimate.kind == "latency"
    return "latency" if is_late else "quality"


def _cheapest(choices: Iterable[Choice]) -> Decimal | None:
    """What the cheapest API among them costs; a pool's nodes are no price of one endpoint."""
    months = (one.month.expected for one in choices if one.month is not None and one.pool is None)
    return min(months, default=None)


def _saved(least: Decimal | None, without: Decimal | None) -> Decimal | None:
    if least is None or without is None:
        return None
    return max(least - without, Decimal(0))


def _why(first: Removed, found: Choices) -> str:
    of = found.ways + len(found.pools)
    said = f"{first.constraint} refuses {first.targets} of {of} targets"
    if first.money:
        return f"{said}, the cheapest of which would save {Money(first.money)} a month"
    return said
