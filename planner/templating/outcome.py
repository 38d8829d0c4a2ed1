"""A spec that may be one day, to what a plan of it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, SourceText, Verdict
from planner.errors import SpecError, TopoplanError
from planner.pipeline import plan_of
from planner.spec import Templates, read_text
from planner.terraform import render
from planner.units import Money
from planner.values import value

SPEC = "topology.yaml"


@value
class Outcome:
    """What a spec comes to."""

    verdicts: Mapping[str, Verdict]
    errors: tuple[str, ...]
    """Codes of what stands against applying it, each once."""
    monthly: Money | None
    """None where there is no plan."""
    at_least: bool
    files: Mapping[str, str]
    """The tree; empty where there is no plan."""
    broken: str | None
    """Why there is no plan; None where there is one."""

    @property
    def verdict(self) -> Verdict | None:
        """The worst over all endpoints; None where there is no plan."""
        order = (Verdict.VIOLATED, Verdict.UNPROVEN, Verdict.PROVEN)
        return next((one for one in order if one in self.verdicts.values()), None)


def outcome(
    files: Mapping[str, str],
    folder: Path,
    catalog: Catalog,
    today: date,
    templates: Templates,
) -> Outcome:
    """What the spec among some files of a folder comes to, whether or not they lie there."""
    instead = {(folder / path).resolve(): text for path, text in files.items()}
    templates = Templates(templates.pins, templates.say, instead=instead)
    read = read_text(SourceText(folder / SPEC, files[SPEC]), templates)
    if read.value is None:
        return _broken(read.diagnostics)
    try:
        plan = plan_of(read.value, catalog, today=today, templates=templates)
        tree = render(plan)
    except SpecError as refused:
        return _broken(refused.diagnostics)
    except TopoplanError as refused:
        return Outcome({}, (), None, at_least=False, files={}, broken=refused.message)
    bill = plan.in_currency().bill
    return Outcome(
        verdicts=plan.verdicts,
        errors=tuple(sorted({finding.code for finding in plan.errors})),
        monthly=Money(bill.monthly.expected, bill.currency),
        at_least=bill.at_least,
        files=tree.files,
        broken=None,
    )


def _broken(diagnostics: Sequence[Diagnostic]) -> Outcome:
    first = diagnostics[0]
    return Outcome({}, (first.code,), None, at_least=False, files={}, broken=first.message)
