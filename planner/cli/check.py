"""`topoplan check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.options import (
    catalog_option,
    format_option,
    locked_option,
    out_option,
    spec_argument,
    tree_folder,
)
from planner.cli.planning import planned
from planner.cli.terminal import colored, write
from planner.views import show_check

_EPILOG = """
\b
Examples:
  topoplan check topology.yaml
  topoplan check topology.yaml --no-fixes           findings alone, without a search for fixes
  topoplan check topology.yaml --format sarif > findings.sarif
  topoplan check topology.yaml --format github      annotations in a pull request
  topoplan check topology.yaml --format register    who receives which data, where, on what ground
  topoplan check topology.yaml --format oscal       assessment results for an auditor's tools

Exit codes: 0 nothing to object, 2 the spec can't be read, 3 a rule is violated, 4 over budget,
5 not what the lock says.
"""

_SHOWING_FIXES = ("text", "json")


@click.command(epilog=_EPILOG)
@spec_argument
@catalog_option
@locked_option
@out_option
@click.option("--fingerprints", is_flag=True, help="Show what a waiver can be bound to, as text.")
@format_option("text", "json", "markdown", "sarif", "github", "junit", "register", "oscal")
@click.option(
    "--fixes/--no-fixes",
    default=True,
    help="Search fixes of the findings, and re-check each. [default: fixes]",
)
def command(
    spec: Path,
    catalog: str | None,
    out: Path | None,
    *,
    locked: bool,
    fingerprints: bool,
    format_: str,
    fixes: bool,
) -> None:
    """Read SPEC, resolve it, and prove its constraints on every hop."""
    tree = tree_folder(spec, out)
    plan = planned(spec, catalog, locked=tree if locked else None, tree=tree)
    if fixes and format_ in _SHOWING_FIXES:
        from planner.solving import mended

        plan = mended(plan)
    shown = show_check(plan, format_, color=colored(sys.stdout), fingerprints=fingerprints)
    write(shown)
    raise SystemExit(plan.exit_code)
