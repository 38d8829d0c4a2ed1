"""Advice to a verdict: change the topology, leave it as it is, or neither, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from planner.advising.advice import Advice
from planner.advising.keeping import bears_of
from planner.advising.pools import PEOPLE
from planner.cost import Bill
from planner.layout import loads_on
from planner.optimising import Infeasible, LeftOut, Undecided, Unpriceable
from planner.pipeline import Plan
from planner.topology import GpuPool
from planner.units import Money
from planner.values import value

Kind = Literal["change", "leave", "unclear", "refused", "none"]
"""Of a verdict. `unclear`: what has no price decides it; `refused`: a rule stands against the
cheapest topology; `none`: there is no cheapest topology."""

_REFUSED, _OVER = 3, 4
_SHOWN = 5
_WORTH = Decimal("0.01")
"""Of a bill: a change that saves less is not worth its review."""


@value
class Verdict:
    """What to do about a topology."""

    kind: Kind
    says: str
    """One clause, such as `leave it: it is the cheapest already`."""
    why: tuple[str, ...]
    """What stands against it, or lacks; empty where nothing does."""
    exit_code: int
    """0 nothing stands against the cheapest topology; 4 nothing but the budget does; else 3."""
    saved: Decimal | None
    """US dollars a month that the cheapest topology costs less, below zero where it costs more;
    None where nobody can say."""


def decided(advice: Advice) -> Verdict:
    """What to do about a topology, by its bill, that of the cheapest one, and the rules."""
    after = advice.cheapest.after if advice.cheapest else None
    if not advice.posed.weighed or after is None:
        return _none(advice)
    spares = saved(advice.plan.bill, after.bill)
    if after.errors:
        do = "don't build it yet" if advice.plan.errors else "leave it"
        says = f"{do}: rules stand against the cheapest topology, of {_month(after.bill)} a month"
        return Verdict("refused", says, _standing(after), after.exit_code, spares)
    kind, says = _compared(advice, after, spares)
    why = _unpriced(advice.plan, after) if kind == "unclear" else ()
    why = (
        *why,
        *_too_small(advice),
        *(_idle_people(advice.plan, after) if kind == "change" else ()),
    )
    return Verdict(kind, says, why, 0, spares)


def saved(now: Bill, after: Bill) -> Decimal | None:
    """What a month costs less after a change; None where what has no price may decide it.

    Where such lines are on one side alone it is the least that is saved, or that it costs more.
    """
    difference = now.monthly.expected - after.monthly.expected
    before, then = ({line.id for line in bill.unpriced} for bill in (now, after))
    if before == then:
        return difference
    if then <= before:
        return difference if difference > 0 else None
    return difference if before <= then and difference < 0 else None


def _compared(advice: Advice, after: Plan, spares: Decimal | None) -> tuple[Kind, str]:
    plan, now, then = advice.plan, _month(advice.plan.bill), _month(after.bill)
    if advice.cheapest is not None and not advice.cheapest.edits:
        return "leave", f"leave it: nothing that was weighed costs less than its {now} a month"
    if spares is not None and spares > 0 and (part := spares / _expected(plan)) >= _WORTH:
        less = "at least " if plan.bill.at_least and not after.bill.at_least else ""
        less += f"{Money(spares)} ({part:.0%})"
        return "change", f"change it: {then} a month instead of {now}, which saves {less}"
    if lacks := _lacks(plan):
        cheapest = f"the cheapest without costs {then} a month instead of {now}"
        return "change", f"change it: {lacks}; {cheapest}"
    return _unforced(spares, now, then)


def _unforced(spares: Decimal | None, now: str, then: str) -> tuple[Kind, str]:
    """What to do where nothing stands against a topology, and a change saves next to nothing."""
    if spares is None:
        return "unclear", f"nobody can say: it costs {now} a month, the cheapest weighed {then}"
    if spares > 0:
        return (
            "leave",
            f"leave it: the cheapest that was weighed saves {Money(spares)} of its {now}",
        )
    more = f"{Money(-spares)} more than its {now} a month"
    return "leave", f"leave it: the cheapest topology that was weighed costs {more}"


def _lacks(plan: Plan) -> str:
    """Why a topology can't stay as it is; empty where it can."""
    if plan.errors:
        return f"{_codes(plan)} stand against it"
    short = (pool for pool in plan.topology.gpu_pools if _needed(plan, pool) > pool.max_nodes)
    return ", ".join(f"`{pool.id}` doesn't carry its traffic" for pool in short)


def _expected(plan: Plan) -> Decimal:
    return plan.bill.monthly.expected


def _none(advice: Advice) -> Verdict:
    answer = advice.answer
    if not advice.posed.weighed:
        says = "nobody can say: no endpoint states its traffic"
        return Verdict("none", says, (), _REFUSED, None)
    match answer:
        case Infeasible():
            code = _OVER if any(one.kind == "budget" for one in answer.conflict) else _REFUSED
            says = "no topology that was weighed keeps all that is asked for"
            return Verdict("none", says, tuple(_conflict(advice, answer)), code, None)
        case Unpriceable():
            return _unpriceable(answer)
        case Undecided(bound):
            says = f"time ran out: nothing costs less than {Money(bound)} a month, no more is known"
            return Verdict("none", says, (), _REFUSED, None)
    return Verdict("none", "the cheapest choice can't be written as a spec", (), _REFUSED, None)


def _too_small(advice: Advice) -> Iterator[str]:
    """The pools whose nodes don't bear the peak of all that calls them now, with some lost.

    They are as cheap as they are since they are too small: the cheapest topology is sized anew.
    """
    for pool in advice.plan.topology.gpu_pools:
        needed, zones = _needed(advice.plan, pool), max(len(pool.zones), 1)
        if needed and bears_of(pool.max_nodes, zones) < needed:
            yield (
                f"`{pool.id}` is too small: its peak takes {needed} node(s) and one to spare, or a "
                f"zone, and it has {pool.max_nodes}"
            )


def _needed(plan: Plan, pool: GpuPool) -> int:
    """Nodes that the peak of what calls a pool is expected to take; 0 where nobody can say."""
    found = loads_on(pool, plan.topology, plan.catalog)
    return math.ceil(sum(one.nodes.expected for one in found if one.nodes is not None))


def _idle_people(plan: Plan, after: Plan) -> Iterator[str]:
    """That the spec's people are paid on, though the pools that they may have run are gone."""
    stays = after.bill.by_node().get(PEOPLE)
    if stays is not None and plan.topology.gpu_pools and not after.topology.gpu_pools:
        yield (
            f"the {Money(stays.monthly.expected)} of `people` a month stay on its bill, and no "
            "pool is left: change them, if it was the pools that took their hours"
        )


def _unpriceable(answer: Unpriceable) -> Verdict:
    why = tuple(_lacking(one) for one in answer.missing)
    if answer.at_least is None:
        says = "what could be called has no price, and nothing else keeps what is asked for"
        return Verdict("none", says, why, _REFUSED, None)
    over = f"what has a price costs {Money(answer.at_least)} a month or more"
    says = f"{over}, above the budget; nobody can say what the rest costs"
    return Verdict("none", says, why, _OVER, None)


def _lacking(one: LeftOut) -> str:
    """A target with what of it has no price, unless that is what it is called."""
    parts = ", ".join(part for part in one.why if not one.candidate.startswith(part))
    return f"`{one.need}`: no price of {one.candidate}" + (f": {parts}" if parts else "")


def _conflict(advice: Advice, answer: Infeasible) -> Iterator[str]:
    for name in answer.unserved:
        yield f"nothing that every rule admits can serve `{name}`"
    for need in advice.posed.weighed:
        if need.id not in answer.unserved and not any(one.leads for one in need.candidates):
            yield (
                f"nothing that every rule admits may come first for `{need.id}`: none is known to "
                "be as good as its first target, or as `needs.quality` asks"
            )
    if answer.conflict:
        together = "the fewest demands" if answer.minimality == "smallest" else "demands"
        yield f"{together} that nothing keeps: " + "; ".join(one.label for one in answer.conflict)
    if answer.at_least is not None:
        yield f"whatever keeps the rest costs {Money(answer.at_least)} a month or more"


def _standing(plan: Plan) -> tuple[str, ...]:
    return tuple(f"{one.code}: {one.message}" for one in plan.errors)


def _codes(plan: Plan) -> str:
    return ", ".join(sorted({one.code for one in plan.errors}))


def _unpriced(*plans: Plan) -> tuple[str, ...]:
    lines = dict.fromkeys(line.id for plan in plans for line in plan.bill.unpriced)
    return tuple(f"no price: {name}" for name in _first(lines))


def _first(names: Iterable[str]) -> Iterator[str]:
    every = list(names)
    yield from every[:_SHOWN]
    if len(every) > _SHOWN:
        yield f"{len(every) - _SHOWN} more"


def _month(bill: Bill) -> str:
    return f"{'at least ' if bill.at_least else ''}{Money(bill.monthly.expected)}"
