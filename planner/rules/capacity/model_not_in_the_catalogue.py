"""Model not in the catalogue.

## What it checks
That the catalogue has a row for every model of a provider or GPU pool.

It warns, since a vendor releases models faster than a catalogue is dated, and an API takes any
name. It is an error where the name is all that could work and can't: a Bedrock profile without
known destinations, which IAM would have to name, and a pool's model that is no Hugging Face id
either, so that there is nothing to download. Where the catalogue lists no model of a kind at all,
it is a note.

## Why it matters
Without a row nobody has checked the context window, the price, or whether the weights fit.

## Example
`models: {sonnet: claude-sonet-4-6}`.

## Mend
Write a name that the finding offers. For a new model on a pool give its `shape`, as its
`config.json` has it. Else check context, price and size by hand, and waive the finding until the
catalogue knows it.

## Sources
The catalogue's lists of models: `planner/data/models`, `planner/data/open_models.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import GpuPool, PooledModel, Provider, ServedModel

_OFFERED = 3
"""Names that are offered instead."""


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        for served in provider.models.values():
            if served.facts is None:
                known = _listed(provider, case)
                yield _finding(provider, served, known, _severity(provider, served, known))
    for pool in case.topology.gpu_pools:
        for pooled in pool.serves.values():
            if pooled.facts is None:
                severity = Severity.WARNING if "/" in pooled.id else Severity.ERROR
                yield _finding(pool, pooled, case.catalog.open_models(), severity)


def _listed(provider: Provider, case: Case) -> tuple[str, ...]:
    """Names of the models that the catalogue lists for a provider's kind."""
    if provider.kind == "openai-compatible":
        return ()
    return case.catalog.api_models(provider.kind)


def _severity(provider: Provider, model: ServedModel, known: tuple[str, ...]) -> Severity:
    if provider.profile is not None and not model.offered:
        return Severity.ERROR
    return Severity.WARNING if known else Severity.NOTE


def _finding(
    site: Provider | GpuPool,
    model: ServedModel | PooledModel,
    known: tuple[str, ...],
    severity: Severity,
) -> Diagnostic:
    near = get_close_matches(model.id, known, n=_OFFERED)
    kind = f"{site.kind} model" if isinstance(site, Provider) else "open-weight model"
    return Diagnostic(
        code=RULE.code,
        severity=severity,
        verdict=Verdict.UNPROVEN,
        message=f"the catalogue knows no {kind} `{model.id}`"
        + (f"; did you mean `{near[0]}`?" if near else ""),
        at=model.at,
        fixes=tuple(_fixes(near)),
        path=(f"{site.id}/{model.key}",),
        offending=(model.id,),
    )


def _fixes(near: list[str]) -> Iterator[Fix]:
    if near:
        yield Fix("write " + " or ".join(f"`{name}`" for name in near))
    yield Fix("if the name is right, check its context, price and size by hand")


RULE = Rule("CAP001", "model not in the catalogue", "0.1.0", judge)
