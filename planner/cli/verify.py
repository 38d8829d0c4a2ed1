"""`topoplan verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.options import catalog_option
from planner.cli.planning import planned
from planner.cli.terminal import colored, say, write
from planner.errors import RuleViolation
from planner.planfile import read_planfile_at
from planner.terraform import verify
from planner.views import show_diagnostics

_EPILOG = """
\b
Example:
  terraform show -json plan.tfplan > plan.json
  topoplan verify plan.json --spec topology.yaml

Exit codes: 0 the proof covers the plan, 2 it can't be read, 3 it does something that the proof
doesn't cover.
"""


@click.command(epilog=_EPILOG)
@click.argument("planfile", type=click.Path(path_type=Path))
@click.option("--spec", type=click.Path(path_type=Path), required=True, help="What it must keep.")
@catalog_option
def command(planfile: Path, spec: Path, catalog: str | None) -> None:
    """Say whether PLANFILE, as `terraform show -json` prints it, keeps what the spec proved."""
    plan = planned(spec, catalog)
    verification = verify(plan, read_planfile_at(planfile))
    for address in verification.replaced:
        say(f"replaces {address}")
    for address in verification.deleted:
        say(f"deletes {address}")
    if verification.findings:
        color = colored(sys.stdout)
        write(show_diagnostics(verification.findings, plan.sources, color=color))
        raise SystemExit(RuleViolation.exit_code)
    click.echo(f"the proof covers all {verification.judged} planned resources")
