"""Policies of the spec to `Policy` values, level by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.spec import Policy as PolicyClause
from planner.topology.lookup import Lookup, Route
from planner.topology.policy import Allowance, Budget, Policy, Regions, Waiver
from planner.units import Money

_UNCHECKED = ("regimes", "retention_days", "training", "human_review", "keys")
"""Constraints that are read but that no rule judges yet; see the rule SPC006."""

_FREE = (None, (), "allow", "provider")
"""Values that constrain nothing."""


def policies(clauses: tuple[PolicyClause, ...], route: Route, lookup: Lookup) -> tuple[Policy, ...]:
    """Each clause as a level of its own; none is merged into another."""
    return tuple(_policy(c, (*route, i), lookup) for i, c in enumerate(clauses))


def _policy(clause: PolicyClause, route: Route, lookup: Lookup) -> Policy:
    operators = clause.operators
    return Policy(
        at=lookup.spec.key_span(*route),
        processing=_allowance(clause.processing, (*route, "processing"), lookup),
        at_rest=_allowance(clause.at_rest, (*route, "at_rest"), lookup),
        parents=_allowance(
            operators.parents if operators else None, (*route, "operators", "parents"), lookup
        ),
        operators_denied=operators.deny if operators else (),
        regions=_regions(clause, route, lookup),
        min_targets=clause.min_targets,
        on_unproven=clause.on_unproven,
        unchecked=tuple(_unchecked(clause, route)),
    )


def _unchecked(clause: PolicyClause, route: Route) -> Iterator[str]:
    yield from (name for name in _UNCHECKED if getattr(clause, name) not in _FREE)
    if clause.budget is not None and route[0] != "policy":
        yield "budget"  # a bill is held to the budget of the whole topology


def _allowance(places: tuple[str, ...] | None, route: Route, lookup: Lookup) -> Allowance | None:
    return None if places is None else lookup.countries(places, *route)


def _regions(clause: PolicyClause, route: Route, lookup: Lookup) -> Regions | None:
    written = clause.regions
    if written is None:
        return None
    return Regions(written.allow, written.deny, lookup.span(*route, "regions"))


def budget(clauses: tuple[PolicyClause, ...], lookup: Lookup) -> Budget | None:
    """The tightest budget of all levels; only US dollars, the currency of the prices."""
    found = list(_budgets(clauses, lookup))
    if not found:
        return None
    increases = tuple(_increases(clauses, lookup))
    return replace(min(found, key=lambda b: b.monthly.amount), max_increases=increases)


def _increases(clauses: tuple[PolicyClause, ...], lookup: Lookup) -> Iterator[Money | Decimal]:
    for index, clause in enumerate(clauses):
        limit = clause.budget.max_increase if clause.budget else None
        if isinstance(limit, Money) and limit.currency != "USD":
            route = ("policy", index, "budget", "max_increase")
            lookup.error("TOP107", f"an increase is in USD, not in {limit.currency}", *route)
        elif limit is not None:
            yield limit


def _budgets(clauses: tuple[PolicyClause, ...], lookup: Lookup) -> Iterator[Budget]:
    for index, clause in enumerate(clauses):
        if clause.budget is None:
            continue
        route = ("policy", index, "budget")
        if clause.budget.monthly.currency != "USD":
            currency = clause.budget.monthly.currency
            lookup.error("TOP107", f"a budget is in USD, not in {currency}", *route, "monthly")
        else:
            percent = int(clause.budget.warn_at * 100)
            yield Budget(clause.budget.monthly, percent, lookup.span(*route))


def waivers(lookup: Lookup) -> tuple[Waiver, ...]:
    """The waivers of all levels, those of endpoints last."""
    spec = lookup.spec
    levels: list[tuple[Route, tuple[PolicyClause, ...]]] = [(("policy",), spec.policy)]
    levels += [(("endpoints", name, "policy"), e.policy) for name, e in spec.endpoints.items()]
    return tuple(
        Waiver(w.code, w.at, w.reason, w.owner, w.expires, lookup.span(*route, i, "waivers", j))
        for route, clauses in levels
        for i, clause in enumerate(clauses)
        for j, w in enumerate(clause.waivers)
    )
