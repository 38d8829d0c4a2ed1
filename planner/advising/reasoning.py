"""Advice to its reasons: what is said of an endpoint, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from planner.advising.advice import Advice, EndpointAdvice
from planner.advising.climbing import RUNGS, Rung
from planner.advising.keeping import committed_pools, kept_pools
from planner.diagnostics import Verdict
from planner.optimising import LeftOut
from planner.owning import BreakEven
from planner.units import Money
from planner.values import value

About = Literal["latency", "cost", "binds", "owning", "rung"]

_SHOWN = 5
"""Targets without a price that are named."""
_STANDS: dict[Rung, str] = {
    1: "it calls its one target itself",
    2: "a gateway calls its targets",
    3: "a pool of one's own comes first",
    4: "a pool of one's own comes first",
}
"""Why an endpoint stands on a rung."""


@value
class Reason:
    """Why something is advised for an endpoint."""

    about: About
    says: str


def reasons(one: EndpointAdvice, advice: Advice) -> tuple[Reason, ...]:
    """Why an endpoint stands where it stands: its two axes, what binds it, owning, its rung."""
    return (
        Reason("latency", one.sensitivity.latency.why),
        Reason("cost", one.sensitivity.cost.why),
        Reason("binds", one.binding.why),
        Reason("owning", owning(one)),
        Reason("rung", _rung(one, advice)),
    )


def owning(one: EndpointAdvice) -> str:
    """Whether GPUs of one's own pay for an endpoint, in words."""
    even = one.break_even
    if even is None:
        return f"can't be said: {one.no_break_even}"
    own, api = Money(even.own_monthly.expected), Money(even.api_monthly.expected)
    pays = {True: "pays", False: "does not pay", None: "can't be said"}[even.pays]
    nodes = f"{even.fleet.nodes} node(s) of {one.pool}"
    told = f"{pays}: {nodes} and people cost {_least(even.own.at_least)}{own}"
    return f"{told} a month, {one.api} {_least(even.api.at_least)}{api}; {_thumb(even)}"


def _least(is_least: bool) -> str:  # noqa: FBT001 - a word for a fact
    return "at least " if is_least else ""


def _thumb(even: BreakEven) -> str:
    thumb = even.thumb
    if thumb is None:
        return "nothing of the nodes has a price"
    return (
        f"by the rule of thumb the API has to cost more than {Money(thumb.threshold)}, "
        f"{thumb.times:f} times the nodes and the people once"
    )


def _rung(one: EndpointAdvice, advice: Advice) -> str:
    now = advice.now.endpoints[one.name]
    if one.rung is None:
        return f"{now}, {RUNGS[now]}, as it is: {_STANDS[now]}"
    if one.rung == now:
        return f"{now}, {RUNGS[now]}, now and in the cheapest topology: {_STANDS[now]}"
    return f"{one.rung}, {RUNGS[one.rung]}, instead of {now}, {RUNGS[now]}: {_STANDS[one.rung]}"


def unknowns(advice: Advice) -> tuple[str, ...]:
    """What nobody knows, or was not judged, and what that means for the advice."""
    return (*_untold(advice), *_unproven(advice), *_unpriced(advice), *_unjudged(advice))


def _untold(advice: Advice) -> Iterator[str]:
    weighed = {need.id for need in advice.posed.weighed}
    for one in advice.endpoints:
        if one.name not in weighed:
            yield f"`{one.name}` states no traffic: it keeps its route, and no cost is counted"
    for pool in sorted(kept_pools(advice.plan.topology, weighed)):
        yield (
            f"nobody says how much of `{pool}` is taken by what stays on it: it keeps its nodes, "
            "and nothing is moved there"
        )
    for pool in sorted(committed_pools(advice.plan.topology) - _called(advice)):
        yield f"`{pool}` stays though nothing calls it: its commitment is paid to its end"
    for provider in advice.plan.topology.providers:
        if not provider.bills_tokens:
            yield (
                f"nobody says how much `{provider.id}` carries: nothing is moved there, and who "
                "calls it is taken to fit"
            )


def _called(advice: Advice) -> set[str]:
    """Ids of what the endpoints of the cheapest topology call; without one, of the present."""
    after = advice.cheapest.after if advice.cheapest else None
    endpoints = (after or advice.plan).topology.endpoints
    return {target.site.id for endpoint in endpoints for target in endpoint.targets}


def _unproven(advice: Advice) -> Iterator[str]:
    after = advice.cheapest.after if advice.cheapest else None
    for one in after.findings if after else ():
        if one.verdict is Verdict.UNPROVEN and one.waived is None:
            yield f"{one.code} in the cheapest topology: {one.message}"


def _unpriced(advice: Advice) -> Iterator[str]:
    after = advice.cheapest.after if advice.cheapest else None
    for line in after.bill.unpriced if after else ():
        yield f"{line.id} has no price: the cheapest topology costs that much more ({line.note})"
    optimum = advice.optimum
    yield from _left_out(optimum.left_out if optimum else ())
    if optimum and optimum.if_free is not None and optimum.if_free < optimum.bound:
        yield (
            f"whatever has no price, no topology of it costs less than {Money(optimum.if_free)} "
            "a month, what has one counted"
        )


def _left_out(every: Sequence[LeftOut]) -> Iterator[str]:
    """Targets that nobody can price: those that could be cheaper by name, the others counted."""
    mattering = [one for one in every if one.could_matter]
    for one in mattering[:_SHOWN]:
        yield f"nobody can price {one.candidate}: it could be cheaper for `{one.need}`"
    more = len(mattering) - _SHOWN
    if more > 0:
        yield f"nobody can price {more} more target(s) that could be cheaper"
    if others := len(every) - len(mattering):
        yield f"nobody can price {others} target(s) that would not be chosen even if they were free"


def _unjudged(advice: Advice) -> Iterator[str]:
    count = sum(one.choices.unjudged for one in advice.endpoints)
    if count:
        yield (
            f"{count} way(s) to call a model were not judged: cheaper ones of their operators are "
            "admitted, or their first ones all refused"
        )
