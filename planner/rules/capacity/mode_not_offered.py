"""Mode not offered for the model in the region.

## What it checks
That the catalogue knows the model in the mode and source region that the spec asks for: on Bedrock
a profile of that geography for `mode: geo`, in-region serving for `mode: regional`; on Azure the
deployment type in the region, as far as a list covers that region. Of a model that is not in the
catalogue, CAP001 speaks. `mode: provisioned` of Bedrock is never offered: provisioned throughput
has an ARN of its own, which a spec can't name yet, and the model's id would be called on demand
instead.

## Why it matters
Many new models have no in-region mode at all, a profile can only be called from its own source
regions, and Azure's standard deployments of recent models exist in one region of the EU. The call
would fail, in production, on the day of the fallback.

## Example
`{kind: bedrock, region: eu-central-1, mode: geo, profile: us, …}`: the `us` profile can't be
called from Frankfurt.

## Mend
Take a mode that the finding names, or a source region of the profile. On Azure: another type of
deployment in the region, or this one in the nearest regions that the policies of its callers allow.

## Sources
https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html; Microsoft's
lists of models by region
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Region
from planner.diagnostics import Diagnostic, Fact, Fix, Row, Severity, Verdict
from planner.rules.admitting import permitted
from planner.rules.rule import Case, Rule
from planner.topology import Provider, ServedModel, listed, nearest


def judge(case: Case) -> Iterator[Diagnostic]:
    for provider in case.topology.providers:
        for model in provider.models.values():
            if model.facts and not model.offered:
                yield _finding(provider, model, case)


def _finding(provider: Provider, model: ServedModel, case: Case) -> Diagnostic:
    known, ways = (_on_azure if provider.kind == "azure-openai" else _on_bedrock)(
        provider, model, case
    )
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.UNPROVEN,
        message=_message(provider, model),
        at=model.at,
        because=known,
        fixes=tuple(map(Fix, ways)),
        path=(f"{provider.id}/{model.key}",),
        offending=(provider.profile or provider.mode or "",),
        facts=(known.source,) if isinstance(known.source, Row) else (),
    )


def _on_azure(provider: Provider, model: ServedModel, case: Case) -> tuple[Fact, tuple[str, ...]]:
    """What is known of a deployment, and what to write instead, the nearest first."""
    mode = provider.mode or ""
    deployed = case.catalog.azure_openai_regions(mode, model.id)
    regions = sorted(deployed.regions) if deployed else []
    row = deployed.row if deployed else model.processing.row
    says = f"regions of {model.id} as `{mode}`: {', '.join(regions) or 'none'}"
    types = " or ".join(
        f"`{one}`" for one in case.catalog.azure_openai_modes(model.id, _region(provider))
    )
    here = (f"in {_region(provider)} deploy it as {types}",) if types else ()
    there = _allowed(provider, regions, case)
    elsewhere = (f"deploy it as `{mode}` in {listed(there)}",) if there else ()
    return Fact(says, row), (*here, *elsewhere) or ("take another model",)


def _allowed(provider: Provider, regions: list[str], case: Case) -> tuple[Region, ...]:
    """Those regions that every caller's policies allow, the nearest first."""
    calling = [
        endpoint
        for endpoint in case.topology.endpoints
        if any(call.site is provider for call in endpoint.calls)
    ]
    known = case.catalog.regions["azure"]
    allowed = [
        known[name]
        for name in regions
        if name in known and all(permitted(one, known[name], "processing") for one in calling)
    ]
    country = provider.region.country if provider.region else ""
    return nearest(allowed, country, case.catalog)


def _on_bedrock(provider: Provider, model: ServedModel, case: Case) -> tuple[Fact, tuple[str, ...]]:
    """What is known of profiles, and what to write instead."""
    region, catalog = _region(provider), case.catalog
    geographies = catalog.bedrock_geographies(model.id, region)
    known = ", ".join(f"`{name}`" for name in geographies) or "none"
    says = f"profiles of {model.id} that can be called from {region}: {known}"
    return Fact(says, model.processing.row), (_way(model.id, region, geographies, catalog),)


def _region(provider: Provider) -> str:
    return provider.region.name if provider.region else ""


def _message(provider: Provider, model: ServedModel) -> str:
    region = _region(provider)
    if provider.kind == "azure-openai":
        return f"no source says that Azure deploys {model.id} as `{provider.mode}` in {region}"
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
