"""`topoplan template`: templates of platform teams, and who uses them."""

from __future__ import annotations

import click

from planner.cli.groups import LazyGroup

COMMANDS = {
    "test": "make and plan a template's own samples",
    "impact": "show what a new version does to everybody who uses it",
    "update": "move a folder up to a new version of its template",
}

_EPILOG = """
\b
Examples:
  topoplan template test templates/eu-assistant
  topoplan template impact templates/eu-assistant ../repositories
  topoplan template update . --to 'git::https://git.example.com/platform.git//eu?ref=v2'
"""


class _Commands(LazyGroup):
    package = __name__
    told = COMMANDS


@click.group(cls=_Commands, epilog=_EPILOG)
def command() -> None:
    """Try templates of platform teams, and move up who uses them."""
