"""`topoplan verify`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

import planner
from planner.cli.terminal import colored, say
from planner.errors import FileError
from planner.terraform import read_planfile, verify
from planner.views.diagnostics import show

_EPILOG = """
\b
Example:
  terraform show -json plan.tfplan > plan.json
  topoplan verify plan.json --spec topology.yaml

Exit codes: 0 the proof covers the plan, 3 it does something that the proof doesn't cover.
"""


@click.command(epilog=_EPILOG)
@click.argument("planfile", type=click.Path(path_type=Path))
@click.option(
    "--spec", type=click.Path(path_type=Path), required=True, help="The spec it must keep."
)
def command(planfile: Path, spec: Path) -> None:
    """Say whether PLANFILE, as `terraform show -json` prints it, keeps what the spec proved."""
    plan = planner.plan(spec)
    verification = verify(plan, read_planfile(_document(planfile)))
    for address in verification.replaced:
        say(f"replaces {address}")
    if verification.findings:
        color = colored(click.get_text_stream("stdout"))
        click.echo(show(verification.findings, plan.sources, color=color))
        raise SystemExit(3)
    click.echo(f"the proof covers all {verification.judged} planned resources")


def _document(path: Path) -> dict[str, Any]:
    mend = "write it with: terraform show -json plan.tfplan > plan.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"can't read {path}: {error.strerror}", mend=mend) from None
    except ValueError as error:
        raise FileError(f"{path} is no JSON, or not all of it: {error}", mend=mend) from None
    if not isinstance(document, dict) or "resource_changes" not in document:
        raise FileError(f"{path} is no Terraform plan", mend=mend)
    return document
