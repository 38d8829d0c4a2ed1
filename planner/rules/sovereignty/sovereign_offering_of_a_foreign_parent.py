"""Sovereign offering of a foreign parent.

## What it checks
An offering that is sold as sovereign, such as the AWS European Sovereign Cloud, under
`operators: {parents: […]}`: its parent, or whoever's technology it runs, is outside. It is unproven
rather than violated.

## Why it matters
A company of its own, staffed inside the bloc, is more than a region, and a parent abroad is more
than nothing: whether the parent's law reaches through is contested, and no fact decides it. Counsel
may sign for it with a waiver.

## Example
`operators: {parents: [bloc:EU]}` with `bedrock` in `eusc-de-east-1`.

## Mend
Take an operator whose parent lies inside, or have counsel sign a waiver at `operators.aws-esc`.

## Sources
The catalogue's `operators.csv` and `hosting.csv`; EU Cloud Sovereignty Framework, SOV-2 and SOV-6.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.ownership import ownership_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return ownership_findings(case, RULE.code, contested=True)


RULE = Rule("SOV025", "sovereign offering of a foreign parent", "0.2.0", judge)
