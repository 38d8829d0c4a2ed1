"""Adequacy about to fall.

## What it checks
Whether a decision of adequacy that data of an endpoint relies on ends within 180 days, or is
challenged before a court. A transfer of the policy to the same country is what remains then.

## Why it matters
Two decisions on the US fell from one day to the next. Whoever had contracts in place went on.

## Example
`policy: {regimes: [GDPR]}` with a provider in the US that is certified for the DPF.

## Mend
Sign standard clauses now, assess the transfer, and write both under `transfers`.

## Sources
Court of Justice, C-362/14 and C-311/18; the catalogue's `legal_events.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.catalog import Adequacy
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Step, Verdict
from planner.rules.grounds import Leaving, leaving
from planner.rules.residency import named
from planner.rules.rule import Case, Rule

_SOON = timedelta(days=180)


def judge(case: Case) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str, str]] = set()
    for one in leaving(case):
        if one.groundless & one.not_forbidden:
            continue  # SOV023 speaks of it
        for country in sorted(one.possible & one.not_forbidden):
            adequacy = one.grounds.adequacy(country, one.certificates)
            key = (one.endpoint.name, one.grounds.regime.name, country)
            if adequacy is None or one.grounds.transfer(country) or key in seen:
                continue
            if why := tuple(_weaknesses(adequacy, case)):
                seen.add(key)
                yield _finding(one, adequacy, why, case)


def _weaknesses(adequacy: Adequacy, case: Case) -> Iterator[Fact]:
    if adequacy.until and adequacy.until - case.today < _SOON:
        yield Fact(f"it ends on {adequacy.until}", adequacy.row)
    for event in adequacy.challenges:
        yield Fact(f"{event.date}: {event.what}", event.row)


def _finding(one: Leaving, adequacy: Adequacy, why: tuple[Fact, ...], case: Case) -> Diagnostic:
    where, regime = named(frozenset({adequacy.country}), case.catalog), one.grounds.regime
    state = "ends soon" if adequacy.until else "is challenged"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"data of `{one.endpoint.name}` goes to {where} on an adequacy under "
        f"{regime.name} that {state}: {one.path.stop.title}",
        at=one.path.at,
        also=(Label(one.grounds.level.at, "the regime"),),
        because=Step(
            f"only the adequacy of {where} lets the data go there",
            "and it may not last",
            (Fact(f"{regime.name} holds {where} to be adequate", adequacy.row), *why),
        ),
        fixes=(Fix("sign standard clauses now, and write them under `transfers`"),),
        endpoint=one.endpoint.name,
        path=one.path.names(),
        offending=(adequacy.country,),
        facts=(adequacy.row, *(event.row for event in adequacy.challenges)),
    )


RULE = Rule("SOV024", "adequacy about to fall", "0.2.0", judge)
