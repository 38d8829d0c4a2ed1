"""`topoplan destroy`."""

from __future__ import annotations

import os
from pathlib import Path

import click

import planner
from planner.applying import Choices, apply, destroy, homes_of, workplace
from planner.cli.apply import tree_place
from planner.cli.options import (
    catalog_option,
    out_option,
    overwrite_option,
    quiet_option,
    spec_argument,
    tree_folder,
)
from planner.cli.planning import planned
from planner.cli.progress import Progress, narrator
from planner.terraform import Wishes, as_built, with_edits

_EPILOG = """
\b
Examples:
  topoplan destroy topology.yaml                          plan what goes, ask, destroy
  topoplan destroy topology.yaml --sandbox --auto-approve build and remove it in emulated clouds

The state bucket is left: it may hold other states.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@out_option
@catalog_option
@click.option("--auto-approve", is_flag=True, help="Don't ask before destroying.")
@click.option("--sandbox", is_flag=True, help="Apply and destroy in emulated clouds.")
@overwrite_option
@quiet_option
def command(
    spec: Path,
    out: Path | None,
    catalog: str | None,
    *,
    auto_approve: bool,
    sandbox: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Destroy what was applied from SPEC."""
    beside = tree_folder(spec, out)
    plan = as_built(planned(spec, catalog, tree=beside), beside)
    tree = with_edits(planner.render(plan), beside, Wishes(overwrite=overwrite))
    choices = Choices(overwrite=overwrite)
    with (
        tree_place(spec, out, sandbox=sandbox) as folder,
        Progress(quiet=quiet) as progress,
        workplace(
            os.environ,
            homes_of(plan),
            majors=plan.topology.majors,
            sandbox=sandbox,
            say=progress.step,
        ) as place,
    ):
        narrate = narrator(progress, auto_approve=auto_approve, quiet=quiet)
        if sandbox:
            progress.step("an emulated cloud starts empty: applying first")
            apply(plan, tree, folder, place, choices, narrate)
        done = destroy(plan, tree, folder, place, choices, narrate)
    if done.destroyed:
        click.echo(f"destroyed: {done.destroyed} resource(s)")
    else:
        click.echo("nothing to destroy: nothing is there")
