"""All ways to call a model that the catalogue knows, and where each may end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.catalog.places import Reach
from planner.values import value

if TYPE_CHECKING:
    from planner.catalog.catalog import Catalog


@value
class Call:
    """One way to call a model."""

    kind: str
    how: str
    """The mode, and the region or host, for people."""
    processing: Reach


def calls(catalog: Catalog, model: str) -> Iterator[Call]:
    """Every kind, mode and region that serves a model of that name."""
    for kind in catalog.provider_kinds:
        if model not in catalog.api_models(kind):
            continue
        if kind == "bedrock":
            yield from _on_bedrock(catalog, model)
        elif kind == "azure-openai":
            yield from _on_azure(catalog, model)
        else:
            yield from _elsewhere(catalog, kind, model)


def _on_bedrock(catalog: Catalog, model: str) -> Iterator[Call]:
    for profile in catalog.bedrock_calls(model):
        how = f"profile `{profile.geography}` from {profile.source_region}"
        reach = Reach(profile.bounds.certain, profile.bounds.possible, profile.row)
        yield Call("bedrock", how, reach)
    for name, region in catalog.regions["aws"].items():
        if catalog.bedrock_in_region(model, name):
            here = frozenset({region.country})
            yield Call("bedrock", f"`regional` in {name}", Reach(here, here, region.row))


def _on_azure(catalog: Catalog, model: str) -> Iterator[Call]:
    for mode in catalog.words("azure-openai").get("mode", ()):
        deployed = catalog.azure_openai_regions(mode, model)
        for name in sorted(deployed.regions) if deployed else ():
            yield from _call(catalog, "azure-openai", model, mode, name, None)


def _elsewhere(catalog: Catalog, kind: str, model: str) -> Iterator[Call]:
    for mode, region, host in catalog.selections(kind):
        yield from _call(catalog, kind, model, mode, region, host)


def _call(
    catalog: Catalog, kind: str, model: str, mode: str | None, region: str | None, host: str | None
) -> Iterator[Call]:
    facts = catalog.processing(kind, mode=mode, region=region, host=host, model=model)
    if facts is None:
        return
    cloud = catalog.provider_kinds[kind].cloud
    here = catalog.regions[cloud].get(region) if cloud and region else None
    how = " ".join(filter(None, (f"`{mode}`" if mode else "", region and f"in {region}", host)))
    yield Call(kind, how, catalog.processing_reach(facts, region=here))
