"""Region refused by policy.

## What it checks
Every cloud region that a node names against `regions: {allow: […], deny: […]}`. An endpoint's own
policy binds every node that its data reaches. Of the destinations of a Bedrock profile, SOV019 and
SOV020 speak.

## Why it matters
Platform teams allow regions that their landing zone covers: elsewhere there is no network, no log
and nobody who looks.

## Example
`regions: {allow: ["aws:eu-*"]}` with a gateway in `us-east-1`.

## Mend
Move the node, or allow the region.

## Sources
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.regions import constraints, nodes, refusal
from planner.rules.rule import Case, Rule

_MEND = "move it to an allowed region, or allow what it uses"


def judge(case: Case) -> Iterator[Diagnostic]:
    binding = constraints(case.topology)
    for use in nodes(case.topology):
        for constraint in binding[use.owner]:
            (region,) = use.regions
            why = constraint.regions.refuses(use.cloud, region)
            if why is not None:
                yield refusal(RULE.code, use, constraint, use.regions, why, _MEND)


RULE = Rule("REG007", "region refused by policy", "0.1.0", judge)
