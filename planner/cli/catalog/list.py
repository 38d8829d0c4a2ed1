"""`topoplan catalog list`."""

from __future__ import annotations

import click

from planner.catalog import find_set, holdings, known_sets
from planner.cli import planning
from planner.cli.options import catalog_option, format_option
from planner.cli.terminal import write
from planner.views import show_sets

_EPILOG = """
\b
Examples:
  topoplan catalog list
  topoplan catalog list --catalog ./newer --format json

A set is a folder with a manifest and SHA256SUMS: the shipped one, and those below TOPOPLAN_HOME or
the system's folder for data of a user. Stale are rows older than ages.toml admits.
Exit codes: 0, 1 a file isn't what its digest says, 2 no such set.
"""


@click.command(epilog=_EPILOG)
@catalog_option
@format_option("text", "json")
def command(catalog: str | None, format_: str) -> None:
    """List the sets, and the tables of the one in use: rows, oldest, newest, stale by class."""
    sets = known_sets()
    in_use = find_set(catalog) if catalog else sets[0]
    if all(one.folder != in_use.folder for one in sets):
        sets = (*sets, in_use)
    write(show_sets(sets, in_use, holdings(in_use.catalog, planning.today()), format_))
