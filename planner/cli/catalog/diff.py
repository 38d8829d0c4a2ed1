"""`topoplan catalog diff`."""

from __future__ import annotations

import click

from planner.catalog import compare_sets, edition, find_set, shipped_set
from planner.cli.options import catalog_option, format_option
from planner.cli.terminal import write
from planner.views import show_set_comparison

_EPILOG = """
\b
Examples:
  topoplan catalog diff 2026-11-22 2026-12-24            two sets by their ids
  topoplan catalog diff 2026-11-22 ./newer --format markdown
  topoplan catalog diff 2026-02-01 2026-11-01            one set: prices since those days

What is no set's id and looks like a day is a day of the set in use: prices that hold only after it
are left out. + new, - gone, ~ changed; confirmed: the same by another source, or of another day.
Exit codes: 0, 1 a file isn't what its digest says, 2 no such set.
"""


@click.command(epilog=_EPILOG)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@catalog_option
@format_option("text", "json", "markdown")
def command(before: str, after: str, catalog: str | None, format_: str) -> None:
    """Say what is new, gone or repriced from A to B, each a set or a day."""
    in_use = find_set(catalog) if catalog else shipped_set()
    compared = compare_sets(edition(before, in_use), edition(after, in_use))
    write(show_set_comparison(compared, format_))
