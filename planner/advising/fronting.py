"""What it costs to be quicker, or stricter: topologies of which none betters another in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, get_args

from planner.advising.choices import Choice
from planner.advising.posing import Posed
from planner.catalog import Catalog
from planner.optimising import Front, latency_front, strictness_front
from planner.topology import GpuPool, ServedModel
from planner.values import value

Against = Literal["latency", "sovereignty"]
AGAINST: tuple[Against, ...] = get_args(Against)

STRICTNESS: dict[int, str] = {
    0: "anywhere",
    1: "in countries that are known",
    2: "in one bloc",
    3: "in one bloc, by an operator whose parent is there",
}
"""How strictly a target keeps where data is processed, the laxest first."""
_BLOCS = ("political", "legal-area", "state")
"""Types of blocs that are places on the map; the others are lists of somebody's."""


@value
class Tradeoff:
    """A topology that is cheapest among all that are as quick, or as strict."""

    monthly: Decimal
    """US dollars."""
    worst: Decimal | None
    """Milliseconds of the slowest primary target, or the level of the laxest target; None where
    nobody says."""
    routes: tuple[tuple[str, tuple[str, ...]], ...]
    """Endpoint to its targets, in words."""


@value
class Tradeoffs:
    """Topologies from the cheapest to the quickest, or to the strictest."""

    against: Against
    points: tuple[Tradeoff, ...]
    is_complete: bool
    """Whether nothing lies between them."""
    unknown: tuple[str, ...]
    """Targets of which nobody says how quick they are: they could be on no quicker topology."""


def meaning(found: Tradeoffs, one: Tradeoff) -> str:
    """What the worst of a topology is, in words."""
    if one.worst is None:
        return "nobody says how quick"
    if found.against == "latency":
        return f"{one.worst.normalize():f} ms"
    return STRICTNESS[int(one.worst)]


def tradeoffs(posed: Posed, against: Against, catalog: Catalog) -> Tradeoffs:
    """The front of cost against latency or strictness over all that rules admit."""
    problem = replace(posed.problem, needs=posed.weighed)
    if against == "latency":
        front, unknown = latency_front(problem), tuple(_unmeasured(posed))
    else:
        front, unknown = strictness_front(problem, _strictness(posed, catalog)), ()
    return Tradeoffs(against, tuple(_points(front)), front.is_complete, unknown)


def _points(front: Front) -> Iterator[Tradeoff]:
    for point in front.points:
        routes = tuple((one.need, one.targets) for one in point.optimum.served)
        yield Tradeoff(point.optimum.monthly.expected, point.worst, routes)


def _unmeasured(posed: Posed) -> Iterator[str]:
    names = {
        f"{need.id}: {one.id}"
        for need in posed.weighed
        for one in need.candidates
        if one.latency_ms is None and one.leads
    }
    yield from sorted(names)


def _strictness(posed: Posed, catalog: Catalog) -> dict[tuple[str, str], Decimal]:
    return {key: Decimal(_level(choice, catalog)) for key, choice in posed.choices.items()}


def _level(choice: Choice, catalog: Catalog) -> int:
    """How strictly a target keeps where data is processed: a key of `STRICTNESS`."""
    site = choice.seen.target.site
    countries = _countries(choice)
    if countries >= frozenset(catalog.countries):
        return 0
    homes = [bloc for bloc in _blocs(catalog) if countries <= bloc]
    if len(countries) == 1:
        homes.append(countries)
    if not homes:
        return 1
    parent = site.operator.parent_country if site.operator else ""
    return 3 if any(parent in home for home in homes) else 2


def _countries(choice: Choice) -> frozenset[str]:
    """All countries that any source says a target may process data in."""
    target = choice.seen.target
    if isinstance(target.site, GpuPool):
        return target.site.processing.possible
    model = target.model
    return model.processing.possible if isinstance(model, ServedModel) else frozenset()


def _blocs(catalog: Catalog) -> Iterator[frozenset[str]]:
    """The countries of each bloc that is a place on the map."""
    for kind in _BLOCS:
        for name in catalog.blocs_of(kind):
            countries = catalog.countries_of(f"bloc:{name}")
            if countries:
                yield countries
