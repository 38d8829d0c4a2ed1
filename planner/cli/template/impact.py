"""`topoplan template impact`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, format_option
from planner.cli.planning import facts_of, today
from planner.cli.terminal import say, write
from planner.views import show_impacts

_EPILOG = """
\b
Examples:
  topoplan template impact templates/eu-assistant ../repositories
  topoplan template impact templates/eu-assistant ../repositories --format markdown
  topoplan template impact 'git::https://git.example.com/platform.git//eu?ref=v2' ../repositories

Nothing is written. A consumer has to be looked at where its own changes conflict, where the
template asks something new, or where a verdict gets worse.
Exit codes: 0 nobody has to look, 2 it is no template, 3 otherwise.
"""


@click.command(epilog=_EPILOG)
@click.argument("template", metavar="TEMPLATE")
@click.argument("root", type=click.Path(path_type=Path, file_okay=False, exists=True))
@catalog_option
@format_option("text", "markdown")
def command(template: str, root: Path, catalog: str | None, format_: str) -> None:
    """Show what TEMPLATE, as it is now, would do to every folder below ROOT that was made of it."""
    from planner.spec import Templates, folder
    from planner.templating import impacts

    templates = Templates(say=say)
    found = tuple(impacts(folder(template, templates), root, facts_of(catalog), today(), templates))
    write(show_impacts(found, root, format_))
    raise SystemExit(3 if any(one.is_worse for one in found) else 0)
