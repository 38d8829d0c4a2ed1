"""A plan to advice: where its endpoints stand, what would pay, and the cheapest topology."""

from __future__ import annotations

from collections.abc import Mapping

from planner.advising.answering import Answered, settled
from planner.advising.binding import Binding, binding
from planner.advising.choices import Choice, Choices
from planner.advising.climbing import Climbed, Rung, climbed
from planner.advising.pool_types import PoolType
from planner.advising.posing import Posed, posed
from planner.advising.sensitivity import Sensitivity, Thresholds, sensitivity
from planner.advising.weighing import weighed
from planner.capacity import Load, Unfit
from planner.cost import Cause, by_endpoint
from planner.errors import UsageError
from planner.layout import deadline_of, load_of
from planner.optimising import Answer, Optimum
from planner.owning import BreakEven, Case, assumed_people, compared
from planner.pipeline import Plan
from planner.solving import Judge
from planner.topology import Endpoint
from planner.units import Range
from planner.values import value


@value
class EndpointAdvice:
    """What is advised for an endpoint."""

    name: str
    sensitivity: Sensitivity
    binding: Binding
    choices: Choices
    break_even: BreakEven | None
    no_break_even: str
    """Why there is no break-even; empty where there is one."""
    case: Case | None
    """What the break-even is of; None where there is none."""
    api: str
    """What of it is called, in words; empty where there is none."""
    pool: str
    """What of it is owned: a pool of the spec, or where it would stand and what it would serve."""
    rung: Rung | None
    """In the cheapest topology; None where there is none."""
    chosen: tuple[str, ...]
    """The targets of the cheapest topology, as a route spells them; empty where there is none."""


@value
class Advice:
    """What is advised for a topology."""

    plan: Plan
    lines: Thresholds
    endpoints: tuple[EndpointAdvice, ...]
    posed: Posed
    answer: Answer
    cheapest: Answered | None
    """None where there is no cheapest topology."""
    now: Climbed
    """Where the topology stands as it is."""
    then: Climbed | None
    """Where the cheapest one would; None where there is none."""

    @property
    def optimum(self) -> Optimum | None:
        """None where there is none, or where nobody asks for anything that could be weighed."""
        return self.answer if isinstance(self.answer, Optimum) and self.posed.weighed else None


def advise(
    plan: Plan, lines: Thresholds, judge: Judge | None = None, *, term: str | None = None
) -> Advice:
    """Place every endpoint, weigh its targets, and find the cheapest topology that rules admit.

    `judge`: of an earlier advice; what it knows of endpoints that are alike is not asked again.
    `term`: the longest for which nodes may be committed to, `1y` or `3y`; None: for none.
    """
    judge = judge or Judge(plan.catalog, plan.today)
    found = weighed(plan, judge)
    best = settled(plan, posed(plan, found, judge, term))
    cheapest = best.topology if best.posed.weighed else None
    after = cheapest.after if cheapest else None
    then, months = climbed(after) if after else None, _months(plan)
    return Advice(
        plan=plan,
        lines=lines,
        endpoints=tuple(
            _endpoint(plan, one, months.get(one.endpoint.name), lines, after, then) for one in found
        ),
        posed=best.posed,
        answer=best.answer,
        cheapest=cheapest,
        now=climbed(plan),
        then=then,
    )


def _endpoint(
    plan: Plan,
    found: Choices,
    month: Cause | None,
    lines: Thresholds,
    after: Plan | None,
    then: Climbed | None,
) -> EndpointAdvice:
    endpoint = found.endpoint
    sides = _sides(plan, found)
    case, api, pool = (sides, "", "") if isinstance(sides, str) else sides
    even = case if isinstance(case, str) else _compared(case)
    return EndpointAdvice(
        name=endpoint.name,
        sensitivity=sensitivity(endpoint, month, lines),
        binding=binding(found),
        choices=found,
        break_even=even if isinstance(even, BreakEven) else None,
        no_break_even=even if isinstance(even, str) else "",
        case=case if isinstance(case, Case) and isinstance(even, BreakEven) else None,
        api=api if isinstance(even, BreakEven) else "",
        pool=pool if isinstance(even, BreakEven) else "",
        rung=then.endpoints[endpoint.name] if then else None,
        chosen=_route(after, endpoint.name) if after else (),
    )


def _months(plan: Plan) -> Mapping[str, Cause]:
    """What each endpoint that states its traffic costs now, with its part of what it shares."""
    bill = by_endpoint(plan.bill, plan.topology, plan.layout, plan.catalog)
    causes = {cause.name: cause for cause in bill.causes}
    return {
        one.name: causes.get(one.name) or Cause(one.name, Range.exactly(0), {}, ())
        for one in plan.topology.endpoints
        if one.traffic is not None
    }


def _sides(plan: Plan, found: Choices) -> tuple[Case, str, str] | str:
    """The cheapest API that may lead against the pool that carries the endpoint for the least.

    With what both are called; else why there are no such two.
    """
    endpoint = found.endpoint
    load = load_of(endpoint)
    api = next((one for one in found.apis if one.leads and one.month), None)
    if load is None:
        return "it states no traffic"
    if api is None:
        return _no_api(found)
    pools = [(one.nodes_month, one.pool) for one in found.pools if one.is_admitted and one.pool]
    priced = sorted((month, pool.id, pool) for month, pool in pools if month is not None)
    if not priced:
        return _no_pool(found)
    *_, cheapest = priced[0]
    return _case_of(plan, endpoint, load, api, cheapest), api.id, cheapest.id


def _compared(case: Case) -> BreakEven | str:
    """The break-even of a case, or why there is none."""
    try:
        even = compared(case)
    except UsageError as refused:
        return refused.message
    return even.reason if isinstance(even, Unfit) else even


def _case_of(plan: Plan, endpoint: Endpoint, load: Load, api: Choice, pool: PoolType) -> Case:
    return Case(
        target=api.seen.target,
        offer=pool.rented,
        load=load,
        deadline=deadline_of(endpoint),
        people=plan.topology.people or assumed_people(),
        catalog=plan.catalog,
        terms=plan.topology.terms,
    )


def _no_api(found: Choices) -> str:
    """Why no API stands for an endpoint."""
    if not found.apis:
        return "no API is admitted by every rule"
    if not any(one.leads for one in found.apis):
        return "no API is known to be as good as its first target: say so by `needs.quality`"
    return "no API that every rule admits has a price"


def _no_pool(found: Choices) -> str:
    """Why no pool carries an endpoint: what stands against the one that comes nearest."""
    reasons = [
        one.against or one.estimate.reason if isinstance(one.estimate, Unfit) else one.against
        for one in found.pools
    ]
    return next((why for why in reasons if why), "no open-weight model can do what it asks for")


def _route(after: Plan, name: str) -> tuple[str, ...]:
    endpoint = next(one for one in after.topology.endpoints if one.name == name)
    return tuple(f"{target.site.name}/{target.model.key}" for target in endpoint.targets)
