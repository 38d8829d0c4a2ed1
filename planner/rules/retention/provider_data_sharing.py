"""Provider data sharing.

## What it checks
Bedrock providers whose account stands at `retention_mode: provider_data_share` or `aws_review`,
where the policy limits `retention_days`, denies `human_review` or `training`, or names who is
approved. It is violated for a model that is known to have prompts kept, else unproven.

## Why it matters
The mode is one switch for an account and region. Turned for one model that asks for it, it opens
every other endpoint's prompts to the model's maker or to AWS's reviewers.

## Example
`retention_mode: provider_data_share` under `policy: {retention_days: 0}`.

## Mend
Call such models from an account of their own, and lock the mode of all others.

## Sources
docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import Demand, demanded, finding
from planner.rules.handling import Kept
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Policy

_SHARES = {
    "aws_review": "AWS may keep them and have people read them",
    "provider_data_share": "the model's maker may receive and keep them",
}
_LAW = "what is kept, read or passed on is limited"


def judge(case: Case) -> Iterator[Diagnostic]:
    modes = {p.id: p.retention_mode for p in case.topology.providers if p.retention_mode}
    if not modes:
        return
    for endpoint, path, handling in case.handled:
        mode, demand = modes.get(path.stop.id.partition("/")[0]), demanded(endpoint, _LAW, _asks)
        if mode in _SHARES and demand is not None:
            yield _finding(endpoint, path, mode, handling.kept, demand)


def _asks(policy: Policy) -> bool:
    return (
        policy.retention_days is not None
        or policy.operators_approved is not None
        or "deny" in (policy.human_review, policy.training)
    )


def _finding(endpoint: Endpoint, path: Path, mode: str, kept: Kept, demand: Demand) -> Diagnostic:
    return finding(
        RULE.code,
        Verdict.VIOLATED if kept.least else Verdict.UNPROVEN,
        demand,
        endpoint,
        path,
        says=f"under `{mode}` {_SHARES[mode]}",
        facts=((f"`retention_mode: {mode}`", path.stop.at), (kept.says, kept.ground)),
        fixes=(
            "set the account's mode to `none`",
            "call what needs this mode from an account of its own",
        ),
        offending=(mode,),
    )


RULE = Rule("RET007", "provider data sharing", "0.2.0", judge)
