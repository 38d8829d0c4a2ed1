"""`route: auto`: a spec whose endpoints leave their route to topoplan, with the cheapest ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.advising.answering import settled
from planner.advising.posing import posed
from planner.advising.seeding import is_open, seeded
from planner.advising.weighing import weighed
from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Fix, Severity
from planner.errors import SpecError
from planner.optimising import Answer, Infeasible
from planner.pipeline import plan_of
from planner.solving import Judge
from planner.spec import AUTO, Endpoint, Spec, edited


def routed(spec: Spec, catalog: Catalog, today: date) -> Spec:
    """A spec with the cheapest route that every rule admits for each endpoint that leaves it open.

    What the others call stays as it is. The same spec and facts give the same routes.

    Raises:
        SpecError: nothing says which models would do, how much is asked of them, or nothing keeps
            all demands.
    """
    if not is_open(spec):
        return spec
    left = tuple(name for name, one in spec.endpoints.items() if one.route == AUTO)
    whole = seeded(spec, catalog)
    silent = tuple(name for name in left if spec.endpoints[name].traffic is None)
    if silent:
        why = "it states no traffic, so that nothing is cheaper than anything"
        raise SpecError(tuple(_no_route(spec, silent, why)), spec.sources)
    plan = plan_of(whole, catalog, today=today)
    judge = Judge(catalog, today)
    best = settled(plan, posed(plan, weighed(plan, judge, left), judge))
    if best.topology is None:
        raise SpecError(tuple(_no_route(spec, left, _why(best.answer))), spec.sources)
    return edited(plan.spec, best.topology.edits) or plan.spec


def _why(answer: Answer) -> str:
    if isinstance(answer, Infeasible) and answer.conflict:
        return "nothing keeps together: " + "; ".join(one.label for one in answer.conflict)
    return "no target that every rule admits has a price"


def _fixes(endpoint: Endpoint) -> Iterable[Fix]:
    if endpoint.traffic is None:
        yield Fix("say how much is asked of it: `traffic: {requests_per_month: 100k, …}`")
        return
    yield Fix("name a target as its `route`: `topoplan check` says what stands against that one")
    yield Fix("widen what it demands: `topoplan relax` says by how little, once it has a route")


def _no_route(spec: Spec, names: Iterable[str], why: str) -> Iterable[Diagnostic]:
    """That no route was found, at each endpoint that asks for one."""
    for name in names:
        yield Diagnostic(
            code="TOP110",
            severity=Severity.ERROR,
            message=f"`{name}` leaves its route to topoplan, and there is none: {why}",
            at=spec.span("endpoints", name, "route"),
            fixes=tuple(_fixes(spec.endpoints[name])),
            endpoint=name,
        )
