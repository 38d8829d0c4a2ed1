"""`topoplan apply`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import planner
from planner.applying import Applied, Choices, admit, apply, expected, homes_of, workplace
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
from planner.cli.progress import Progress, narrator
from planner.cli.terminal import colored, say
from planner.errors import StaleError, UsageError
from planner.terraform import Wishes, as_built, hold_tree, read_lock, with_edits
from planner.units import Money
from planner.views import show_check

_EPILOG = """
\b
Examples:
  topoplan apply topology.yaml                     plan, show, ask, apply
  topoplan apply topology.yaml --sandbox           the same against emulated clouds
  topoplan apply topology.yaml --expect sha256:…   only what the pull request showed
  topoplan apply topology.yaml --dry-run --detailed-exitcode   exit 5 if the cloud has drifted
  TF_VAR_provider_keys='{"main_openai":"sk-…"}' topoplan apply topology.yaml

Ctrl-C is passed on to Terraform and waited for: the state stays sound.
Exit codes: 0, 1 Terraform or AWS failed, 2 usage, 3 a rule is violated or the plan is not covered
by the proof, 4 over budget, 5 not what was reviewed, or with --detailed-exitcode drifted.
"""

_NOT_PROVEN = (
    "An emulator shows that the tree is well-formed, consistent and idempotent. It does not prove "
    "quotas, capacity, permissions, names that are taken, or that images and models answer."
)


@click.command(epilog=_EPILOG)
@spec_argument
@out_option
@click.option("--auto-approve", is_flag=True, help="Don't ask before applying.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and stop there.")
@click.option("--sandbox", is_flag=True, help="Use emulated clouds on this machine; no account.")
@click.option("--expect", metavar="DIGEST", help="Refuse any tree but this reviewed one.")
@catalog_option
@locked_option
@max_age_option
@overwrite_option
@click.option("--skip-preflight", is_flag=True, help="Don't ask AWS for offerings and quotas.")
@click.option(
    "--wait",
    metavar="SECONDS",
    type=click.IntRange(min=0),
    default=300,
    show_default=True,
    help="How long to wait for the gateways' tasks; 0 doesn't ask.",
)
@click.option("--detailed-exitcode", is_flag=True, help="Exit 5 where the cloud had drifted.")
@quiet_option
def command(
    spec: Path,
    out: Path | None,
    *,
    expect: str | None,
    auto_approve: bool,
    dry_run: bool,
    sandbox: bool,
    catalog: str | None,
    locked: bool,
    max_age: str | int | None,
    overwrite: bool,
    skip_preflight: bool,
    wait: int,
    detailed_exitcode: bool,
    quiet: bool,
) -> None:
    """Plan SPEC, hold Terraform's plan against the proof, ask, and apply exactly that plan."""
    beside = tree_folder(spec, out)
    plan = as_built(planned(spec, catalog, locked=beside if locked else None, tree=beside), beside)
    refuse_stale(plan.bill, plan.catalog, max_age)
    if plan.findings and not quiet:
        say(show_check(plan, "text", color=colored(sys.stderr)))
    admit(plan)
    tree = with_edits(planner.render(plan), beside, Wishes(overwrite=overwrite))
    tell_edits(tree, quiet=quiet)
    expected(tree, expect)
    if locked:
        hold_tree(read_lock(beside), tree)
    # the sandbox's folder is empty: what is locked there is the tree beside the spec
    choices = Choices(expect, locked and not sandbox, overwrite, skip_preflight, dry_run, wait)
    say(_bill(plan), quiet=quiet)
    tell_stale(plan.bill, plan.catalog, quiet=quiet)
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
        applied = apply(plan, tree, folder, place, choices, narrate)
    _report(applied, sandbox=sandbox, dry_run=dry_run, quiet=quiet)
    if applied.settled is False or not all(each.is_whole for each in applied.health):
        raise SystemExit(1)
    if detailed_exitcode and applied.preview.summary.drifted:
        raise SystemExit(StaleError.exit_code)


@contextmanager
def tree_place(spec: Path, out: Path | None, *, sandbox: bool) -> Iterator[Path]:
    """The tree's folder; in the sandbox one that is gone afterwards, as its cloud is.

    Raises:
        UsageError: a folder is named for the sandbox: the state of a cloud that is gone would stay.
    """
    if not sandbox:
        yield tree_folder(spec, out)
        return
    if out is not None:
        raise UsageError(
            "--sandbox takes no --out: its cloud is gone afterwards, and so is its state",
            mend="write the tree with `topoplan plan --out`",
        )
    with tempfile.TemporaryDirectory(prefix="topoplan-") as folder:
        yield Path(folder)


def _bill(plan: planner.Plan) -> str:
    bill = plan.in_currency().bill
    least = "at least " if bill.at_least else ""
    return f"bill: {least}{Money(bill.monthly.expected, bill.currency)} a month"


def _report(applied: Applied, *, sandbox: bool, dry_run: bool, quiet: bool) -> None:
    for line in _results(applied, kinds=sandbox and not quiet, dry_run=dry_run):
        click.echo(line)
    if sandbox:
        say(f"\n{_NOT_PROVEN}", quiet=quiet)


def _results(applied: Applied, *, kinds: bool, dry_run: bool) -> Iterator[str]:
    done = applied.applied
    if done is not None:
        yield f"applied: {done.add} added, {done.change} changed, {done.destroy} destroyed"
    elif not applied.preview.summary.changes:
        yield "nothing to do: the cloud is what the spec says"
    elif dry_run:
        yield "nothing was applied: this was a dry run"
    if done is not None and kinds:
        yield from (f"  {count:>3} {kind}" for kind, count in applied.kinds)
    if applied.settled is not None:
        yield "second plan: nothing to do" if applied.settled else "second plan: NOT EMPTY"
    for health in applied.health:
        yield f"{health}"
        if not health.is_whole:
            place = f"--region {health.region} --cluster {health.gateway}"
            yield f"   = fix: aws ecs describe-services {place} --services {health.gateway}"
    yield f"tree: {applied.tree.digest}"
    for name, value in applied.outputs.items():
        yield f"{name} = {json.dumps(value, ensure_ascii=False)}"
