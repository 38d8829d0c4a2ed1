"""`topoplan cost`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.gates import GateWords, gate_options
from planner.cli.options import (
    catalog_option,
    format_option,
    locked_option,
    max_age_option,
    out_option,
    tree_folder,
)
from planner.errors import UsageError

_EPILOG = """
\b
Examples:
  topoplan cost topology.yaml
  topoplan cost topology.yaml --by endpoint               who causes it, as a picture
  topoplan cost topology.yaml --format html > bill.html   one page, with every line unfolded
  topoplan cost topology.yaml --explain gpu_pools.hot/nodes
  topoplan cost topology.yaml --explain 'endpoints.*' --format json
  topoplan cost topology.yaml --currency EUR              at a rate that is shown with its day
  topoplan cost topology.yaml --budget "5000 EUR"         exit 4 if a month costs more
  topoplan cost topology.yaml --against tree --max-increase 10%
  topoplan cost topology.yaml --locked                    with the facts of terraform/topoplan.lock
  topoplan cost topology.yaml --max-age 90                exit 5 where a price is older than 90 days

\b
Of any Terraform plan, as `terraform show -json` prints it:
  topoplan cost --planfile plan.json --by module
  topoplan cost --planfile plan.json --spec topology.yaml      exit 5 if both cost differently
  topoplan cost --planfile plan.json --currency EUR --max-age ttl
  topoplan cost --planfile plan.json --against plan-of-main.json --max-increase "500 USD"

Exit codes: 0, 2 a spec, plan or bill can't be read, 4 over budget or a limit, 5 not what the lock
says, prices older than --max-age, or plan and spec cost differently.
"""


@click.command(epilog=_EPILOG)
@click.argument("spec", type=click.Path(path_type=Path), required=False)
@format_option("text", "json", "markdown", "html")
@click.option(
    "--by",
    metavar="SIDE",
    help="Show who causes the bill: endpoint, node, vendor; of a planfile, module, type, region "
    "or tag:KEY.",
)
@click.option(
    "--explain",
    metavar="LINE",
    help="Show quantity, price, fact and date of a line: its id, a part of it, a node or a glob.",
)
@click.option(
    "--currency", metavar="CODE", help="Show money in this currency, such as EUR. [default: spec's]"
)
@gate_options
@click.option(
    "--planfile",
    type=click.Path(path_type=Path),
    help="Price a Terraform plan, as `terraform show -json` prints it.",
)
@click.option(
    "--spec",
    "of_spec",
    type=click.Path(path_type=Path),
    help="With --planfile: take traffic and prices from this spec, and compare both bills.",
)
@catalog_option
@locked_option
@out_option
@max_age_option
def command(
    spec: Path | None,
    format_: str,
    by: str | None,
    explain: str | None,
    currency: str | None,
    planfile: Path | None,
    of_spec: Path | None,
    catalog: str | None,
    out: Path | None,
    *,
    locked: bool,
    max_age: str | int | None,
    **limits: object,
) -> None:
    """Show the monthly bill of SPEC: low, expected, high, and what has no price.

    With --planfile, that of a Terraform plan, resource by resource.
    """
    words = GateWords.of(limits)
    if explain is not None and (by is not None or words.any):
        raise UsageError(
            "--explain shows lines, without --by, --against or a limit",
            mend="ask for one after the other",
        )
    described = _described(spec, planfile, of_spec)
    if locked and described is None:
        raise UsageError("--locked is about a SPEC's tree", mend="name the spec with --spec")
    if out is not None and described is None:
        raise UsageError("--out is the folder of a SPEC's tree", mend="leave it out")
    from planner.cli.planning import facts_of, planned, refuse_stale

    tree = None if described is None else tree_folder(described, out)
    plan = (
        None
        if described is None
        else planned(described, catalog, locked=tree if locked else None, tree=tree)
    )
    if planfile is not None:
        from planner.cli.cost_of_planfile import show_cost_of_planfile

        facts = plan.catalog if plan else facts_of(catalog)
        show_cost_of_planfile(planfile, plan, facts, words, by, format_, explain, currency, max_age)
        return
    if plan is None or tree is None:
        raise UsageError("of what?", mend="name a SPEC, or a plan with --planfile")
    from planner.cli.cost_of_spec import show_cost_of_spec

    refuse_stale(plan.bill, plan.catalog, max_age)
    show_cost_of_spec(plan, tree, words, by, format_, explain, currency)


def _described(spec: Path | None, planfile: Path | None, of_spec: Path | None) -> Path | None:
    """The spec, wherever the command line has it.

    Raises:
        UsageError: it has two, or one where there is no plan for it.
    """
    if of_spec is None:
        return spec
    if planfile is None:
        raise UsageError("--spec is about a --planfile", mend="name the spec without an option")
    if spec is not None and spec != of_spec:
        raise UsageError(f"two specs: {spec} and {of_spec}", mend="leave one of them out")
    return of_spec
