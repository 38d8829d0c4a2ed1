"""`topoplan core`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, format_option, spec_argument
from planner.cli.planning import planned
from planner.cli.searching import asked, endpoint_argument
from planner.cli.terminal import write
from planner.solving import Judge, alike, core
from planner.views import show_cores

_EPILOG = """
\b
Examples:
  topoplan core topology.yaml          which demands nothing in the catalogue keeps together
  topoplan core topology.yaml chat     for one endpoint
  topoplan core topology.yaml --format json

Without any one of the demands that are shown, the rest can be kept, and it is said by what.
Agreements with whoever is called are taken to be there.
Exit codes: 0 no conflict, 2 the spec can't be read, 3 a conflict.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@endpoint_argument
@catalog_option
@format_option("text", "json")
def command(spec: Path, endpoint: str | None, catalog: str | None, format_: str) -> None:
    """Show the fewest demands on an ENDPOINT of SPEC that no targets of the catalogue keep."""
    plan = planned(spec, catalog)
    judge = Judge(plan.catalog, plan.today)
    groups = {names[0]: names for names in alike(plan.spec, asked(plan, endpoint))}
    found = tuple(core(plan, name, judge) for name in groups)
    write(show_cores(found, groups, plan.catalog.id, format_))
    raise SystemExit(3 if any(one.is_conflict for one in found) else 0)
