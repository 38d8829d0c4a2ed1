"""`topoplan check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import planner
from planner.cli.options import format_option, spec_argument
from planner.cli.terminal import colored, write
from planner.views import show_check

_EPILOG = """
\b
Examples:
  topoplan check topology.yaml
  topoplan check topology.yaml --format sarif > findings.sarif
  topoplan check topology.yaml --format github      annotations in a pull request

Exit codes: 0 nothing to object, 2 the spec can't be read, 3 a rule is violated, 4 over budget.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@format_option("text", "json", "markdown", "sarif", "github", "junit")
def command(spec: Path, format_: str) -> None:
    """Read SPEC, resolve it, and prove its constraints on every hop."""
    plan = planner.plan(spec)
    write(show_check(plan, format_, color=colored(sys.stdout)))
    raise SystemExit(plan.exit_code)
