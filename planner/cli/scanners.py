"""`topoplan scanners`."""

from __future__ import annotations

from pathlib import Path

import click

import planner
from planner.cli.options import catalog_option, format_option, spec_argument
from planner.cli.planning import planned
from planner.cli.terminal import say, write
from planner.planfile import read_planfile_at
from planner.terraform import declared_types
from planner.views import show_scanners

_EPILOG = """
\b
Examples:
  topoplan scanners topology.yaml                          of the tree that `plan --out` writes
  topoplan scanners topology.yaml --planfile plan.json     of your own Terraform beside it
  topoplan scanners topology.yaml --scanner trivy          what to add to .trivyignore
"""


@click.command(epilog=_EPILOG)
@spec_argument
@catalog_option
@click.option("--planfile", type=click.Path(path_type=Path), help="Its resource types instead.")
@click.option("--scanner", type=click.Choice(("checkov", "kics", "trivy")), help="Only this one.")
@format_option("text", "json")
def command(
    spec: Path, catalog: str | None, planfile: Path | None, scanner: str | None, format_: str
) -> None:
    """List the rules of scanners that contradict the proof of SPEC, with lines that skip them.

    Checkov, KICS and Trivy want copies in other regions, which a proof of residency forbids. Only
    rules about resource types that are there are listed.
    """
    plan = planned(spec, catalog)
    if not _is_bound(plan):
        say("note: no endpoint with protected data is bound to a place, so there is no such proof")
        write(show_scanners((), format_))
        return
    types = _types(plan, planfile)
    found = tuple(
        conflict
        for conflict in plan.catalog.scanner_conflicts()
        if types & {*conflict.resource_types} and scanner in (None, conflict.scanner)
    )
    write(show_scanners(found, format_))


def _is_bound(plan: planner.Plan) -> bool:
    """Whether some policy says where protected data of an endpoint may be."""
    return any(
        level.processing or level.at_rest
        for endpoint in plan.topology.endpoints
        if endpoint.is_protected
        for level in endpoint.policies
    )


def _types(plan: planner.Plan, planfile: Path | None) -> frozenset[str]:
    if planfile is None:
        return declared_types(plan)
    return frozenset(resource.type for resource in read_planfile_at(planfile).resources)
