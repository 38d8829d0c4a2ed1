"""`topoplan cost SPEC`: the bill of a plan from every side, and what stands against it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

import planner
from planner.cli.baselines import compared, default
from planner.cli.explaining import explain_lines
from planner.cli.gates import GateWords, gate, is_waived, tell
from planner.cli.planning import tell_stale
from planner.cli.terminal import colored, write
from planner.cost import (
    Attribution,
    Comparison,
    Judgement,
    by_endpoint,
    by_node,
    by_vendor,
    judge,
)
from planner.errors import UsageError
from planner.views import show_attribution, show_bill, show_bill_page, show_comparison

_SIDES = ("endpoint", "node", "vendor")
_OVER = 4


def show_cost_of_spec(
    plan: planner.Plan,
    tree: Path,
    words: GateWords,
    by: str | None,
    format_: str,
    explain: str | None,
    currency: str | None,
) -> None:
    """The bill as it was asked for; exits with 4 where a budget or limit fails.

    `tree`: the folder that the spec's Terraform tree is written to.
    """
    if by is not None and by not in _SIDES:
        mend = f"one of {', '.join(_SIDES)}; others are for a --planfile"
        raise UsageError(f"a bill has no side `{by}`", mend=mend)
    shown = plan.in_currency(currency)
    if explain is not None:
        explain_lines(shown.bill.lines, explain, plan.catalog, format_)
        return
    topology, exchange = plan.topology, shown.bill.exchange
    own = None if is_waived(plan) else topology.budget
    limits = gate(own, words, topology.terms, plan.catalog)
    against = words.against or default(plan, tree)
    comparison = None if against is None else compared(plan, tree, against, exchange)
    asked = None if words.against is None else comparison
    judgements = judge(shown.bill, limits, comparison)
    _show(shown, format_, by, asked, judgements)
    tell_stale(plan.bill, plan.catalog)
    tell(judgements, asked=words.any)
    raise SystemExit(0 if all(one.passes for one in judgements) else _OVER)


def _show(
    plan: planner.Plan,
    format_: str,
    by: str | None,
    comparison: Comparison | None,
    judgements: tuple[Judgement, ...],
) -> None:
    if format_ == "html":
        sides = sorted(_SIDES, key=lambda side: side != by)  # what was asked for is seen first
        click.echo(show_bill_page(plan, (_seen(plan, side) for side in sides), comparison))
    elif format_ == "json":
        from planner.documents import cost_document
        from planner.views import show_json

        seen = None if by is None else _seen(plan, by)
        click.echo(show_json(cost_document(plan.bill, plan.catalog, seen, comparison, judgements)))
    elif comparison is not None or by is not None:
        if comparison is not None:
            write(show_comparison(comparison, format_))
        if comparison is not None and by is not None:
            write("")
        if by is not None:
            width, color = shutil.get_terminal_size().columns, colored(sys.stdout)
            write(show_attribution(_seen(plan, by), plan, format_, width=width, color=color))
    else:
        click.echo(show_bill(plan, format_, currency=plan.bill.currency))


def _seen(plan: planner.Plan, by: str) -> Attribution:
    """The bill from one side."""
    if by == "node":
        return by_node(plan.bill)
    if by == "vendor":
        return by_vendor(plan.bill, plan.catalog)
    return by_endpoint(plan.bill, plan.topology, plan.layout, plan.catalog)
