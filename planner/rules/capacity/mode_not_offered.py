"""Mode not offered for the model in the region.

## What it checks
That the catalogue knows the model in the mode and source region that the spec asks for: a profile
of that geography for `mode: geo`, in-region serving for `mode: regional`. Of a model that is not
in the catalogue, CAP001 speaks. `mode: provisioned` is never offered: provisioned throughput has an
ARN of its own, which a spec can't name yet, and the model's id would be called on demand instead.

## Why it matters
Many new models have no in-region mode at all, and a profile can only be called from its own
source regions. The call would fail, in production, on the day of the fallback.

## Example
`{kind: bedrock, region: eu-central-1, mode: geo, profile: us, …}`: the `us` profile can't be
called from Frankfurt.

## Mend
Take a mode that the finding names, or a source region of the profile.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Provider, ServedModel


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        for model in provider.models.values():
            if provider.kind == "bedrock" and model.facts and not model.offered:
                yield _finding(provider, model, case)


def _finding(provider: Provider, model: ServedModel, case: Case) -> Diagnostic:
    region = provider.region.name if provider.region else ""
    geographies = case.catalog.bedrock_geographies(model.id, region)
    known = ", ".join(f"`{name}`" for name in geographies) or "none"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.UNPROVEN,
        message=_message(provider, model, region),
        at=model.at,
        because=Fact(
            f"profiles of {model.id} that can be called from {region}: {known}",
            model.processing.row,
        ),
        fixes=(Fix(_way(model.id, region, geographies, case.catalog)),),
        path=(f"{provider.id}/{model.key}",),
        offending=(provider.profile or provider.mode or "",),
        facts=(model.processing.row,),
    )


def _message(provider: Provider, model: ServedModel, region: str) -> str:
    if provider.mode == "provisioned":
        return f"a spec can't name the ARN of provisioned throughput, so {model.id} can't be called"
    asked = f"profile `{provider.profile}`" if provider.profile else f"mode `{provider.mode}`"
    return f"no source says that Bedrock offers {model.id} by {asked} from {region}"


def _way(model: str, region: str, geographies: tuple[str, ...], catalog: Catalog) -> str:
    if catalog.bedrock_in_region(model, region):
        return "write `mode: regional`"
    if geographies:
        return f"write `mode: geo` and `profile: {geographies[0]}`"
    return "take another model, or another source region"


RULE = Rule("CAP003", "mode not offered for the model in the region", "0.1.0", judge)
