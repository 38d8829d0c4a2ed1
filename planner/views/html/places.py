"""The places of a topology on a map: where its nodes stand, and what goes from place to place.

A node stands at its region's coordinates; where nobody gives them, or only a country is known, in
the middle of the country; where it may be in many countries, thin lines lead to each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, radians

from planner.catalog import Catalog
from planner.diagnostics import Verdict
from planner.pipeline import Plan
from planner.rules import worst
from planner.topology import Stop
from planner.values import value
from planner.views.diagnostics import visible
from planner.views.html.frame import Words
from planner.views.html.ways import Way, Ways, named, verdict_words

_WIDTH = 1000
_TALLEST, _FLATTEST = 0.62, 0.4
"""Height of a map over its width."""
_LEAST_DEGREES = 24
_MARGIN = 0.18
"""Of the width on each side, so that labels have room."""
_FEW = 40
"""Countries that lines lead to; of more, it is said that it may be anywhere."""
_NEAR = 22
"""Units of the map within which two places are one mark."""

_Point = tuple[float, float]


@value
class Spot:
    """Where something is: degrees east and north, and how people call it."""

    name: str
    country: str
    longitude: float
    latitude: float
    is_exact: bool
    """Whether it is the region's own place, and not the middle of its country."""


@value
class Place:
    """Nodes that stand together."""

    number: int
    spots: tuple[Spot, ...]
    nodes: tuple[str, ...]
    x: float
    y: float


@value
class _Frame:
    """The part of the earth that is drawn, in an equidistant cylindrical projection."""

    west: float
    north: float
    scale: float
    """Units for a degree of latitude."""
    squeeze: float
    """Length of a degree of longitude over one of latitude, in the middle of the map."""
    height: float

    def at(self, longitude: float, latitude: float) -> _Point:
        return (
            (longitude * self.squeeze - self.west) * self.scale,
            (self.north - latitude) * self.scale,
        )

    @property
    def transform(self) -> str:
        """What places an outline in tenths of a degree."""
        across, down = self.scale * self.squeeze / 10, self.scale / 10
        left, top = -self.west * self.scale, self.north * self.scale
        return f"matrix({across:.5f} 0 0 {down:.5f} {left:.2f} {top:.2f})"


def atlas(plan: Plan, found: Ways) -> Words | None:
    """The map; None where no node is known to stand anywhere."""
    stops = [node.stop for node in found.nodes.values() if node.stop]
    spots = {stop.id: spot for stop in stops if (spot := _spot(stop, plan.catalog))}
    reached = {stop.id: _reached(stop, plan.catalog) for stop in stops}
    if not spots:
        return None
    frame = _frame([*spots.values(), *(each for every in reached.values() for each in every)])
    places = tuple(_places(spots, frame))
    home = {node: place for place in places for node in place.nodes}
    verdicts = {way.head: way.verdict for way in found.hops}
    return {
        "width": _WIDTH,
        "height": f"{frame.height:.0f}",
        "transform": frame.transform,
        "countries": list(_countries(plan, frame)),
        "admitted": _admitted_words(plan),
        "spokes": list(_spokes(reached, home, verdicts, frame)),
        "hops": [_hop(*one) for one in _between(found.hops, home)],
        "places": [_place(place, found, plan, verdicts) for place in places],
        "anywhere": [visible(s.title) for s in stops if s.id not in spots and _is_anywhere(s)],
    }


def _spot(stop: Stop, catalog: Catalog) -> Spot | None:
    """Where a node stands; None where nobody names one region or country."""
    region = stop.region
    if region is not None:
        known = catalog.coordinates(region.cloud, region.name)
        name = f"{region.name} {region.city}".strip()
        if known is not None:
            east, north = float(known.longitude), float(known.latitude)
            return Spot(name, region.country, east, north, is_exact=True)
        return _in_country(region.country, catalog, name)
    for reach in (stop.processing, stop.at_rest):
        if reach is not None and len(reach.possible) == 1:
            (country,) = reach.possible
            return _in_country(country, catalog)
    return None


def _in_country(country: str, catalog: Catalog, name: str = "") -> Spot | None:
    shape = catalog.country_shape(country)
    if shape is None:
        return None
    middle, title = shape.middle, catalog.countries.get(country, country)
    east, north = float(middle.longitude), float(middle.latitude)
    return Spot(name or title, country, east, north, is_exact=False)


def _reached(stop: Stop, catalog: Catalog) -> tuple[Spot, ...]:
    """The middles of countries that a node may process data in, beside its own."""
    reach = stop.processing
    if reach is None or not 1 < len(reach.possible) <= _FEW:
        return ()
    own = stop.region.country if stop.region else ""
    found = (_in_country(one, catalog) for one in sorted(reach.possible) if one != own)
    return tuple(spot for spot in found if spot)


def _is_anywhere(stop: Stop) -> bool:
    reach = stop.processing or stop.at_rest
    return reach is not None and len(reach.possible) > 1


# the frame


def _frame(spots: Sequence[Spot]) -> _Frame:
    norths = [spot.latitude for spot in spots]
    squeeze = max(cos(radians((min(norths) + max(norths)) / 2)), 0.3)
    easts = [spot.longitude * squeeze for spot in spots]
    middle_x, middle_y = (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2
    wide = max(max(easts) - min(easts), _LEAST_DEGREES * squeeze) / (1 - 2 * _MARGIN)
    tall = max(max(norths) - min(norths), 1) / (1 - 2 * _MARGIN)
    wide = max(wide, tall / _TALLEST)
    tall = min(max(tall, wide * _FLATTEST), wide * _TALLEST)
    scale = _WIDTH / wide
    return _Frame(middle_x - wide / 2, middle_y + tall / 2, scale, squeeze, tall * scale)


def _countries(plan: Plan, frame: _Frame) -> Iterator[Words]:
    """The outlines of the countries that the frame shows."""
    admitted = _admitted(plan)
    for country, name in plan.catalog.countries.items():
        shape = plan.catalog.country_shape(country)
        if shape and _is_seen(shape.outline, frame):
            is_admitted = admitted is not None and country in admitted
            yield {
                "outline": shape.outline,
                "name": name,
                "class": "admitted" if is_admitted else "land",
            }


def _admitted(plan: Plan) -> frozenset[str] | None:
    """Countries where every policy lets data be processed; None where none says anything."""
    levels = [
        level.processing.countries
        for endpoint in plan.topology.endpoints
        if endpoint.is_protected
        for level in endpoint.policies
        if level.processing
    ]
    return frozenset.intersection(*levels) if levels else None


def _admitted_words(plan: Plan) -> str:
    found = _admitted(plan)
    if found is None:
        return ""
    if len(found) > _FEW:
        return f"{len(found)} countries"
    return ", ".join(plan.catalog.countries.get(code, code) for code in sorted(found)) or "none"


def _is_seen(outline: str, frame: _Frame) -> bool:
    west, east, south, north = _box(outline)
    left, top = frame.at(west, north)
    right, bottom = frame.at(east, south)
    return right > 0 and left < _WIDTH and bottom > 0 and top < frame.height


_NUMBER = re.compile(r"-?\d+")


@lru_cache(maxsize=512)
def _box(outline: str) -> tuple[float, float, float, float]:
    """West, east, south and north of an outline, in degrees."""
    xs, ys = list[int](), list[int]()
    for ring in outline.split("M")[1:]:
        numbers = [int(number) for number in _NUMBER.findall(ring)]
        x, y = 0, 0
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            xs.append(x)
            ys.append(y)
    return min(xs) / 10, max(xs) / 10, -max(ys) / 10, -min(ys) / 10


# what stands and goes on it


def _places(spots: Mapping[str, Spot], frame: _Frame) -> Iterator[Place]:
    """Marks, each for all that stands within a few units of it."""
    groups: list[tuple[_Point, list[tuple[str, Spot]]]] = []
    for node, spot in spots.items():
        x, y = frame.at(spot.longitude, spot.latitude)
        near = (g for g in groups if abs(g[0][0] - x) < _NEAR and abs(g[0][1] - y) < _NEAR)
        group = next(near, None)
        if group is None:
            group = ((x, y), [])
            groups.append(group)
        group[1].append((node, spot))
    for number, ((x, y), every) in enumerate(groups, 1):
        distinct = tuple(dict.fromkeys(spot for _, spot in every))
        yield Place(number, distinct, tuple(node for node, _ in every), x, y)


def _place(place: Place, found: Ways, plan: Plan, verdicts: Mapping[str, Verdict | None]) -> Words:
    asked = [verdict for node in place.nodes if (verdict := verdicts.get(node))]
    names = tuple(dict.fromkeys(spot.name for spot in place.spots))
    countries = dict.fromkeys(spot.country for spot in place.spots)
    exact = all(spot.is_exact for spot in place.spots)
    return {
        **verdict_words(worst(asked) if asked else None),
        "number": place.number,
        "x": f"{place.x:.1f}",
        "y": f"{place.y:.1f}",
        "side": "end" if place.x > _WIDTH * 0.75 else "start",
        "label": visible(names[0]) + (f" +{len(names) - 1}" if len(names) > 1 else ""),
        "names": visible(", ".join(names)),
        "country": ", ".join(plan.catalog.countries.get(one, one) for one in countries),
        "exact": "" if exact else "drawn in the middle of its country",
        "nodes": [visible(found.nodes[node].title) for node in place.nodes],
    }


def _spokes(
    reached: Mapping[str, tuple[Spot, ...]],
    home: Mapping[str, Place],
    verdicts: Mapping[str, Verdict | None],
    frame: _Frame,
) -> Iterator[Words]:
    """Lines to where data may be processed, each country once, with the worst verdict."""
    lines: dict[tuple[int, Spot], list[Verdict]] = {}
    for node, spots in reached.items():
        for spot in spots if node in home else ():
            verdict = verdicts.get(node)
            lines.setdefault((home[node].number, spot), []).extend([verdict] if verdict else [])
    by_number = {place.number: place for place in home.values()}
    for (number, spot), asked in lines.items():
        x, y = frame.at(spot.longitude, spot.latitude)
        yield {
            **verdict_words(worst(asked) if asked else None),
            "from": {"x": f"{by_number[number].x:.1f}", "y": f"{by_number[number].y:.1f}"},
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "name": spot.name,
        }


def _between(
    hops: Iterable[Way], home: Mapping[str, Place]
) -> Iterator[tuple[Place, Place, tuple[Way, ...]]]:
    """The hops that lead from one place to another, bundled."""
    bundles: dict[tuple[int, int], list[Way]] = {}
    known = {place.number: place for place in home.values()}
    for way in hops:
        tail, head = home.get(way.tail), home.get(way.head)
        if tail and head and tail.number != head.number:
            bundles.setdefault((tail.number, head.number), []).append(way)
    for (start, end), every in bundles.items():
        yield known[start], known[end], tuple(every)


def _hop(tail: Place, head: Place, bundle: tuple[Way, ...]) -> Words:
    asked = [way.verdict for way in bundle if way.verdict]
    verdict = worst(asked) if asked else None
    first = next(way for way in bundle if way.verdict == verdict)
    # bent to the left of its way, so that there and back are apart
    across, down = head.x - tail.x, head.y - tail.y
    x, y = (tail.x + head.x) / 2 + down * 0.16, (tail.y + head.y) / 2 - across * 0.16
    edges = tuple(dict.fromkeys(str(way.edge) for way in bundle))
    return {
        **verdict_words(verdict),
        "path": f"M{tail.x:.1f} {tail.y:.1f}Q{x:.1f} {y:.1f} {head.x:.1f} {head.y:.1f}",
        "x": f"{(tail.x + 2 * x + head.x) / 4:.1f}",
        "y": f"{(tail.y + 2 * y + head.y) / 4:.1f}",
        "href": f"#{first.anchor}",
        "says": visible(
            f"place {tail.number} to place {head.number}: {named(edges, 4)}, {len(bundle)} hop(s)"
        ),
    }
