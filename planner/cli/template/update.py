"""`topoplan template update`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.answers import answer_options, asking, given_answers
from planner.cli.terminal import say

_EPILOG = """
\b
Examples:
  topoplan template update                          to what the template's folder is now
  topoplan template update --to 'git::https://git.example.com/platform.git//eu?ref=v2'
  topoplan template update --set team=search        other answers

What was changed here is kept over what the template makes now. Where both have changed the same
lines, these are named and nothing is written.
Exit codes: 0, 2 no template, or a question without an answer, 5 changes that contradict each other.
"""


@click.command(epilog=_EPILOG)
@click.argument("place", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--to", metavar="TEMPLATE", help="Another place or tag of the template.")
@answer_options
def command(
    place: Path, *, to: str | None, answers: Path | None, settings: tuple[str, ...]
) -> None:
    """Move PLACE up to a new version of the template that it was made of."""
    from planner.spec import Templates, folder
    from planner.templating import answered, manifest, read_record, updated, write_update

    record = read_record(place)
    new = folder(to or record.place, Templates(say=say))
    about = manifest(new)
    known = {name: one for name, one in record.answers.items() if name in about.questions}
    given = {**known, **given_answers(answers, settings)}
    made = updated(record, new, answered(about, given, asking()))
    changed = write_update(made, record)
    for path in changed:
        click.echo(f"  ~ {path}")
    click.echo(f"{place} is at {about.release or made.state}" if changed else f"{place} is current")
    for path in sorted(set(record.files) - set(made.generated)):
        say(f"note: the template makes {path} no more; it stays")
    if changed:
        click.echo(f"next: topoplan plan {place / 'topology.yaml'}")
