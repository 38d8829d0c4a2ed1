"""Records that contradict the proof.

## What it checks
Countries where a provider's own records saw calls run, `observed`, against what the facts say of
the call and what the policy allows. A country outside either is a violation, whatever the facts
prove.

## Why it matters
One call that ran elsewhere outweighs every page that says it can't.

## Example
`{kind: bedrock, region: eu-central-1, mode: geo, observed: [DE, US], …}` under `processing:
[bloc:EU]`.

## Mend
Stop the calls and treat it as an incident; then correct the fact, by an issue or a set of your own.

## Sources
CloudTrail's `additionalEventData.inferenceRegion`; Anthropic's `usage.inference_geo`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.levels import processing_levels, within
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path, Topology


def judge(case: Case) -> Iterator[Diagnostic]:
    observed = _observed(case.topology)
    for endpoint, path in case.protected if observed else ():
        seen = observed.get(path.stop.id.partition("/")[0])
        if seen and (outside := seen.countries - _proven(endpoint, path)):
            yield _finding(endpoint, path, seen, outside, case)


def _observed(topology: Topology) -> Mapping[str, Allowance]:
    return {each.id: each.observed for each in topology.providers if each.observed}


def _proven(endpoint: Endpoint, path: Path) -> frozenset[str]:
    """Where the facts and the policy together let a call run."""
    reach, levels = path.stop.processing, processing_levels(endpoint)
    possible = reach.possible if reach else frozenset[str]()
    return possible & within(levels) if levels else possible


def _finding(
    endpoint: Endpoint, path: Path, seen: Allowance, outside: frozenset[str], case: Case
) -> Diagnostic:
    where = named(outside, case.catalog)
    reach = path.stop.processing
    facts = (
        (Fact(f"it may reach {named(reach.possible, case.catalog)}", reach.row),) if reach else ()
    )
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"records saw data of `{endpoint.name}` processed in {where}: {path.stop.title}",
        at=seen.at,
        because=Step(
            f"records saw calls in {seen}",
            "and facts and policy together admit none of them there",
            facts,
        ),
        fixes=(Fix("stop the calls, and find out why they ran there"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=tuple(sorted(outside)),
        facts=(reach.row,) if reach else (),
    )


RULE = Rule("EVD002", "records that contradict the proof", "0.2.0", judge)
