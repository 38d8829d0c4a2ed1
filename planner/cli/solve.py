"""`topoplan solve`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, format_option, quiet_option, spec_argument
from planner.cli.planning import planned
from planner.cli.progress import Progress
from planner.cli.searching import asked, endpoint_argument
from planner.cli.terminal import write
from planner.solving import Judge, core, solve
from planner.views import show_solutions

_EPILOG = """
\b
Examples:
  topoplan solve topology.yaml                  the cheapest admitted route of every endpoint
  topoplan solve topology.yaml chat             of one, with the providers to paste
  topoplan solve topology.yaml chat --same-models
  topoplan solve topology.yaml --format json

Targets come from the catalogue and the spec: the models of the route, such as can stand in for
them, and, where an endpoint says what quality it needs, all that are good enough. A route has as
many operators as the policies' `min_targets`. Exit codes: 0 found, 2 the spec can't be read, 3 an
endpoint has none (then its core is shown), it rests on an agreement that the spec doesn't have, or
something else stands against it.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@endpoint_argument
@click.option("--same-models", is_flag=True, help="Call no other models than the route does.")
@catalog_option
@format_option("text", "json")
@quiet_option
def command(
    spec: Path,
    endpoint: str | None,
    catalog: str | None,
    format_: str,
    *,
    same_models: bool,
    quiet: bool,
) -> None:
    """Find the cheapest route of each ENDPOINT of SPEC that every rule admits."""
    plan = planned(spec, catalog)
    judge = Judge(plan.catalog, plan.today)
    found, cores, names = [], {}, asked(plan, endpoint)
    with Progress(quiet=quiet) as progress:
        for number, name in enumerate(names, 1):
            progress.during(f"searching a route for {name}, {number} of {len(names)}")
            solution = solve(plan, name, judge, same_models=same_models)
            if not solution.targets:
                cores[name] = core(plan, name, judge, same_models=same_models)
            found.append(solution)
    write(show_solutions(found, cores, plan.catalog.id, format_))
    raise SystemExit(0 if all(one.is_found for one in found) else 3)
