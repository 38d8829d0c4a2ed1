"""Endpoints that leave their route to topoplan: a route to begin the search with.

A search starts from models that would do. Those that the spec's own providers and pools serve are
taken, or else those of the class that the endpoint asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Edit, Fix, Severity
from planner.errors import SpecError
from planner.solving import Option, route_edits
from planner.spec import AUTO, Spec, edit, edited
from planner.topology import ways


def is_open(spec: Spec) -> bool:
    """Whether any endpoint leaves its route to topoplan."""
    return any(endpoint.route == AUTO for endpoint in spec.endpoints.values())


def seeded(spec: Spec, catalog: Catalog) -> Spec:
    """The spec with a route for every endpoint; those that have one keep it.

    Raises:
        SpecError: nothing says which models would do for an endpoint.
    """
    problems = []
    for name, endpoint in spec.endpoints.items():
        if endpoint.route == AUTO:
            edits = _seed(spec, name, catalog)
            grown = edited(spec, edits) if edits else None
            if grown is None:
                problems.append(_unseeded(spec, name))
            spec = grown or spec
    if problems:
        raise SpecError(tuple(problems), spec.sources)
    return spec


def _seed(spec: Spec, name: str, catalog: Catalog) -> tuple[Edit, ...]:
    served = tuple(_served(spec))
    if served:
        return (edit(spec, ("endpoints", name, "route"), served),)
    quality = spec.endpoints[name].needs.quality
    models = catalog.models_at_least(quality) if quality else ()
    first = next((way for model in models for way in ways(model, catalog)), None)
    return route_edits(spec, name, [Option(first.model, first)]) if first else ()


def _served(spec: Spec) -> Iterator[str]:
    """Every target that the spec has, as a route spells it."""
    for site, provider in spec.providers.items():
        yield from (f"{site}/{key}" for key in provider.models)
    for site, pool in spec.gpu_pools.items():
        yield from (f"{site}/{key}" for key in pool.serves)


def _unseeded(spec: Spec, name: str) -> Diagnostic:
    return Diagnostic(
        code="TOP110",
        severity=Severity.ERROR,
        message=f"`{name}` leaves its route to topoplan, and nothing says which models would do",
        at=spec.span("endpoints", name, "route"),
        fixes=(
            Fix("say how good a model has to be, such as `needs: {quality: mid}`"),
            Fix("or add a provider with a model that would do"),
        ),
        endpoint=name,
    )
