"""`topoplan relax`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, format_option, spec_argument
from planner.cli.planning import planned
from planner.cli.searching import asked, endpoint_argument
from planner.cli.terminal import write
from planner.solving import alike, relax
from planner.views import show_relaxations

_EPILOG = """
\b
Examples:
  topoplan relax topology.yaml          what each policy has to allow more
  topoplan relax topology.yaml chat     for one endpoint
  topoplan relax topology.yaml --format json

The route stays as it is. Each answer is minimal: no part of it is enough. Whether it may be given
is for the owner of the level that it names, and for counsel. Exit codes: 0 passes, or an answer was
found, 2 the spec can't be read, 3 no wider policy lets an endpoint pass.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@endpoint_argument
@catalog_option
@format_option("text", "json")
def command(spec: Path, endpoint: str | None, catalog: str | None, format_: str) -> None:
    """Say by how little the policies of SPEC would have to be widened for an ENDPOINT to pass."""
    plan = planned(spec, catalog)
    groups = {names[0]: names for names in alike(plan.spec, asked(plan, endpoint))}
    found = tuple(relax(plan, name) for name in groups)
    write(show_relaxations(found, groups, plan.catalog.id, format_))
    raise SystemExit(0 if all(one.passes or one.answers for one in found) else 3)
