"""External key where data is decrypted.

## What it checks
Whether `agreements` claim an external key for something that processes prompts: a model, a pool, a
gateway. Evidence of confidential computing lifts the finding.

## Why it matters
Holding your own key protects what lies still. Inference reads plain text, so whoever runs it can
read it too, and a proof that counts on the key says too much.

## Example
`agreements: {keys: {custodian: external, …}}` of a Bedrock provider.

## Mend
Claim the key for the stores alone, or show that data in use is out of reach
(`confidential_computing`).

## Sources
AWS KMS external key stores; EDPB recommendations 01/2020, use case 6.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint, path in case.protected:
        agreed = path.stop.agreements
        if path.stop.processing is None or agreed is None or agreed.keys is None:
            continue
        if agreed.keys.custodian == "external" and agreed.confidential_computing is None:
            yield finding(
                RULE.code,
                Verdict.UNPROVEN,
                Demand("a key protects what is kept, not what is computed on", (agreed.at,)),
                endpoint,
                path,
                says="an external key doesn't keep its operator from plain text",
                facts=((f"an external key is claimed: {agreed.keys.evidence}", agreed.at),),
                fixes=(
                    "claim the key for stores alone",
                    "name evidence that data in use is out of reach (`confidential_computing`)",
                ),
                offending=("external",),
                weight=Severity.WARNING,
            )


RULE = Rule("KEY002", "external key where data is decrypted", "0.2.0", judge)
