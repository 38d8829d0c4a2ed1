"""`topoplan cost`."""

from __future__ import annotations

from pathlib import Path

import click

import planner
from planner.cli.options import format_option, spec_argument
from planner.errors import UsageError
from planner.views import show_bill, show_line

_EPILOG = """
\b
Examples:
  topoplan cost topology.yaml
  topoplan cost topology.yaml --format json
  topoplan cost topology.yaml --explain gpu_pools.hot/nodes

Exit codes: 0, 2 the spec can't be read, 4 over budget.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@format_option("text", "json", "markdown")
@click.option("--explain", metavar="LINE", help="Show quantity, price, fact and date of one line.")
def command(spec: Path, format_: str, explain: str | None) -> None:
    """Show the monthly bill of SPEC: low, expected, high, and what has no price."""
    plan = planner.plan(spec)
    if explain is None:
        click.echo(show_bill(plan, format_))
    else:
        line = next((line for line in plan.bill.lines if line.id == explain), None)
        if line is None:
            known = ", ".join(line.id for line in plan.bill.lines)
            raise UsageError(f"the bill has no line `{explain}`", mend=f"one of {known}")
        click.echo(show_line(line))
    raise SystemExit(4 if plan.over_budget else 0)
