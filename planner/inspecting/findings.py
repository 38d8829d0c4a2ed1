"""What stands against the resources of a plan, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.diagnostics import Diagnostic, Fact, Fix, Proof, Row, Severity, Step, Verdict
from planner.inspecting.demands import Objection
from planner.inspecting.inspecting import Inspected, Inspection, JudgedHop
from planner.rules import waive
from planner.topology import Signing

CODE = "EVD003"

_MENDS = {
    Verdict.VIOLATED: "take it out, or place it where the constraint allows",
    Verdict.UNPROVEN: "say in the plan where it goes, or sign a waiver for its address",
}


def findings_of(inspection: Inspection, *, unknown_fails: bool) -> tuple[Diagnostic, ...]:
    """One finding for each thing that stands against a resource, refusals first."""
    refused = [each for one in inspection.resources for each in _findings(one, one.refusals)]
    unknown = [each for one in inspection.resources for each in _findings(one, one.unknowns)]
    severity = Severity.ERROR if unknown_fails else Severity.WARNING
    return (*refused, *(replace(each, severity=severity) for each in unknown))


def signed(
    findings: tuple[Diagnostic, ...], signing: Signing, *, today: date
) -> tuple[Diagnostic, ...]:
    """The findings with the waivers that name their resources' addresses."""
    return tuple(each for each in waive(findings, signing, today=today) if each.code == CODE)


def _findings(
    resource: Inspected, against: tuple[tuple[JudgedHop, Objection], ...]
) -> Iterator[Diagnostic]:
    for judged, objection in against:
        yield Diagnostic(
            code=CODE,
            severity=Severity.ERROR,
            verdict=objection.verdict,
            message=f"{resource.address}: {objection.why}",
            at=objection.at,
            because=_because(judged, objection),
            fixes=(Fix(_MENDS[objection.verdict]),),
            path=_path(resource, judged),
            offending=objection.offending,
            facts=_rows(judged),
        )


def _path(resource: Inspected, judged: JudgedHop) -> tuple[str, ...]:
    edge, stop = judged.hop.edge, judged.hop.stop
    if edge is None:
        return (resource.address,)
    return (resource.address, f"-{edge}->", stop.title if stop else "nobody knows where")


def _rows(judged: JudgedHop) -> tuple[Row, ...]:
    stop = judged.hop.stop
    reaches = (stop.processing, stop.at_rest) if stop else ()
    return tuple(dict.fromkeys(reach.row for reach in reaches if reach is not None))


def _because(judged: JudgedHop, objection: Objection) -> Proof:
    facts = tuple(Fact("where that is", row) for row in _rows(judged))
    demanded = Fact("what is demanded", objection.at)
    return Step(
        f"planned: {judged.hop.says}",
        "and nothing may be applied that isn't shown to be allowed",
        (demanded, *facts),
    )
