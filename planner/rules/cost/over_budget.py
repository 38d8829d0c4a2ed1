"""Bill over the budget.

## What it checks
The expected month against `budget.monthly`, and the warning threshold against the same. A budget in
another currency than the bill's is converted at the rate of `prices.rates`, else the catalogue's.

## Why it matters
The bill is known before the first token is spent; after that it is known at the end of the month.

## Example
`budget: {monthly: 1000 USD, warn_at: 80%}` with an always-on H100 pool.

## Mend
Raise the budget, or see `topoplan cost` for the largest lines.

## Sources
The bill's own lines, each with its price row and date.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost import Bill, Limit, limit_on
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Budget
from planner.units import Money


def judge(case: Case) -> Iterator[Diagnostic]:
    budget = case.topology.budget
    if budget is None:
        return
    bill = _as_shown(case)
    limit = limit_on(bill, budget.monthly, budget.rates)
    expected = bill.monthly.expected
    warning = limit.amount * budget.warn_at_percent / Decimal(100)
    if expected > limit.amount:
        yield _finding(bill, budget, limit, Severity.ERROR, "over")
    elif expected > warning:
        how = f"over {budget.warn_at_percent}% of"
        yield _finding(bill, budget, limit, Severity.WARNING, how)


def _as_shown(case: Case) -> Bill:
    """The bill in the currency that the spec shows it in."""
    terms = case.topology.terms
    if terms.currency == case.bill.currency:
        return case.bill
    return case.bill.at(terms.rate(terms.currency, case.catalog))


def _finding(bill: Bill, budget: Budget, limit: Limit, severity: Severity, how: str) -> Diagnostic:
    least = "at least " if bill.at_least else ""
    nodes = sorted(bill.by_node().items(), key=lambda item: -item[1].monthly.expected)[:3]
    dearest = ", ".join(
        f"{node} {Money(part.monthly.expected, bill.currency)}" for node, part in nodes
    )
    return Diagnostic(
        code=RULE.code,
        severity=severity,
        verdict=Verdict.VIOLATED if severity is Severity.ERROR else None,
        message=f"the bill is {least}{Money(bill.monthly.expected, bill.currency)} a month, "
        f"{how} the budget of {limit}",
        at=budget.at,
        because=Fact(f"the dearest nodes: {dearest}", budget.at),
        fixes=(Fix("raise the budget, or look at `topoplan cost` for the largest lines"),),
        path=("policy.budget",),
        offending=(how,),
    )


RULE = Rule("COST004", "bill over the budget", "0.1.0", judge)
