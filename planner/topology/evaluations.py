"""The team's own evaluations, as an endpoint of one kind sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from planner.catalog import Catalog
from planner.diagnostics import STATED, Row, unknown_name
from planner.spec import Bars, EndpointKind, Evaluation, Grade, listed_kinds
from planner.topology.lookup import Lookup
from planner.topology.nodes import Evaluated

_SECTION = ("evaluations", "models")


def evaluated(kind: EndpointKind, lookup: Lookup) -> Mapping[str, Evaluated]:
    """What the team found of each model for one kind of task, by the model's name."""
    words = lookup.spec.evaluations
    if words is None:
        return {}
    found = {name: _evaluated(name, kind, one, lookup) for name, one in words.models.items()}
    return {name: one for name, one in found.items() if one}


def _evaluated(name: str, kind: EndpointKind, one: Evaluation, lookup: Lookup) -> Evaluated | None:
    words = lookup.spec.evaluations
    judged = one.kinds.get(kind, one.quality)
    if words is None or judged is None:
        return None
    at = lookup.spec.key_span(*_SECTION, name)
    row = Row(at.path.name, at.line, one.date.isoformat(), STATED)
    return Evaluated(_grade(judged, words.bars), one.evidence, row)


def _grade(judged: Grade | Decimal, bars: Bars | None) -> Grade:
    if not isinstance(judged, Decimal):
        return judged
    if bars is None or judged < bars.basic:
        return "unfit"
    if judged < bars.mid:
        return "basic"
    return "mid" if judged < bars.frontier else "frontier"


def check_evaluations(lookup: Lookup) -> None:
    """Note every evaluation of a model that neither the catalogue nor the spec has."""
    words = lookup.spec.evaluations
    if words is None:
        return
    own = set(_of_the_spec(lookup))
    unknown = [
        name for name in words.models if name not in own and not _knows(name, lookup.catalog)
    ]
    for name in unknown:
        lookup.problems.append(
            unknown_name(
                code="TOP121",
                kind="model",
                name=name,
                known={*own, *_listed(lookup.catalog)},
                at=lookup.spec.key_span(*_SECTION, name),
            )
        )


def _of_the_spec(lookup: Lookup) -> Iterable[str]:
    for provider in lookup.spec.providers.values():
        yield from provider.models.values()
    for pool in lookup.spec.gpu_pools.values():
        yield from (served.model for served in pool.serves.values())


def _knows(name: str, catalog: Catalog) -> bool:
    return name in catalog.open_models() or any(
        name in catalog.api_models(kind) for kind in listed_kinds()
    )


def _listed(catalog: Catalog) -> Iterable[str]:
    yield from catalog.open_models()
    for kind in listed_kinds():
        yield from catalog.api_models(kind)
