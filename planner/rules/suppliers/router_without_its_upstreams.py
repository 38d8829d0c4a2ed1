"""Router without its upstreams.

## What it checks
Providers that pass prompts on to other vendors, where a level of the policy says who may run what
they pass (`operators`) and `agreements` name no day on which the vendors behind it were gone
through.

## Why it matters
Every upstream vendor is a processor, and each retry may take another one. The router's own company
says nothing about theirs.

## Example
`operators: {parents: [bloc:EU]}` with Opper, which is Swedish and routes to vendors that aren't.

## Mend
Restrict the account to vendors that were checked and name the day (`agreements:
{subprocessors_reviewed: …}`), or call a vendor directly.

## Sources
The catalogue's `handling.csv`, topic `aggregates`; openrouter.ai on sovereign AI.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Verdict
from planner.rules.demands import demanded, finding, names_operators
from planner.rules.rule import Case, Rule

_LAW = "whoever runs what prompts pass has to be admitted"


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        agreed, behind = path.stop.agreements, handling.aggregates
        demand = demanded(endpoint, _LAW, names_operators)
        if demand is None or behind is None or behind.flag is not True:
            continue
        if agreed is not None and agreed.subprocessors_reviewed is not None:
            continue
        yield finding(
            RULE.code,
            Verdict.UNPROVEN,
            demand,
            endpoint,
            path,
            says="it passes prompts on to vendors that nobody names",
            facts=((behind.note or "other vendors answer behind it", behind.row),),
            fixes=(
                "restrict it to vendors that were gone through (`subprocessors_reviewed`)",
                "call a vendor directly",
            ),
        )


RULE = Rule("SUP003", "router without its upstreams", "0.2.0", judge)
