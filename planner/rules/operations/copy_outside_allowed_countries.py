"""Copy outside the allowed countries.

## What it checks
What a store is copied to, `replicates_to`, against `at_rest`: replicas, geo-redundant pairs and
copies for a disaster.

## Why it matters
The store itself stands where it should; its copy follows the cloud's own pairing of regions, or the
one that somebody once found handy.

## Example
`stores: {files: {kind: s3, region: eu-central-1, replicates_to: [us-west-2], …}}`.

## Mend
Copy to a region inside, or to other zones of the same one.

## Sources
The catalogue's `regions.csv`; the spec's own words
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.causes import Cause
from planner.rules.residency import storage_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return storage_findings(case, RULE.code, Cause.REPLICA)


RULE = Rule("OPS008", "copy outside the allowed countries", "0.2.0", judge)
