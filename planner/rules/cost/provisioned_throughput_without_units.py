"""Provisioned throughput without units.

## What it checks
That the spec says how many provisioned throughput units each model of a provisioned deployment has.

## Why it matters
Such a deployment is paid by the unit and hour, used or not, and its tokens cost nothing more.
Without the units the bill lacks what is often its largest line.

## Example
`{kind: azure-openai, mode: ProvisionedManaged, models: {gpt: gpt-5.1}, …}` without `ptus`.

## Mend
Add `ptus: {gpt: 50}`: Azure's capacity calculator says how many a traffic needs.

## Sources
The deployment types of Azure OpenAI; `azure_openai_ptu_hour_*` of clouds/azure/services.csv.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules.rule import Case, Rule
from planner.topology import Provider, ServedModel


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        if provider.is_provisioned:
            for model in provider.models.values():
                if model.ptus is None:
                    yield _finding(provider, model)


def _finding(provider: Provider, model: ServedModel) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        message=f"nothing says how many PTUs `{provider.id}/{model.key}` has, so it has no price",
        at=model.at,
        because=Fact(
            f"{provider.mode} is paid by the unit and hour, not by the token", provider.at
        ),
        fixes=(Fix(f"add how many, such as `ptus: {{{model.key}: 50}}`"),),
        path=(f"{provider.id}/{model.key}",),
        offending=(model.key,),
    )


RULE = Rule("COST013", "provisioned throughput without units", "0.2.0", judge)
