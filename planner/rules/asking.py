"""What levels of a policy ask for and nothing shows: the findings that several rules make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Row, Span, Step, Verdict
from planner.rules.residency import severity
from planner.topology import Endpoint, Policy
from planner.values import value


@value
class Missing:
    """Something that is asked for at a place of the topology."""

    code: str
    message: str
    asked: str
    """What the levels ask for, in words that follow `asks for`."""
    lacks: Fact
    """What is there instead, or that nothing is."""
    fixes: tuple[Fix, ...]
    offending: tuple[str, ...]
    facts: tuple[Row, ...] = ()
    verdict: Verdict = Verdict.UNPROVEN


def named_levels(levels: Iterable[Policy]) -> str:
    """The levels as a message names them: `GDPR, DORA and the policy`."""
    *others, last = dict.fromkeys(level.title for level in levels)
    return f"{', '.join(others)} and {last}" if others else last


def finding(
    missing: Missing,
    endpoint: Endpoint,
    levels: tuple[Policy, ...],
    *,
    at: Span,
    path: tuple[str, ...],
) -> Diagnostic:
    """The finding on one endpoint."""
    return Diagnostic(
        code=missing.code,
        severity=severity(endpoint, missing.verdict),
        verdict=missing.verdict,
        message=missing.message,
        at=at,
        also=tuple(Label(level.at, "asks for it") for level in levels),
        because=Step(
            f"nothing shows {missing.asked}",
            "and what a level of the policy asks for has to be shown",
            (*_demands(levels, missing.asked), missing.lacks),
        ),
        fixes=missing.fixes,
        endpoint=endpoint.name,
        path=path,
        offending=missing.offending,
        facts=(*(level.regime.row for level in levels if level.regime), *missing.facts),
    )


def _demands(levels: tuple[Policy, ...], asked: str) -> Iterator[Fact]:
    for level in levels:
        source = level.regime.row if level.regime else level.at
        yield Fact(f"{level.title} asks for {asked}", source)
