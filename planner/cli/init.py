"""`topoplan init`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from planner import resources
from planner.cli.answers import answer_options, asking, given_answers
from planner.cli.terminal import say
from planner.cli.writing import write_new
from planner.errors import FileError, UsageError
from planner.spec import json_schema

_EPILOG = """
\b
Examples:
  topoplan init            topology.yaml and its JSON Schema, here
  topoplan init chat       in the folder chat
  topoplan init chat --template 'git::https://git.example.com/platform.git//eu?ref=v1'
  topoplan init chat --template ../platform/templates/eu-assistant --set team=search

A template asks what only you know; --answers and --set answer without being asked. Its version and
the answers are kept, so that `topoplan template update` can move the folder up.
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--template", metavar="TEMPLATE", help="A template's folder, or its address in git.")
@answer_options
def command(
    folder: Path, *, template: str | None, answers: Path | None, settings: tuple[str, ...]
) -> None:
    """Write a spec to start from, and the JSON Schema that editors complete from, into FOLDER."""
    if template is not None:
        _from_template(template, folder, given_answers(answers, settings))
        return
    if answers or settings:
        raise UsageError("only a template asks for answers", mend="name one with --template")
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


def _from_template(template: str, into: Path, given: Mapping[str, object]) -> None:
    from planner.spec import Templates
    from planner.spec import folder as folder_at
    from planner.templating import answered, made, manifest
    from planner.templating import write_new as write_all

    found = folder_at(template, Templates(say=say))
    about = manifest(found)
    files = made(found, answered(about, given, asking()), into)
    write_all(files, into)
    for path in sorted(files.files):
        click.echo(f"wrote {into / path}")
    click.echo(f"next: topoplan check {into / 'topology.yaml'}")
