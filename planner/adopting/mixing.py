"""Where the targets of an adopted route process, and whether these places belong together."""

from __future__ import annotations

from collections.abc import Iterator

from planner.adopting.draft import Draft
from planner.adopting.remarks import MIXED, remark
from planner.catalog import Catalog
from planner.diagnostics import Diagnostic
from planner.topology import Endpoint, GpuPool, Target, Topology

_BLOCS = ("bloc:EU", "bloc:EEA")
"""The blocs whose edge decides most often, the narrowest first."""


def mixed(topology: Topology, draft: Draft, catalog: Catalog) -> Iterator[Diagnostic]:
    """A remark on each route that has a target inside a bloc, and one that may leave it."""
    for endpoint in topology.endpoints:
        at = draft.routes.get(endpoint.name)
        said = _edge(endpoint, catalog)
        if at is not None and said is not None:
            inside, outside, bloc = said
            says = f"`{inside}` stays in {bloc}, and its fallback `{outside}` may not"
            mend = f"write `policy: {{processing: [{bloc}]}}`, and see which targets keep it"
            yield remark(MIXED, says, at, mend)


def _edge(endpoint: Endpoint, catalog: Catalog) -> tuple[str, str, str] | None:
    """A target inside a bloc, one that may be outside, and the bloc; None where all are alike."""
    for bloc in _BLOCS:
        members = catalog.countries_of(bloc) or frozenset()
        inside = [one.id for one in endpoint.targets if _reach(one) <= members]
        outside = [one.id for one in endpoint.targets if not _reach(one) <= members]
        if inside and outside:
            return inside[0], outside[0], bloc
    return None


def _reach(target: Target) -> frozenset[str]:
    if isinstance(target.site, GpuPool):
        return frozenset({target.site.region.country})
    return target.model.processing.possible  # type: ignore[union-attr]  # a provider serves it
