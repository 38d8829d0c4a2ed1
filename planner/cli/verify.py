"""`topoplan verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import planner
from planner.cli.options import catalog_option, format_option
from planner.cli.planning import facts_of, planned, today
from planner.cli.terminal import colored, say, write
from planner.diagnostics import Diagnostic, Severity
from planner.errors import RuleViolation, UsageError
from planner.inspecting import ByPolicy, Inspection, findings_of, inspect, signed
from planner.pipeline import Rulebook, rulebook
from planner.planfile import PlannedTree, read_planfile_at
from planner.terraform import Verification, inspect_against, unknown_fails, verify
from planner.views import show_diagnostics, show_inspection

_EPILOG = """
\b
Examples:
  terraform show -json plan.tfplan > plan.json
  topoplan verify plan.json --spec topology.yaml               our own tree, to the last size
  topoplan verify plan.json --spec topology.yaml --foreign     Terraform of your own beside it
  topoplan verify plan.json --policy eu.yaml --format github   anybody's plan, by a policy alone

A resource is covered, comes near no data, is refused, or could not be judged; the last stands
against the plan too, unless `on_unproven: warn` says otherwise.

Exit codes: 0 nothing stands against it, 2 it can't be read, 3 something does.
"""


@click.command(epilog=_EPILOG)
@click.argument("planfile", type=click.Path(path_type=Path))
@click.option("--spec", type=click.Path(path_type=Path), help="What was proved.")
@click.option("--policy", type=click.Path(path_type=Path), help="A policy, with no topology.")
@click.option("--foreign", is_flag=True, help="Of Terraform that `plan --out` didn't write.")
@catalog_option
@format_option("text", "json", "markdown", "sarif", "github")
def command(
    planfile: Path,
    spec: Path | None,
    policy: Path | None,
    catalog: str | None,
    *,
    foreign: bool,
    format_: str,
) -> None:
    """Say whether PLANFILE, as `terraform show -json` prints it, keeps what was proved.

    Every region, copy, model, SKU, host and log sink that it names is held against the proof of a
    spec, or against a policy.
    """
    if (spec is None) == (policy is None):
        raise UsageError("name what to hold it against", mend="--spec SPEC or --policy FILE")
    if policy is not None:
        _by_policy(planfile, rulebook(policy, catalog=facts_of(catalog)), format_)
    elif spec is not None and foreign:
        _by_proof(planfile, planned(spec, catalog), format_)
    elif spec is not None:
        _own_tree(planfile, planned(spec, catalog), format_)


def _by_policy(planfile: Path, book: Rulebook, format_: str) -> None:
    tree = read_planfile_at(planfile)
    inspection = inspect(tree, ByPolicy(book.levels, book.catalog, book.at), book.catalog)
    warns = {level.on_unproven for level in book.levels} - {None} == {"warn"}
    findings = findings_of(inspection, unknown_fails=not warns)
    _tell(inspection, signed(findings, book.signing, today=today()), tree, book, format_)


def _by_proof(planfile: Path, plan: planner.Plan, format_: str) -> None:
    tree = read_planfile_at(planfile)
    inspection = inspect_against(plan, tree)
    findings = findings_of(inspection, unknown_fails=unknown_fails(plan.topology))
    findings = signed(findings, plan.topology.signing, today=today())
    _tell(inspection, findings, tree, plan, format_)


def _tell(
    inspection: Inspection,
    findings: tuple[Diagnostic, ...],
    tree: PlannedTree,
    book: Rulebook | planner.Plan,
    format_: str,
) -> None:
    write(show_inspection(inspection, findings, tree, book, format_, color=colored(sys.stdout)))
    say("note: where the state rests is not in a plan; look at its backend besides")
    if any(each.severity is Severity.ERROR and each.waived is None for each in findings):
        raise SystemExit(RuleViolation.exit_code)


def _own_tree(planfile: Path, plan: planner.Plan, format_: str) -> None:
    tree = read_planfile_at(planfile)
    verification = verify(plan, tree)
    if format_ != "text":
        inspection = inspect_against(plan, tree)
        write(show_inspection(inspection, verification.findings, tree, plan, format_))
    else:
        _tell_verification(verification, plan)
    if verification.findings:
        raise SystemExit(RuleViolation.exit_code)


def _tell_verification(verification: Verification, plan: planner.Plan) -> None:
    for address in verification.replaced:
        say(f"replaces {address}")
    for address in verification.deleted:
        say(f"deletes {address}")
    if verification.findings:
        color = colored(sys.stdout)
        write(show_diagnostics(verification.findings, plan.sources, color=color))
    else:
        click.echo(f"the proof covers all {verification.judged} planned resources")
    if verification.is_of_another_tree:
        say("note: none of it is of the spec's tree; --foreign judges Terraform of your own")
