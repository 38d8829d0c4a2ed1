"""`topoplan cost --planfile`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.cost import PlanCost

_F = TypeVar("_F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)
_STALE = 5


def planfile_options(function: _F) -> _F:
    """The options that are about a Terraform plan."""
    options = (
        click.option(
            "--planfile", type=_FILE, help="Price a plan, as `terraform show -json` prints it."
        ),
        click.option(
            "--against", type=_FILE, help="Compare with another plan instead of what stands now."
        ),
        click.option(
            "--spec", "of_spec", type=_FILE, help="Take traffic from the spec, and compare bills."
        ),
        click.option("--by", metavar="KEY", help="Group by module, type, region or tag:KEY."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def show_cost_of_planfile(
    planfile: Path,
    against: Path | None,
    spec: Path | None,
    by: str | None,
    format_: str,
    explain: str | None,
) -> None:
    """What a plan costs, from what it changes, and whether its spec says the same."""
    import planner
    from planner.cost import PlanCost, grouped, price_planfile, reconcile
    from planner.planfile import read_planfile_at
    from planner.views import show_planfile

    catalog = planner.load()
    tree = read_planfile_at(planfile)
    cost = price_planfile(tree, catalog)
    if against is not None:
        other = price_planfile(read_planfile_at(against), catalog)
        cost = PlanCost(before=other.after, after=cost.after, replaced=(), destroyed=())
    if explain is not None:
        _explain(cost, explain)
        return
    plan = None if spec is None else planner.plan(spec)
    reconciled = None if plan is None else reconcile(tree, plan.bill, plan.layout, plan.catalog)
    groups = grouped(cost.after, by) if by else ()
    click.echo(
        show_planfile(cost, catalog, format_, groups=groups, by=by or "", reconciled=reconciled)
    )
    if reconciled is not None and reconciled.comparison.changes:
        raise SystemExit(_STALE)
    if plan is not None and plan.over_budget:
        raise SystemExit(4)


def _explain(cost: PlanCost, name: str) -> None:
    from planner.views import show_line

    line = next((line for line in cost.after.bill.lines if line.id == name), None)
    if line is None:
        known = sorted(line.id for line in cost.after.bill.lines)
        near = [id_ for id_ in known if name in id_] or known
        shown = ", ".join(near[:10])
        raise UsageError(f"the bill has no line `{name}`", mend=f"one of {shown}")
    click.echo(show_line(line))
