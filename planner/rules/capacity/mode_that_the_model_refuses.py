"""Mode that the model refuses.

## What it checks
That a model takes the mode in which it is called: Anthropic's API refuses `inference_geo`, which
`mode: us` sends, for models older than Claude 4.6.

## Why it matters
The call isn't answered elsewhere, it isn't answered at all: the API returns status 400.

## Example
`{kind: anthropic, mode: us, models: {haiku: claude-haiku-4-5}}`.

## Mend
Take a newer model, or Bedrock's `us.` profile of the same one.

## Sources
https://platform.claude.com/docs/en/manage-claude/data-residency
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Row, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Provider, ServedModel


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        for model in provider.models.values():
            row = case.catalog.refused_mode(provider.kind, provider.mode or "", model.id)
            if row is not None:
                yield _finding(provider, model, row)


def _finding(provider: Provider, model: ServedModel, row: Row) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{model.id} refuses mode `{provider.mode}` of {provider.kind}: every call fails",
        at=model.at,
        because=Fact(f"`{provider.mode}` needs a newer model than {model.id}", row),
        fixes=(Fix("take a newer model, or Bedrock's profile of this one"),),
        path=(f"{provider.id}/{model.key}",),
        offending=(model.id,),
        facts=(row,),
    )


RULE = Rule("CAP005", "mode that the model refuses", "0.2.0", judge)
