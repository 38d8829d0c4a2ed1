"""Zero retention with exceptions.

## What it checks
Where `agreements` names zero retention, whether sources tell of something that the vendor keeps
all the same. It is a note: what is left belongs into the assessment of the risk.

## Why it matters
No vendor's zero is zero. Scans for child abuse, safety reviews and court orders keep copies, and
people read those.

## Example
OpenAI under zero retention: images that a scan takes out are kept for review.

## Mend
Write what is left into the assessment, or keep images and files out of the prompts.

## Sources
The catalogue's `handling.csv`, topic `carve_out`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path, handling in case.handled:
        agreed, left = path.stop.agreements, handling.carve_out
        if agreed is None or agreed.zero_retention is None or left is None:
            continue
        yield finding(
            RULE.code,
            Verdict.UNPROVEN,
            Demand("what is left of it has to be known", (agreed.at,)),
            endpoint,
            path,
            says=f"zero retention doesn't cover {left.most}",
            facts=((f"kept all the same: {left.most}", left.row),),
            fixes=("write what is left into the assessment of the risk",),
            weight=Severity.NOTE,
        )


RULE = Rule("RET008", "zero retention with exceptions", "0.2.0", judge)
