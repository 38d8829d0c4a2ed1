"""Plans applied outside the allowed countries.

## What it checks
A `delivery` whose runner is not in a country that `at_rest` allows, or of which nobody says where
it is, while some endpoint's protected data is bound. Where the spec says nothing of delivery,
nothing is found.

It is a note: prompts don't pass a runner.

## Why it matters
Whoever applies a plan holds the credentials to read everything that it builds, and fixtures of real
prompts have a way of ending up in tests.

## Example
`delivery: {runner: github}` under `at_rest: [bloc:EU]`.

## Mend
Apply from a runner of your own inside, with credentials that last as long as the run.

## Sources
The spec's own words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Reach
from planner.diagnostics import STATED, Diagnostic, Fact, Fix, Label, Row, Severity, Step, Verdict
from planner.rules.levels import storage_levels, weigh, within
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Delivery


def judge(case: Case) -> Iterator[Diagnostic]:
    delivery = case.topology.delivery
    bound = (storage_levels(e) for e in case.topology.endpoints if e.is_protected)
    levels = tuple(dict.fromkeys(level for each in bound for level in each))
    if delivery is None or not levels:
        return
    verdict, outside = weigh(_reach(delivery, case.catalog), within(levels))
    if verdict is not Verdict.PROVEN:
        yield _finding(delivery, verdict, outside, levels, case.catalog)


def _reach(delivery: Delivery, catalog: Catalog) -> Reach:
    row = Row(delivery.at.path.name, delivery.at.line, "", STATED)
    if delivery.country is None:
        return Reach(frozenset(), frozenset(catalog.countries), row)
    return Reach(delivery.country, delivery.country, row)


def _finding(
    delivery: Delivery,
    verdict: Verdict,
    outside: frozenset[str],
    levels: tuple[Allowance, ...],
    catalog: Catalog,
) -> Diagnostic:
    where = named(outside, catalog) if delivery.country else "a country that nobody names"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        verdict=verdict,
        message=f"plans are applied from `{delivery.runner}` in {where}",
        at=delivery.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step(
            "a runner holds the credentials to all that is built",
            "and so to what may be kept only where the policy allows",
            tuple(Fact(f"allowed: {level}", level.at) for level in levels),
        ),
        fixes=(Fix("apply from a runner of your own: `runner: self_hosted`, with its `country`"),),
        path=("delivery",),
        offending=tuple(sorted(outside)),
    )


RULE = Rule("OPS009", "plans applied outside the allowed countries", "0.2.0", judge)
