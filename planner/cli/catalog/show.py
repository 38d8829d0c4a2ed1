"""`topoplan catalog show`."""

from __future__ import annotations

import click

from planner.catalog import find_set, find_table, load, select_rows
from planner.cli.options import catalog_option, format_option
from planner.cli.terminal import write
from planner.errors import UsageError
from planner.views import show_rows

_EPILOG = """
\b
Examples:
  topoplan catalog show gpus
  topoplan catalog show aws prices p5.48xlarge eu-
  topoplan catalog show clouds/aws/services --where 'item=nat_*' --format csv
  topoplan catalog show models openai --where model=gpt-5.1 --format json

A table goes by its name, or by parts that no other has together. Every further WORD has to stand in
some cell. `topoplan catalog list` names the tables.
Exit codes: 0, 1 a file isn't what its digest says, 2 no such table, column or set.
"""


@click.command(epilog=_EPILOG)
@click.argument("words", metavar="TABLE [WORD]...", nargs=-1, required=True)
@click.option(
    "--where",
    metavar="COLUMN=PATTERN",
    multiple=True,
    help="Only rows whose column is like that; * and ? stand for anything.",
)
@catalog_option
@format_option("text", "json", "csv")
def command(
    words: tuple[str, ...], where: tuple[str, ...], catalog: str | None, format_: str
) -> None:
    """Show rows of TABLE, each with its source and date."""
    facts = find_set(catalog).catalog if catalog else load()
    table, sought = find_table(facts, words)
    selection = select_rows(facts, table, sought, [_parted(one) for one in where])
    write(show_rows(selection, facts, format_))


def _parted(condition: str) -> tuple[str, str]:
    column, equals, pattern = condition.partition("=")
    if not equals:
        raise UsageError(
            f"--where {condition} names no pattern", mend="write --where COLUMN=PATTERN"
        )
    return column, pattern
