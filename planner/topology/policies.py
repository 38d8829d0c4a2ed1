"""Policies of the spec to `Policy` values, level by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.catalog import DOLLAR
from planner.diagnostics import unknown_name
from planner.spec import Policy as PolicyClause
from planner.topology.lookup import Lookup, Route
from planner.topology.policy import Allowance, Budget, Policy, Regions, Transfer, Waiver
from planner.topology.regimes import regime_levels
from planner.topology.terms import Terms
from planner.units import Money


def policies(clauses: tuple[PolicyClause, ...], route: Route, lookup: Lookup) -> tuple[Policy, ...]:
    """Each clause as a level of its own, after those of its regimes; none is merged."""
    return tuple(
        level
        for i, clause in enumerate(clauses)
        for level in (
            *(
                replace(level, endpoint=_endpoint(route))
                for level in regime_levels(clause, (*route, i), lookup)
            ),
            _policy(clause, (*route, i), lookup),
        )
    )


def _policy(clause: PolicyClause, route: Route, lookup: Lookup) -> Policy:
    operators = clause.operators
    return Policy(
        at=lookup.spec.key_span(*route),
        endpoint=_endpoint(route),
        spans=lookup.spec.key_spans(*route),
        processing=_allowance(clause.processing, (*route, "processing"), lookup),
        at_rest=_allowance(clause.at_rest, (*route, "at_rest"), lookup),
        parents=_allowance(
            operators.parents if operators else None, (*route, "operators", "parents"), lookup
        ),
        homes=_allowance(
            operators.homes if operators else None, (*route, "operators", "homes"), lookup
        ),
        operators_approved=operators.approved if operators else None,
        operators_denied=operators.deny if operators else (),
        regions=_regions(clause, route, lookup),
        min_targets=clause.min_targets,
        on_unproven=clause.on_unproven,
        countries_denied=_allowance(
            clause.countries.deny if clause.countries else None,
            (*route, "countries", "deny"),
            lookup,
        ),
        origins_denied=_allowance(
            clause.model_origins.deny if clause.model_origins else None,
            (*route, "model_origins", "deny"),
            lookup,
        ),
        retention_days=clause.retention_days,
        log_retention_days=clause.log_retention_days,
        training=clause.training,
        human_review=clause.human_review,
        keys=clause.keys,
        key_custody=_allowance(clause.key_custody, (*route, "key_custody"), lookup),
        support=_allowance(clause.support, (*route, "support"), lookup),
        certifications=clause.certifications,
        seal={str(goal): level for goal, level in clause.seal.items()},
        requires=clause.requires,
        fact_age_days=clause.fact_age_days,
        advance_notice=clause.advance_notice,
        transfers=tuple(_transfers(clause, route, lookup)),
        regimes=clause.regimes,
        never_waive=clause.never_waive,
        unchecked=tuple(_unchecked(clause, route)),
    )


def _endpoint(route: Route) -> str | None:
    return str(route[1]) if route[0] == "endpoints" else None


def _unchecked(clause: PolicyClause, route: Route) -> Iterator[str]:
    if clause.budget is not None and route[0] != "policy":
        yield "budget"  # a bill is held to the budget of the whole topology


def _transfers(clause: PolicyClause, route: Route, lookup: Lookup) -> Iterator[Transfer]:
    for index, words in enumerate(clause.transfers):
        below = (*route, "transfers", index)
        yield Transfer(
            to=lookup.countries(words.to, *below, "to"),
            mechanism=words.mechanism,
            evidence=words.evidence,
            expires=words.expires,
            assessment=words.assessment,
            at=lookup.span(*below),
        )


def _allowance(places: tuple[str, ...] | None, route: Route, lookup: Lookup) -> Allowance | None:
    return None if places is None else lookup.countries(places, *route)


def _regions(clause: PolicyClause, route: Route, lookup: Lookup) -> Regions | None:
    written = clause.regions
    if written is None:
        return None
    return Regions(written.allow, written.deny, lookup.span(*route, "regions"))


def budget(clauses: tuple[PolicyClause, ...], own: Terms, lookup: Lookup) -> Budget | None:
    """The tightest budget of all levels, with the rates of exchange of all its limits.

    Limits in a currency without a rate are problems.
    """
    found = list(_budgets(clauses, own, lookup))
    increases = tuple(_increases(clauses, own, lookup))
    if not found:
        return None
    tightest = min(found, key=lambda budget: budget.limit_usd)
    amounts = (tightest.monthly, *(limit for limit in increases if isinstance(limit, Money)))
    rates = {amount.currency: own.rate(amount.currency, lookup.catalog) for amount in amounts}
    return replace(
        tightest,
        max_increases=increases,
        rates={currency: rate for currency, rate in rates.items() if rate is not None},
    )


def _increases(
    clauses: tuple[PolicyClause, ...], own: Terms, lookup: Lookup
) -> Iterator[Money | Decimal]:
    for index, clause in enumerate(clauses):
        limit = clause.budget.max_increase if clause.budget else None
        route = ("policy", index, "budget", "max_increase")
        if isinstance(limit, Money) and _in_dollars(limit, route, own, lookup) is None:
            continue
        if limit is not None:
            yield limit


def _budgets(clauses: tuple[PolicyClause, ...], own: Terms, lookup: Lookup) -> Iterator[Budget]:
    for index, clause in enumerate(clauses):
        if clause.budget is None:
            continue
        route = ("policy", index, "budget")
        limit = _in_dollars(clause.budget.monthly, (*route, "monthly"), own, lookup)
        if limit is not None:
            percent = int(clause.budget.warn_at * 100)
            yield Budget(clause.budget.monthly, limit, percent, lookup.span(*route))


def _in_dollars(limit: Money, route: Route, own: Terms, lookup: Lookup) -> Decimal | None:
    """A limit in US dollars; None, and a problem, where its currency has no rate of exchange."""
    if limit.currency == DOLLAR:
        return limit.amount
    rate = own.rate(limit.currency, lookup.catalog)
    if rate is not None:
        return Money(rate.in_dollars(limit.amount), DOLLAR).rounded()
    known, at = {*lookup.catalog.currencies, *own.rates}, lookup.span(*route)
    name = limit.currency
    lookup.problems.append(
        unknown_name(code="TOP119", kind="rate of exchange for", name=name, known=known, at=at)
    )
    return None


def waivers(lookup: Lookup) -> tuple[Waiver, ...]:
    """The waivers of all levels, those of endpoints last."""
    spec = lookup.spec
    levels: list[tuple[Route, tuple[PolicyClause, ...]]] = [(("policy",), spec.policy)]
    levels += [(("endpoints", name, "policy"), e.policy) for name, e in spec.endpoints.items()]
    return tuple(
        Waiver(
            code=w.code,
            subject=w.at,
            reason=w.reason,
            owner=w.owner,
            expires=w.expires,
            at=lookup.span(*route, i, "waivers", j),
            fingerprint=w.fingerprint,
            endpoint=_endpoint(route),
        )
        for route, clauses in levels
        for i, clause in enumerate(clauses)
        for j, w in enumerate(clause.waivers)
    )
