"""`topoplan plan`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import planner
from planner.cli.options import (
    catalog_option,
    locked_option,
    max_age_option,
    out_option,
    overwrite_option,
    quiet_option,
    spec_argument,
    tree_folder,
)
from planner.cli.planning import planned, refuse_stale, tell_edits, tell_stale
from planner.cli.terminal import colored, say, write
from planner.terraform import (
    Difference,
    Wishes,
    as_built,
    claimed,
    compare,
    hold_tree,
    read_lock,
    with_edits,
)
from planner.terraform import write as write_tree
from planner.views import show_bill, show_check

_EPILOG = """
\b
Examples:
  topoplan plan topology.yaml                      into terraform/, beside the spec
  topoplan plan topology.yaml --out infra/chat
  topoplan plan topology.yaml --check              write nothing; exit 5 if the tree is not current
  topoplan plan topology.yaml --adopt infra/main.tf   keep an edit by hand, over what is new

An adopted edit is kept whenever the tree is written anew. Where both have changed the same lines,
they are shown, and nothing is written.

Exit codes: 0, 2 the spec can't be read, 3 a rule is violated, 4 over budget, 5 files were edited
by hand or an adopted edit contradicts what is new, with --check the tree is not current, with
--locked it is not what the lock says, or prices are older than --max-age.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@out_option
@catalog_option
@locked_option
@max_age_option
@click.option(
    "--adopt",
    metavar="FILE",
    multiple=True,
    help="Keep what was edited by hand in a file or folder of the tree, from now on.",
)
@click.option(
    "--keep",
    metavar="FILE",
    multiple=True,
    help="The same, and leave the file as it stands now, whatever is new in it.",
)
@overwrite_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change.")
@quiet_option
def command(
    spec: Path,
    out: Path | None,
    catalog: str | None,
    *,
    locked: bool,
    max_age: str | int | None,
    adopt: tuple[str, ...],
    keep: tuple[str, ...],
    overwrite: bool,
    only_check: bool,
    quiet: bool,
) -> None:
    """Check and price SPEC, and write its Terraform tree with a lock."""
    folder = tree_folder(spec, out)
    plan = as_built(planned(spec, catalog, locked=folder if locked else None, tree=folder), folder)
    refuse_stale(plan.bill, plan.catalog, max_age)
    tree = with_edits(planner.render(plan), folder, Wishes(adopt, keep, overwrite))
    if locked:
        hold_tree(read_lock(folder), tree)
    if not quiet:
        write(show_check(plan, "text", color=colored(sys.stdout)))
        click.echo(show_bill(plan, "text"))
        for line in _defaults(plan):
            click.echo(line)
        click.echo()
    tell_stale(plan.bill, plan.catalog, quiet=quiet)
    if only_check:
        difference = compare(tree, folder)
    else:
        with claimed(folder):
            difference = write_tree(tree, folder, overwrite=overwrite)
    _tell(difference, folder, quiet=quiet)
    tell_edits(tree, quiet=quiet)
    click.echo(f"{tree.digest}  {folder}")
    if only_check and not difference.is_empty:
        say(f"{folder} is not what the spec says; run `topoplan plan`")
        raise SystemExit(5)
    raise SystemExit(plan.exit_code)


def _defaults(plan: planner.Plan) -> list[str]:
    """What the spec left to topoplan."""
    values = plan.spec.defaulted()
    if not values:
        return []
    shown = [f"  {'.'.join(map(str, route))}: {_as_written(value)}" for route, value in values]
    return ["", "taken by default:", *shown]


def _as_written(value: object) -> str:
    """A default as the spec would spell it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _tell(difference: Difference, folder: Path, *, quiet: bool) -> None:
    if difference.is_empty:
        say(f"{folder} is current", quiet=quiet)
    for mark, paths in (
        ("+", difference.added),
        ("~", difference.changed),
        ("-", difference.removed),
        ("!", difference.edited),
    ):
        for path in paths:
            if not path.startswith("modules/"):
                say(f"  {mark} {path}", quiet=quiet)
