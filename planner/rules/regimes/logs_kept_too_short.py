"""Logs kept too short.

## What it checks
Where a level of the policy or one of its regimes says for how many days logs of the calls are kept
(`log_retention_days`): that some store with the role `log` or `trace` which receives the endpoint
keeps them as long. The gateway's own log, which topoplan builds, is kept for 30 days.

## Why it matters
Whoever has to show what a system did half a year ago has to have kept it, without the prompts.

## Example
`policy: {regimes: [EU_AI_ACT]}` with a log group of 30 days.

## Mend
Raise the retention of a log that holds no prompts (`payload: metadata`), or add one.

## Sources
EU AI Act article 26(6); PCI DSS 10.5.1; CERT-In Directions of 2022-04-28; DPDP Rules of 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Span, Verdict
from planner.layout import LOG_RETENTION_DAYS
from planner.rules.asking import Missing, finding
from planner.rules.call_logs import keeps, least, logs_by_endpoint, torn
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Policy, Store


def judge(case: Case) -> Iterator[Diagnostic]:
    logs_of = logs_by_endpoint(case)
    for endpoint in case.topology.endpoints:
        level, logs = least(endpoint), logs_of.get(endpoint.name, ())
        if level is None or not endpoint.is_protected or torn(endpoint, logs):
            continue
        days = level.log_retention_days or 0
        if not any(keeps(store, days) for store in logs) and not _gateway_keeps(endpoint, days):
            yield _finding(endpoint, level, days, logs)


def _gateway_keeps(endpoint: Endpoint, days: int) -> bool:
    return endpoint.gateway is not None and days <= LOG_RETENTION_DAYS


def _finding(endpoint: Endpoint, level: Policy, days: int, logs: tuple[Store, ...]) -> Diagnostic:
    known = tuple(store for store in logs if store.retention_days is not None)
    longest = max(known, key=lambda store: store.retention_days or 0, default=None)
    # of a store that doesn't say, and of an application without one, nobody knows
    decided = len(known) == len(logs) and bool(logs or endpoint.gateway)
    says, at = _kept(endpoint, longest, logs)
    missing = Missing(
        code=RULE.code,
        message=f"no log of the calls of `{endpoint.name}` is "
        f"{'kept' if decided else 'known to be kept'} for the {days} days that "
        f"{level.title} asks for: {says}",
        asked=f"logs that are kept for {days} days",
        lacks=Fact(says, at),
        fixes=(Fix(f"keep a log without prompts (`payload: metadata`) for {days} days"),),
        offending=(longest.id if longest else "logs",),
        verdict=Verdict.VIOLATED if decided else Verdict.UNPROVEN,
    )
    return finding(missing, endpoint, (level,), at=at, path=(endpoint.id,))


def _kept(endpoint: Endpoint, longest: Store | None, logs: tuple[Store, ...]) -> tuple[str, Span]:
    if longest is not None:
        return f"`{longest.id}` keeps them for {longest.retention_days} days", longest.at
    if logs:
        return f"`{logs[0].id}` doesn't say how long it keeps them", logs[0].at
    if endpoint.gateway is not None:
        return f"its gateway keeps its log for {LOG_RETENTION_DAYS} days", endpoint.gateway.at
    return "the spec names no log", endpoint.at


RULE = Rule("REG002", "logs kept too short", "0.2.0", judge)
