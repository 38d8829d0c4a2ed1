"""`topoplan policy`."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

import planner
from planner.cli.options import (
    catalog_option,
    format_option,
    out_option,
    spec_argument,
    tree_folder,
)
from planner.cli.planning import planned
from planner.cli.terminal import write
from planner.errors import UsageError
from planner.topology import Endpoint
from planner.views import show_policy

_EPILOG = """
\b
Examples:
  topoplan policy topology.yaml           what binds each endpoint, and which file says so
  topoplan policy topology.yaml chat --format json
  topoplan policy topology.yaml --all     the file of every other key, too

Exit codes: 0, 2 the spec can't be read, or has no such endpoint.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@click.argument("endpoint", required=False)
@click.option("--all", "keys", is_flag=True, help="Show where every other key comes from, too.")
@catalog_option
@out_option
@format_option("text", "json")
def command(
    spec: Path,
    endpoint: str | None,
    catalog: str | None,
    out: Path | None,
    *,
    keys: bool,
    format_: str,
) -> None:
    """Show the policy in force in SPEC, for all endpoints or for ENDPOINT."""
    plan = planned(spec, catalog, tree=tree_folder(spec, out))
    write(show_policy(plan, _named(plan, endpoint), format_, keys=keys))


def _named(plan: planner.Plan, name: str | None) -> tuple[Endpoint, ...]:
    every = {endpoint.name: endpoint for endpoint in plan.topology.endpoints}
    if name is None:
        return tuple(every.values())
    if name not in every:
        near = get_close_matches(name, every, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        raise UsageError(f"no endpoint `{name}`{hint}", mend=f"one of {', '.join(every)}")
    return (every[name],)
