"""`topoplan cost`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import (
    catalog_option,
    format_option,
    locked_option,
    max_age_option,
    out_option,
    spec_argument,
    tree_folder,
)
from planner.cli.planning import judge_ages, planned
from planner.errors import UsageError
from planner.views import show_bill, show_line

_EPILOG = """
\b
Examples:
  topoplan cost topology.yaml
  topoplan cost topology.yaml --format json
  topoplan cost topology.yaml --explain gpu_pools.hot/nodes
  topoplan cost topology.yaml --locked             with the facts of terraform/topoplan.lock
  topoplan cost topology.yaml --max-age 90         exit 5 where a price is older than 90 days
  topoplan cost topology.yaml --currency EUR

Exit codes: 0, 2 the spec can't be read, 4 over budget, 5 not what the lock says, or prices are
older than --max-age.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@catalog_option
@locked_option
@out_option
@max_age_option
@format_option("text", "json", "markdown")
@click.option("--explain", metavar="LINE", help="Show quantity, price, fact and date of one line.")
@click.option(
    "--currency", metavar="CODE", help="Show money in this currency, such as EUR. [default: spec's]"
)
def command(
    spec: Path,
    catalog: str | None,
    out: Path | None,
    *,
    locked: bool,
    max_age: str | int | None,
    format_: str,
    explain: str | None,
    currency: str | None,
) -> None:
    """Show the monthly bill of SPEC: low, expected, high, and what has no price."""
    plan = planned(spec, catalog, locked=tree_folder(spec, out) if locked else None)
    plan = plan.in_currency(currency)
    judge_ages(plan, max_age)
    if explain is None:
        click.echo(show_bill(plan, format_, currency=currency))
    else:
        line = next((line for line in plan.bill.lines if line.id == explain), None)
        if line is None:
            known = ", ".join(line.id for line in plan.bill.lines)
            raise UsageError(f"the bill has no line `{explain}`", mend=f"one of {known}")
        click.echo(show_line(line))
    raise SystemExit(4 if plan.over_budget else 0)
