"""`topoplan cost --planfile`: the bill of any Terraform plan, and of what it changes."""

from __future__ import annotations

from pathlib import Path

import click

import planner
from planner.catalog import DOLLAR, ExchangeRate
from planner.cli.explaining import explain_lines
from planner.cli.gates import GateWords, gate, is_waived, tell
from planner.cli.planning import refuse_stale, tell_stale
from planner.cost import (
    PlanCost,
    Reconciled,
    expected_of,
    grouped,
    judge,
    price_planfile,
    rate_of,
    reconcile,
)
from planner.errors import UsageError
from planner.planfile import PlannedTree, read_planfile_at
from planner.topology import AS_LISTED, Terms
from planner.views import show_planfile

_OVER = 4
_STALE = 5


def show_cost_of_planfile(
    planfile: Path,
    plan: planner.Plan | None,
    facts: planner.Catalog,
    words: GateWords,
    by: str | None,
    format_: str,
    explain: str | None,
    currency: str | None,
    max_age: str | int | None,
) -> None:
    """What a plan costs, from what it changes, and whether its spec says the same.

    `plan`: of its spec, whose terms are then those of the bill; None where there is none.
    Exits with 4 where a budget or limit fails, with 5 where plan and spec cost differently.
    """
    if format_ == "html":
        raise UsageError(
            "--format html shows the bill of a SPEC, not of a --planfile",
            mend="take text, markdown or json, or leave out --planfile",
        )
    terms = AS_LISTED if plan is None else plan.topology.terms
    exchange = _exchange(currency or terms.currency, terms, facts)
    tree = read_planfile_at(planfile)
    cost = _cost(tree, words.against, plan, facts).at(exchange)
    reconciled = None if plan is None else _reconciled(tree, plan).at(exchange)
    bill = cost.after.bill if reconciled is None else reconciled.bill
    refuse_stale(bill, facts, max_age)
    if explain is not None:
        explain_lines(cost.after.bill.lines, explain, facts, format_)
        return
    own = None if plan is None or is_waived(plan) else plan.topology.budget
    limits = gate(own, words, terms, facts, is_compared=True)
    groups = grouped(cost.after, by) if by else ()
    click.echo(
        show_planfile(cost, facts, format_, groups=groups, by=by or "", reconciled=reconciled)
    )
    tell_stale(bill, facts)
    judgements = judge(bill, limits, cost.comparison)
    tell(judgements, asked=words.any)
    if not all(one.passes for one in judgements):
        raise SystemExit(_OVER)
    if reconciled is not None and reconciled.comparison.changes:
        raise SystemExit(_STALE)


def _exchange(currency: str, terms: Terms, facts: planner.Catalog) -> ExchangeRate | None:
    """The rate at which a bill is shown; None for US dollars.

    Raises:
        UsageError: there is none for the currency.
    """
    rate = None if currency == DOLLAR else rate_of(currency, terms, facts)
    if rate is None and currency != DOLLAR:
        known = ", ".join(sorted({*facts.currencies, *terms.rates}))
        raise UsageError(f"no rate of exchange for `{currency}`", mend=f"one of {known}")
    return rate


def _cost(
    tree: PlannedTree, against: str | None, plan: planner.Plan | None, facts: planner.Catalog
) -> PlanCost:
    """What stands after a plan, beside what stood before it or stands after another plan."""

    def priced(each: PlannedTree) -> PlanCost:
        if plan is None:
            return price_planfile(each, facts)
        expected = expected_of(plan.bill, plan.layout, plan.catalog)
        return price_planfile(each, facts, plan.topology.terms, expected)

    cost = priced(tree)
    if against is None:
        return cost
    other = priced(read_planfile_at(Path(against)))
    return PlanCost(before=other.after, after=cost.after, replaced=(), destroyed=())


def _reconciled(tree: PlannedTree, plan: planner.Plan) -> Reconciled:
    return reconcile(tree, plan.bill, plan.layout, plan.catalog, plan.topology.terms)
