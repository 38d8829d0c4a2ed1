"""`topoplan verify`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from planner.cli.options import catalog_option
from planner.cli.planning import planned
from planner.cli.terminal import colored, say, write
from planner.errors import FileError, RuleViolation
from planner.terraform import PlannedTree, read_planfile, verify
from planner.views import show_diagnostics

_EPILOG = """
\b
Example:
  terraform show -json plan.tfplan > plan.json
  topoplan verify plan.json --spec topology.yaml

Exit codes: 0 the proof covers the plan, 3 it does something that the proof doesn't cover.
"""

_MEND = "write it with: terraform show -json plan.tfplan > plan.json"


@click.command(epilog=_EPILOG)
@click.argument("planfile", type=click.Path(path_type=Path))
@click.option("--spec", type=click.Path(path_type=Path), required=True, help="What it must keep.")
@catalog_option
def command(planfile: Path, spec: Path, catalog: str | None) -> None:
    """Say whether PLANFILE, as `terraform show -json` prints it, keeps what the spec proved."""
    plan = planned(spec, catalog)
    verification = verify(plan, _planned(planfile))
    for address in verification.replaced:
        say(f"replaces {address}")
    for address in verification.deleted:
        say(f"deletes {address}")
    if verification.findings:
        color = colored(sys.stdout)
        write(show_diagnostics(verification.findings, plan.sources, color=color))
        raise SystemExit(RuleViolation.exit_code)
    click.echo(f"the proof covers all {verification.judged} planned resources")


def _planned(path: Path) -> PlannedTree:
    document = _document(path)
    if "resource_changes" not in document or "configuration" not in document:
        raise FileError(f"{path} is no Terraform plan", mend=_MEND)
    if document.get("errored"):
        raise FileError(f"{path} is of a plan that failed, and holds only a part", mend=_MEND)
    try:
        return read_planfile(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        why = f"{type(error).__name__}: {error}"
        raise FileError(f"{path} is no Terraform plan: {why}", mend=_MEND) from None


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"can't read {path}: {error.strerror}", mend=_MEND) from None
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path} is no JSON, or not all of it: {error}", mend=_MEND) from None
    return document if isinstance(document, dict) else {}
