"""Waiver expired or without a finding.

## What it checks
That every waiver covers a finding that exists, and has not expired.

## Why it matters
A waiver is somebody's signature for a time. One that covers nothing hides the next finding; one
that has expired covers nothing any more.

## Example
A waiver of SOV001 at `endpoints.chat` with `expires: 2020-01-01`.

## Mend
Renew it with its owner, or delete it.

## Sources
DORA article 6; ISO/IEC 27001 A.5.36 (exceptions are recorded, owned and reviewed).
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    for waiver in case.topology.waivers:
        if waiver.expires < case.today:
            yield Diagnostic(
                code=RULE.code,
                severity=Severity.WARNING,
                message=f"the waiver of {waiver.code} expired on {waiver.expires}",
                at=waiver.at,
                because=Fact(f"signed by {waiver.owner}: {waiver.reason}", waiver.at),
                fixes=(Fix(f"renew it with {waiver.owner}, or delete it"),),
                path=("policy.waivers", waiver.code, waiver.subject),
            )


RULE = Rule("SPC003", "waiver expired or without a finding", "0.1.0", judge)
