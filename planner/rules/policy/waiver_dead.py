"""Waiver expired or without a finding.

## What it checks
That every waiver covers a finding that exists, and has not expired. It covers none where
- it is bound to a `fingerprint`, and the finding's path, places, verdict or facts are others now;
- an outer level names its code in `never_waive`: only that level, or a file that it extends, can
  then sign for it;
- it is for a policy that widens (SPC001), and stands in no level outside of that policy;
- its code is one that nobody can sign for: CAP008 and CAP011 (it can't be built), REL007 (it can't
  be called), SPC003 (a waiver of waivers), SPC006 (nothing judges it).

It is an error where the finding that it was to cover stands as one, and where it is forbidden.

## Why it matters
A waiver is somebody's signature for a time, given on what was known then. One that covers nothing
hides the next finding; one that has expired covers nothing any more.

## Example
A waiver of SOV001 at `endpoints.chat` with `expires: 2020-01-01`.

## Mend
Renew it with its owner, or delete it. `topoplan check --fingerprints` shows what it can be bound
to.

## Sources
DORA article 6; ISO/IEC 27001 A.5.36 (exceptions are recorded, owned and reviewed).
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Policy, Waiver


def judge(_case: Case) -> Iterator[Diagnostic]:
    """Nothing: what a waiver covers is known when every rule has spoken, to `rules.waiving`."""
    return iter(())


def expired(waiver: Waiver, severity: Severity) -> Diagnostic:
    """That a waiver is over."""
    return _finding(
        waiver,
        severity,
        f"the waiver of {waiver.code} expired on {waiver.expires}",
        Fix(f"renew it with {waiver.owner}, or delete it"),
    )


def forbidden(waiver: Waiver, level: Policy) -> Diagnostic:
    """That a level keeps those inside it from signing for a code."""
    file = level.at.path.name
    return _finding(
        waiver,
        Severity.ERROR,
        f"the waiver of {waiver.code} at `{waiver.subject}` has no effect, as the policy of "
        f"`{file}` lets nobody inside it waive {waiver.code}",
        Fix(f"mend what was found, or have the owner of `{file}` sign there"),
        Label(level.span("never_waive"), "forbidden here"),
    )


def outdated(waiver: Waiver, now: str, severity: Severity) -> Diagnostic:
    """That a waiver was signed for other evidence; `now`: the fingerprint of what there is."""
    return _finding(
        waiver,
        severity,
        f"the waiver of {waiver.code} at `{waiver.subject}` covers no finding any more: it was "
        f"signed for {waiver.fingerprint}, and what is found there is now {now}, with another "
        "path, place, verdict or fact",
        Fix("look at what is found now; have it signed anew, or delete the waiver"),
    )


def dead(waiver: Waiver, why: str, severity: Severity) -> Diagnostic:
    """That a waiver covers nothing; `why` continues the sentence."""
    return _finding(
        waiver,
        severity,
        f"the waiver of {waiver.code} at `{waiver.subject}` covers no finding{why}",
        Fix("delete it"),
    )


def _finding(
    waiver: Waiver, severity: Severity, message: str, fix: Fix, *also: Label
) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=severity,
        verdict=Verdict.VIOLATED,
        message=message,
        at=waiver.at,
        also=also,
        because=Fact(f"signed by {waiver.owner}: {waiver.reason}", waiver.at),
        fixes=(fix,),
        path=("policy.waivers", waiver.code, waiver.subject),
    )


RULE = Rule("SPC003", "waiver expired or without a finding", "0.1.0", judge)
