"""Fact too old.

## What it checks
Where a level of the policy says how old a fact may be, `fact_age_days`: the facts on which the
proof of an endpoint's places and operators rests. A fact also counts as old where its class admits
fewer days, ninety for the destinations of a profile, a year for owners. Facts that the spec itself
vouches for, and the countries of regions, don't grow old.

## Why it matters
A vendor adds a region to a profile, a company is bought: the proof still says what was true when
somebody looked.

## Example
`policy: {processing: [bloc:EU], fact_age_days: 90}` with a profile that was looked up a year ago.

## Mend
Look the facts up again and plan with a newer set, or state your own evidence.

## Sources
The catalogue's `ages.toml`, with the reason for each class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Stale
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Row, Step, Verdict
from planner.rules.levels import processing_levels, storage_levels
from planner.rules.residency import severity
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy

_SHOWN = 5
"""Facts that one finding lists."""


def judge(case: Case) -> Iterator[Diagnostic]:
    asking = {e.name: e for e in case.topology.endpoints if _asking(e)}
    for name, rows in _proofs(case, asking).items():
        strictest = min(_asking(asking[name]), key=lambda policy: policy.fact_age_days or 0)
        if old := case.catalog.stale(rows, case.today, cap=strictest.fact_age_days):
            yield _finding(asking[name], strictest, old)


def _asking(endpoint: Endpoint) -> list[Policy]:
    return [policy for policy in endpoint.policies if policy.fact_age_days]


def _proofs(case: Case, asking: Mapping[str, Endpoint]) -> Mapping[str, dict[Row, None]]:
    """The facts on which the proofs of some endpoints rest, each once."""
    found: dict[str, dict[Row, None]] = {name: {} for name in asking}
    for endpoint, path in case.protected if asking else ():
        if endpoint.name in asking:
            found[endpoint.name].update(dict.fromkeys(_rows(endpoint, path)))
    return found


def _rows(endpoint: Endpoint, path: Path) -> Iterator[Row]:
    stop = path.stop
    if stop.processing and processing_levels(endpoint):
        yield stop.processing.row
    if stop.at_rest and storage_levels(endpoint):
        yield stop.at_rest.row
    if stop.operator and any(policy.parents or policy.homes for policy in endpoint.policies):
        yield stop.operator.row


def _finding(endpoint: Endpoint, policy: Policy, old: tuple[Stale, ...]) -> Diagnostic:
    oldest = sorted(old, key=lambda one: (-(one.days or 0), one.row))[:_SHOWN]
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, Verdict.UNPROVEN),
        verdict=Verdict.UNPROVEN,
        message=f"the proof of `{endpoint.name}` rests on {len(old)} fact(s) that are too old",
        at=endpoint.at,
        also=(Label(policy.at, "the constraint"),),
        because=Step(
            f"{len(old)} fact(s) are too old",
            f"as the policy admits {policy.fact_age_days} days, and some classes of facts fewer",
            tuple(Fact(_age(one), one.row) for one in oldest),
        ),
        fixes=(Fix("look them up again, and plan with a newer set of facts"),),
        endpoint=endpoint.name,
        path=(endpoint.id,),
        offending=tuple(sorted({one.row.file for one in old})),
        facts=tuple(one.row for one in oldest),
    )


def _age(stale: Stale) -> str:
    days = "of no day" if stale.days is None else f"{stale.days} days old"
    return f"{days}, {stale.age_class.name} may be {stale.limit}"


RULE = Rule("EVD001", "fact too old", "0.2.0", judge)
