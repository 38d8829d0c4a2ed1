"""An endpoint to its cheapest route that nothing stands against.

The first target answers nearly everything, so the cheapest one that is admitted comes first; each
further one is the cheapest that somebody else operates and that fails apart from those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.diagnostics import Diagnostic, Edit
from planner.pipeline import Plan
from planner.solving.agreeing import supposed
from planner.solving.judging import Judge, Seen, judged, priced, replanned
from planner.solving.options import alone, placed, route_edits
from planner.solving.rechecking import compared
from planner.spec import Spec, cut, edited
from planner.topology import Endpoint
from planner.units import Money, Range
from planner.values import value

_TRIED = 6
"""Routes that are tried where targets that are admitted alone don't go together."""
_SHOWN = 3
"""Cheaper targets whose refusal is told."""


@value
class Refused:
    """A target that would have been cheaper."""

    target: str
    """What would be called, in words."""
    month: Range | None
    why: str


@value
class Solution:
    """The cheapest route of an endpoint, or why there is none."""

    endpoint: str
    wanted: int
    """How many targets with operators of their own are asked for."""
    targets: tuple[str, ...]
    """As a route spells them; empty where there is no route."""
    operators: tuple[str, ...]
    edits: tuple[Edit, ...]
    month: Money | None
    """What the endpoint's targets are expected to cost in a month; None: not known."""
    change: Money | None
    """How much dearer that is than the route as it is; None: not known."""
    cheaper: tuple[Refused, ...]
    """Cheaper targets that were refused, the dearest of them first."""
    standing: tuple[Diagnostic, ...] = ()
    """What stands against the endpoint whatever it calls."""
    demands: tuple[str, ...] = ()
    """Agreements that the route rests on and the spec doesn't have, by their place in it."""

    @property
    def is_found(self) -> bool:
        """Whether nothing stands against the endpoint on this route, as the spec is."""
        return bool(self.targets) and not self.standing and not self.demands


def solve(plan: Plan, name: str, judge: Judge, *, same_models: bool = False) -> Solution:
    """The cheapest route of an endpoint with as many operators as its policies want targets.

    Where there is none, agreements with whoever is called are supposed: then it says which of them
    the route rests on.
    """
    found = _search(plan, name, judge, same_models=same_models)
    if found.targets:
        return found
    supposing = replace(judge, supposing=True)
    return _search(plan, name, supposing, same_models=same_models)


def _search(plan: Plan, name: str, judge: Judge, *, same_models: bool) -> Solution:
    spec = alone(plan.spec, name, plan.catalog)
    base = replanned(cut(plan.spec, (name,)), plan.catalog, plan.today) or plan
    endpoint = next(one for one in base.topology.endpoints if one.name == name)
    choice = judge.choice(spec, endpoint, same_models=same_models)
    found = priced(choice, endpoint, plan)
    wanted = max((policy.min_targets or 1 for policy in endpoint.policies), default=1)
    banned: set[str] = set()
    for _ in range(_TRIED):
        left = [one for one in found if one.target.id not in banned]
        chosen = together(judge.admitted(spec, name, left), wanted)
        if not chosen:
            break
        edits = route_edits(plan.spec, name, [one.option for one in chosen])
        after = _with(plan, name, edits, judge)
        objecting = _objecting(after, chosen, base) if after else chosen[-1:]
        if after is not None and not objecting:
            solution = _solution(spec, base, after, chosen, edits, wanted, found, judge)
            return replace(solution, demands=_demands(plan, name, edits, judge))
        banned |= {one.target.id for one in objecting}
    return Solution(name, wanted, (), (), (), None, None, (), _beside(base, endpoint))


def _with(plan: Plan, name: str, edits: tuple[Edit, ...], judge: Judge) -> Plan | None:
    """The plan of an endpoint alone, after edits of the whole spec."""
    spec = edited(plan.spec, edits)
    single = None if spec is None else cut(spec, (name,))
    if single and judge.supposing:
        single = edited(single, supposed(single, single.providers))
    return replanned(single, plan.catalog, plan.today)


def _demands(plan: Plan, name: str, edits: tuple[Edit, ...], judge: Judge) -> tuple[str, ...]:
    """The fewest agreements, by their place, without which more stands against a route."""
    spec = edited(plan.spec, edits)
    if spec is None or not judge.supposing:
        return ()
    single = cut(spec, (name,))
    left = list(supposed(single, single.providers))
    least = _count(single, left, judge)
    for one in tuple(left):
        fewer = [other for other in left if other is not one]
        if _count(single, fewer, judge) == least:
            left = fewer
    return tuple(".".join(map(str, one.route)) for one in left)


def _count(spec: Spec, edits: Sequence[Edit], judge: Judge) -> int:
    """How many errors a spec has after edits."""
    found = judged(edited(spec, edits), judge.catalog, judge.today)
    return -1 if found is None else len(found[1])


def together(admitted: Iterator[Seen], wanted: int) -> tuple[Seen, ...]:
    """The first so many options with operators of their own; nothing where there are too few."""
    passed: list[Seen] = []
    for one in admitted:
        passed.append(one)
        chosen = _apart(passed, wanted)
        if len(chosen) == wanted:
            return chosen
    return ()


def _apart(passed: Sequence[Seen], wanted: int) -> tuple[Seen, ...]:
    """The first that may lead, and after it the first that share no operator and no failure."""
    chosen = [one for one in passed if one.option.leads][:1]
    for one in passed if chosen else ():
        if len(chosen) == wanted:
            break
        if not any(one.operator == o.operator or one.domain == o.domain for o in chosen):
            chosen.append(one)
    return tuple(chosen)


def _objecting(after: Plan, chosen: Sequence[Seen], base: Plan) -> Sequence[Seen]:
    """The last of the chosen, if their route brings an error that the old route doesn't have."""
    known = {finding.fingerprint for finding in base.errors}
    new = [finding for finding in after.errors if finding.fingerprint not in known]
    return chosen[-1:] if new else ()


def _beside(plan: Plan, endpoint: Endpoint) -> tuple[Diagnostic, ...]:
    """Errors that speak of no target of the route."""
    ids = {part for target in endpoint.targets for part in (target.id, target.site.id)}
    return tuple(f for f in plan.errors if not ids & set(f.path) and f.code not in _OF_THE_ROUTE)


_OF_THE_ROUTE = ("REL001", "COST004")
"""Errors about a route or a bill as a whole, which another route changes."""


def _solution(
    spec: Spec,
    base: Plan,
    after: Plan,
    chosen: Sequence[Seen],
    edits: tuple[Edit, ...],
    wanted: int,
    found: Sequence[Seen],
    judge: Judge,
) -> Solution:
    (endpoint,) = after.topology.endpoints
    change = compared(base, after, edits)
    route = next(one.value for one in edits if one.route[-1:] == ("route",))
    return Solution(
        endpoint=endpoint.name,
        wanted=wanted,
        targets=route if isinstance(route, tuple) else (),
        operators=tuple(one.operator for one in chosen),
        edits=edits,
        month=_month(after, endpoint),
        change=change.month,
        cheaper=tuple(_cheaper(spec, endpoint.name, chosen[0], found, judge)),
        standing=after.errors,
    )


def _month(plan: Plan, endpoint: Endpoint) -> Money | None:
    bill = plan.in_currency().bill
    own = bill.by_node().get(endpoint.id)
    if own is None:
        return Money(bill.monthly.expected * 0, bill.currency)
    return None if own.at_least else Money(own.monthly.expected, bill.currency)


def _cheaper(
    spec: Spec, name: str, first: Seen, found: Sequence[Seen], judge: Judge
) -> Iterator[Refused]:
    """The targets next cheaper than the first, and what stands against each."""
    nearest = [one for one in reversed(found[: found.index(first)]) if one.option.leads]
    kinds = {(one.target.site.operator, one.option.model): one for one in reversed(nearest)}
    below = [one for one in nearest if one in kinds.values()][:_SHOWN]
    against = {one.option: why for one, why in judge.judged(spec, name, below)}
    for one in below:
        yield Refused(called(one, spec), one.month, one.refusal or against[one.option])


def called(one: Seen, spec: Spec) -> str:
    """A target in words: as the spec has it, or how it would be called."""
    way = one.option.way
    if one.option.is_there or way is None:
        return placed(one.option, spec).target
    said = ", ".join(f"{key}: {word}" for key, word in way.said)
    return f"{way.model} of {way.kind}" + (f" ({said})" if said else "")
