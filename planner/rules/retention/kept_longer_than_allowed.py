"""Kept longer than allowed.

## What it checks
How long whoever receives prompts keeps them, vendors, stores and logs that prompts are written to,
against `retention_days`. What `agreements` say of a node wins over its vendor's default.

## Why it matters
The watch over abuse keeps prompts for weeks that nobody wrote down, and a regulator who allows a
day doesn't ask whose copy it is.

## Example
`policy: {retention_days: 0}` with OpenAI's global project, which keeps prompts for 30 days.

## Mend
Agree on zero retention and say so in `agreements`, take a provider that keeps nothing, or shorten
what a store of your own keeps.

## Sources
The catalogue's `handling.csv`; GDPR article 5(1)(e).
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Span, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.handling import Kept, in_days
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        limit = least_limit(endpoint)
        if limit is not None and _verdict(handling.kept, limit) is not Verdict.PROVEN:
            yield _finding(endpoint, path, handling.kept, limit)


def least_limit(endpoint: Endpoint) -> int | None:
    """The fewest days that a level allows; None where none limits them."""
    limits = [policy.retention_days for policy in endpoint.policies]
    return min((limit for limit in limits if limit is not None), default=None)


def _verdict(kept: Kept, limit: int) -> Verdict:
    if kept.most is not None and kept.most <= limit:
        return Verdict.PROVEN
    return Verdict.VIOLATED if kept.least > limit else Verdict.UNPROVEN


def _finding(endpoint: Endpoint, path: Path, kept: Kept, limit: int) -> Diagnostic:
    return finding(
        RULE.code,
        _verdict(kept, limit),
        Demand("no level's limit may be exceeded", _exceeded(endpoint, kept)),
        endpoint,
        path,
        says=f"{kept.says}, and {in_days(limit)} are allowed",
        facts=((f"{kept.says} ({kept.note})" if kept.note else kept.says, kept.ground),),
        fixes=_fixes(path),
        offending=() if kept.most is None else (in_days(kept.most),),
    )


def _exceeded(endpoint: Endpoint, kept: Kept) -> tuple[Span, ...]:
    """Where the limits stand that aren't kept to."""
    return tuple(
        policy.at
        for policy in endpoint.policies
        if policy.retention_days is not None
        and (kept.most is None or policy.retention_days < kept.most)
    )


def _fixes(path: Path) -> tuple[str, ...]:
    if path.stop.processing is None:
        return ("say in `retention_days` how long it keeps them, and keep them for less",)
    agree = "agree on zero retention, or on fewer days, and say so in its `agreements`"
    return (agree, "call a provider that keeps nothing")


RULE = Rule("RET001", "kept longer than allowed", "0.2.0", judge)
