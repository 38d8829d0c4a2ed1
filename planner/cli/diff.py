"""`topoplan diff`."""

from __future__ import annotations

import click

from planner.cli.options import catalog_option, format_option
from planner.cli.sides import reviewed, side
from planner.cli.terminal import write
from planner.views import show_review

_DIFFERS = 5

_EPILOG = """
\b
Examples:
  topoplan diff main:topology.yaml topology.yaml      a spec as it was at a commit, and as it is
  topoplan diff staging.yaml prod.yaml
  topoplan diff terraform other/terraform             trees, also edited by hand
  topoplan diff plan-of-main.json plan.json           Terraform plans, from `terraform show -json`
  topoplan diff main:topology.yaml topology.yaml --format json --exit-code

Endpoints, routes, hops, verdicts, bills, findings, policies, waivers, secrets, rights, what an
apply replaces, and facts: what it means, not how it is written. Exit codes: 0, 1 Terraform can't
be compared, 2 a side can't be read, with --exit-code 5 where anything differs.
"""


@click.command(epilog=_EPILOG)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@catalog_option
@format_option("text", "json", "markdown")
@click.option("--exit-code", is_flag=True, help="Exit with 5 where anything differs.")
def command(before: str, after: str, catalog: str | None, format_: str, *, exit_code: bool) -> None:
    """Say what differs from A to B: each a spec, REF:SPEC, a tree, or a Terraform plan as JSON."""
    review = reviewed(side(before, catalog), side(after, catalog))
    write(show_review(review, format_, command=f"topoplan diff {before} {after}"))
    if exit_code and not review.is_empty:
        raise SystemExit(_DIFFERS)
