"""Findings on stops that hold none of an endpoint's data and yet tell of it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Step, Verdict
from planner.rules.levels import weigh, within
from planner.rules.residency import named
from planner.rules.rule import Case
from planner.topology import Allowance, Endpoint, Path


def telling_findings(
    case: Case,
    code: str,
    severity: Severity,
    told: tuple[tuple[Endpoint, Path, tuple[Allowance, ...]], ...],
    fix: Fix,
) -> Iterator[Diagnostic]:
    """A finding for each stop that tells of data outside what some levels allow.

    `told` holds the first endpoint of each stop with the levels that it is held against.
    """
    for endpoint, path, levels in told:
        reach = path.stop.at_rest
        verdict, outside = weigh(reach, within(levels)) if reach else (Verdict.PROVEN, frozenset())
        if reach is None or verdict is Verdict.PROVEN:
            continue
        yield Diagnostic(
            code=code,
            severity=severity,
            verdict=verdict,
            message=f"{path.stop.title} {_where(reach, outside, case)}, and tells of "
            f"`{endpoint.name}`",
            at=path.at,
            also=tuple(Label(level.at, "the constraint") for level in levels),
            because=Step(
                f"{path.stop.title} is told of calls, without a prompt",
                "and what tells of protected data is as bound as the data",
                (Fact(f"it reaches {named(reach.possible, case.catalog)}", reach.row),),
            ),
            fixes=(fix,),
            endpoint=endpoint.name,
            path=path.names(),
            offending=tuple(sorted(outside)),
            facts=(reach.row,),
        )


def _where(reach: Reach, outside: frozenset[str], case: Case) -> str:
    if not reach.certain and reach.possible == frozenset(case.catalog.countries):
        return "lies in a country that nobody names"
    return f"{'lies' if reach.certain else 'may lie'} in {named(outside, case.catalog)}"
