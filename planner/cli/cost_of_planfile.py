"""`topoplan cost --planfile`: the bill of any Terraform plan, and of what it changes."""

from __future__ import annotations

from pathlib import Path

import click

import planner
from planner.cli.explaining import explain_lines
from planner.cli.gates import GateWords, gate, is_waived, tell
from planner.cost import PlanCost, grouped, judge, price_planfile, reconcile
from planner.errors import UsageError
from planner.planfile import read_planfile_at
from planner.views import show_planfile

_OVER = 4
_STALE = 5


def show_cost_of_planfile(
    planfile: Path,
    spec: Path | None,
    catalog: str | None,
    words: GateWords,
    by: str | None,
    format_: str,
    explain: str | None,
) -> None:
    """What a plan costs, from what it changes, and whether its spec says the same.

    Exits with 4 where a budget or limit fails, with 5 where plan and spec cost differently.
    """
    if format_ == "html":
        raise UsageError("a page shows the bill of a SPEC", mend="take another --format")
    plan, facts = _facts(spec, catalog)
    tree = read_planfile_at(planfile)
    cost = price_planfile(tree, facts)
    if words.against is not None:
        other = price_planfile(read_planfile_at(Path(words.against)), facts)
        cost = PlanCost(before=other.after, after=cost.after, replaced=(), destroyed=())
    if explain is not None:
        explain_lines(cost.after.bill.lines, explain, facts, format_)
        return
    reconciled = None if plan is None else reconcile(tree, plan.bill, plan.layout, plan.catalog)
    groups = grouped(cost.after, by) if by else ()
    click.echo(
        show_planfile(cost, facts, format_, groups=groups, by=by or "", reconciled=reconciled)
    )
    own = None if plan is None or is_waived(plan) else plan.topology.budget
    bill = cost.after.bill if reconciled is None else reconciled.bill
    judgements = judge(bill, gate(own, words, is_compared=True), cost.comparison)
    tell(judgements, asked=words.any)
    if not all(one.passes for one in judgements):
        raise SystemExit(_OVER)
    if reconciled is not None and reconciled.comparison.changes:
        raise SystemExit(_STALE)


def _facts(spec: Path | None, catalog: str | None) -> tuple[planner.Plan | None, planner.Catalog]:
    """The plan of a spec, where there is one, and the facts to price with."""
    if spec is not None:
        from planner.cli.planning import planned

        plan = planned(spec, catalog)
        return plan, plan.catalog
    if catalog is None:
        return None, planner.load()
    from planner.catalog import find_set

    return None, find_set(catalog).catalog
