"""`topoplan schema`."""

from __future__ import annotations

import json

import click

from planner.spec import json_schema

_EPILOG = """
\b
Example:
  topoplan schema > topology.schema.json
and on the first line of the spec, for editors that speak the YAML language server:
  # yaml-language-server: $schema=topology.schema.json
"""


@click.command(epilog=_EPILOG)
def command() -> None:
    """Write the JSON Schema of the spec language."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
