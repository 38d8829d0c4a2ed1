"""Support from outside.

## What it checks
From where an operator's people may reach what a gateway, pool, provider or store holds, against
`support`. What was agreed, `agreements: {support: …}`, goes before what sources say; where nobody
says it, it is unproven.

## Why it matters
Somebody who looks at a ticket on another continent at night is a transfer, whatever the region of
the disk. Support follows the sun unless a contract stops it.

## Example
`policy: {support: [bloc:EEA]}` with any provider of which no contract says where its people are.

## Mend
Buy support that stays inside, and write it down: `agreements: {support: {countries: …, evidence:
…}}`.

## Sources
GDPR chapter V, on remote access as a transfer; the catalogue's `support.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.levels import weigh, within
from planner.rules.residency import named, severity
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        levels = tuple(policy.support for policy in endpoint.policies if policy.support)
        if levels and path.stop.people is not None:
            yield from _findings(case, endpoint, path, levels)


def _findings(
    case: Case, endpoint: Endpoint, path: Path, levels: tuple[Allowance, ...]
) -> Iterator[Diagnostic]:
    people = path.stop.people
    if people is None:
        return
    verdict, outside = weigh(people, within(levels))
    if verdict is Verdict.PROVEN:
        return
    where = "from anywhere, as no source says from where"
    if people.certain:
        where = f"from {named(outside, case.catalog)}"
    may = "can" if verdict is Verdict.VIOLATED else "may"
    yield Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"{path.stop.title} {may} reach data of `{endpoint.name}` {where}",
        at=path.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step(
            f"{path.stop.title} reach what is kept and processed there",
            "and they may only from where every level of the policy allows",
            (
                *(Fact(f"allowed: {level}", level.at) for level in levels),
                Fact(f"they work in {named(people.possible, case.catalog)}", people.row),
            ),
        ),
        fixes=(Fix("agree on it: `agreements: {support: {countries: …, evidence: …}}`"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=tuple(sorted(outside)),
        facts=(people.row,),
    )


RULE = Rule("OPS003", "support from outside", "0.2.0", judge)
