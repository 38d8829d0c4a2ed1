"""`topoplan catalog`: the facts that plans rest on."""

from __future__ import annotations

import click

from planner.cli.groups import LazyGroup

COMMANDS = {
    "list": "the sets, and what the one in use holds",
    "show": "rows of a table, each with its source and date",
    "verify": "hold every file of a set to its digest",
    "diff": "what is new, gone or repriced between two sets or days",
    "refresh": "write a new dated set from the vendors' price interfaces",
}

_EPILOG = """
\b
Examples:
  topoplan catalog list
  topoplan catalog show aws prices p5.48xlarge --where purchase=on_demand
  topoplan catalog verify
  topoplan catalog diff 2026-11-22 ./newer
  topoplan catalog refresh --source aws-prices --region 'eu-*'
"""


class _Commands(LazyGroup):
    package = __name__
    told = COMMANDS


@click.group(cls=_Commands, epilog=_EPILOG)
def command() -> None:
    """Look into the facts that plans rest on: dated, sourced, and held to their digests."""
