"""`topoplan init`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner import resources
from planner.cli.writing import write_new
from planner.errors import FileError
from planner.spec import json_schema

_EPILOG = """
\b
Examples:
  topoplan init            topology.yaml and its JSON Schema, here
  topoplan init chat       in the folder chat
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Write a spec to start from, and the JSON Schema that editors complete from, into FOLDER."""
    starter = resources.folder("templates") / "specs" / "starter.yaml"
    texts = {
        "topology.yaml": starter.read_text(encoding="utf-8"),
        "topology.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n",
    }
    for name in texts:
        if (folder / name).exists():
            raise FileError(f"{folder / name} is there already", mend="name another folder")
    for name, text in texts.items():
        write_new(folder / name, text)
        click.echo(f"wrote {folder / name}")
    click.echo(f"next: topoplan check {folder / 'topology.yaml'}")
