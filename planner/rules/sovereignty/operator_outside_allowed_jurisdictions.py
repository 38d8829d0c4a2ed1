"""Operator or parent outside allowed jurisdictions.

## What it checks
Whoever operates a node on the path, against `operators: {parents: […], homes: […], deny: […]}`: the
home of the company that signs, that of its ultimate parent, and the owner of the cloud that it runs
on in turn. Each operator is named once, with the shortest way to it.

That somebody runs on somebody else's machines is often not published. Where only common knowledge
says it, or nobody does, it is unproven.

## Why it matters
Where bytes are and who can be compelled to hand them over are two questions. A region inside the
EU doesn't change the parent of the company that runs it, nor the parent of its landlord.

## Example
`operators: {parents: [bloc:EU]}` with any AWS region, or with a vendor that runs on AWS.

## Mend
Take a provider whose parent lies inside, or allow the parent's country.

## Sources
The catalogue's `operators.csv` and `hosting.csv`; GDPR article 48; US CLOUD Act, 18 U.S.C. 2713.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic
from planner.rules.ownership import ownership_findings
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    return ownership_findings(case, RULE.code, contested=False)


RULE = Rule("SOV021", "operator or parent outside allowed jurisdictions", "0.1.0", judge)
