"""`topoplan init`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner import resources
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
        _write(folder / name, text)
        click.echo(f"wrote {folder / name}")
    click.echo(f"next: topoplan check {folder / 'topology.yaml'}")


def _write(path: Path, text: str) -> None:
    """Write a file that isn't there yet, whole or not at all.

    Raises:
        FileError: it is there, or can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink()
                raise
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(f"can't write {path}: {why}", mend="name another folder") from None
