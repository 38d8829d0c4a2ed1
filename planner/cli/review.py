"""`topoplan review`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from planner.cli.commenting import commented
from planner.cli.options import catalog_option, format_option, out_option, tree_folder
from planner.cli.planning import planned
from planner.cli.sides import at_revision, of_plan, reviewed
from planner.cli.terminal import say, write
from planner.errors import UsageError
from planner.planfile import read_planfile_at
from planner.views import show_comment, show_review

_EPILOG = """
\b
Examples:
  topoplan review                                    topology.yaml against main
  topoplan review chat.yaml --base v1.4.0
  topoplan review --plan plan.json                   what Terraform itself says is replaced
  topoplan review --format markdown > review.md
  topoplan review --comment                          in a workflow: the pull request's one comment

\b
With --comment: GITHUB_TOKEN and GITHUB_REPOSITORY, and the pull request of GITHUB_EVENT_PATH, or
--pull-request. A token that may not write, as for a fork: the job's summary is written instead.
Exit codes: those of `check` for the spec as it is now; 1 the comment could not be written, 2 a
spec, plan or commit can't be read.
"""


@click.command(epilog=_EPILOG)
@click.argument("spec", type=click.Path(path_type=Path), default=Path("topology.yaml"))
@click.option(
    "--base",
    metavar="REF",
    help="The commit to compare with. [default: a workflow's base branch, else main]",
)
@click.option(
    "--plan",
    "planfile",
    type=click.Path(path_type=Path),
    help="A Terraform plan of the tree, as `terraform show -json` prints it.",
)
@click.option("--comment", "comments", is_flag=True, help="Write the pull request's comment.")
@click.option("--key", help="What tells this comment from others. [default: topology/environment]")
@click.option("--pull-request", type=int, metavar="NUMBER", help="The one to comment on.")
@click.option(
    "--author", metavar="LOGIN", help="Whose comments are ours. [default: the token's own]"
)
@click.option("--header", type=click.Path(path_type=Path), help="Markdown above it all.")
@click.option("--footer", type=click.Path(path_type=Path), help="Markdown below it all.")
@click.option(
    "--template", type=click.Path(path_type=Path), help="A Jinja template over the sections."
)
@catalog_option
@out_option
@format_option("text", "json", "markdown")
def command(
    spec: Path,
    base: str | None,
    planfile: Path | None,
    key: str | None,
    pull_request: int | None,
    author: str | None,
    header: Path | None,
    footer: Path | None,
    template: Path | None,
    catalog: str | None,
    out: Path | None,
    format_: str,
    *,
    comments: bool,
) -> None:
    """Say what a change of SPEC changes against a commit: residency, cost, shape, risk."""
    base = base or _base()
    folder = tree_folder(spec, out)
    plan = planned(spec, catalog, tree=folder)
    tree = None if planfile is None else read_planfile_at(planfile)
    after = of_plan(plan, str(spec), tree)
    before = at_revision(spec, base, catalog, tree=folder, new=after)
    review = reviewed(before, after)
    again = _again(spec, base, planfile, catalog)
    write(show_review(review, format_, command=again))
    if comments:
        topology = plan.topology
        key = key or f"{topology.name}/{topology.environment}"
        text, left_out = show_comment(
            review,
            key,
            again,
            header=_text(header),
            footer=_text(footer),
            template=_text(template) if template else None,
        )
        commented(key, text, pull_request, author)
        if left_out:
            say(f"left out of the comment for want of room: {', '.join(left_out)}")
    raise SystemExit(plan.exit_code)


def _base() -> str:
    """In a workflow of a pull request the branch that it is for, as checkouts have it."""
    branch = os.environ.get("GITHUB_BASE_REF")
    return f"origin/{branch}" if branch else "main"


def _again(spec: Path, base: str, planfile: Path | None, catalog: str | None) -> str:
    """The command that makes this review anew."""
    options = {"--base": base, "--plan": planfile, "--catalog": catalog}
    given = [word for name, text in options.items() if text for word in (name, str(text))]
    return shlex.join(("topoplan", "review", str(spec), *given))


def _text(path: Path | None) -> str:
    """A team's own words.

    Raises:
        UsageError: the file can't be read.
    """
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from None
