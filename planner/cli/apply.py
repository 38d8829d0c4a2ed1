"""`topoplan apply`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

import planner
from planner.applying import Applied, Choices, Narrator, admit, apply, expected, workplace
from planner.cli.options import out_option, quiet_option, spec_argument, tree_folder
from planner.cli.progress import follow, show_planned
from planner.cli.terminal import colored, say
from planner.views import show_check

_EPILOG = """
\b
Examples:
  topoplan apply topology.yaml                     plan, show, ask, apply
  topoplan apply topology.yaml --sandbox           the same against an emulated AWS
  topoplan apply topology.yaml --expect sha256:…   only what the pull request showed
  TF_VAR_provider_keys='{"main_openai":"sk-…"}' topoplan apply topology.yaml

Ctrl-C is passed on to Terraform once and waited for: the state stays sound.
Exit codes: 0, 1 Terraform or AWS failed, 2 usage, 3 a rule is violated or the plan is not covered
by the proof, 4 over budget, 5 not what was reviewed.
"""

_NOT_PROVEN = (
    "An emulator shows that the tree is well-formed, consistent and idempotent. It does not prove "
    "quotas, capacity, permissions, names that are taken, or that images and models answer."
)


@click.command(epilog=_EPILOG)
@spec_argument
@out_option
@click.option("--auto-approve", is_flag=True, help="Don't ask before applying.")
@click.option("--sandbox", is_flag=True, help="Use an emulated AWS on this machine; no account.")
@click.option("--expect", metavar="DIGEST", help="Refuse any tree but this reviewed one.")
@click.option("--overwrite", is_flag=True, help="Replace files that were edited by hand.")
@click.option("--skip-preflight", is_flag=True, help="Don't ask AWS for offerings and quotas.")
@quiet_option
def command(  # noqa: PLR0913 - one parameter for each option
    spec: Path,
    out: Path | None,
    expect: str | None,
    *,
    auto_approve: bool,
    sandbox: bool,
    overwrite: bool,
    skip_preflight: bool,
    quiet: bool,
) -> None:
    """Plan SPEC, hold Terraform's plan against the proof, ask, and apply exactly that plan."""
    plan = planner.plan(spec)
    if plan.findings and not quiet:
        say(show_check(plan, "text", color=colored(click.get_text_stream("stderr"))))
    admit(plan)
    tree = planner.render(plan)
    expected(tree, expect)
    choices = Choices(expect, overwrite, skip_preflight)
    tell = partial(say, quiet=quiet)
    narrator = Narrator(
        tell,
        follow(quiet=quiet),
        lambda question: auto_approve or click.confirm(question, err=True),
        partial(show_planned, quiet=quiet),
    )
    region = plan.layout.regions[0].name
    with (
        workplace(os.environ, region, sandbox=sandbox, say=tell) as place,
        tree_place(spec, out, sandbox=sandbox) as folder,
    ):
        applied = apply(plan, tree, folder, place, choices, narrator)
    _report(applied, sandbox=sandbox, quiet=quiet)


@contextmanager
def tree_place(spec: Path, out: Path | None, *, sandbox: bool) -> Iterator[Path]:
    """The tree's folder; in the sandbox one that is gone afterwards, as its cloud is."""
    if sandbox and out is None:
        with tempfile.TemporaryDirectory(prefix="topoplan-") as folder:
            yield Path(folder)
    else:
        yield tree_folder(spec, out)


def _report(applied: Applied, *, sandbox: bool, quiet: bool) -> None:
    done = applied.applied
    if done is None:
        click.echo("nothing to do: the cloud is what the spec says")
    else:
        click.echo(f"applied: {done.add} added, {done.change} changed, {done.destroy} destroyed")
    if sandbox and not quiet:
        for kind, count in applied.kinds:
            click.echo(f"  {count:>3} {kind}")
    if applied.settled is not None:
        click.echo("second plan: nothing to do" if applied.settled else "second plan: NOT EMPTY")
    click.echo(f"tree: {applied.tree.digest}")
    for name, value in applied.outputs.items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    if sandbox:
        say(f"\n{_NOT_PROVEN}", quiet=quiet)
    if applied.settled is False:
        raise SystemExit(1)
