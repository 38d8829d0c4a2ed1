"""A topology as a Mermaid picture: endpoints, gateways, targets and stores, fallbacks dashed.

What comes with them stays out: who runs them, whose people reach them, their logs and copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.changes import Endpoint, EndpointChange, Review
from planner.topology import Edge, Hop, Role, Topology

_SHAPES = {
    Role.CLIENT: ("([", "])"),
    Role.INGRESS: ("{{", "}}"),
    Role.GATEWAY: ("{{", "}}"),
    Role.NETWORK: ("{{", "}}"),
    Role.PROVIDER: ("[", "]"),
    Role.POOL: ("[[", "]]"),
    Role.STORE: ("[(", ")]"),
    Role.INDEX: ("[(", ")]"),
    Role.TRACE: ("[(", ")]"),
}
"""What is left out is in proof.json, and would hide the routes."""


def mermaid(topology: Topology) -> str:
    """A flowchart from left to right; every stop has an id of its own, so names can't break it."""
    stops = {s.id: s for s in topology.graph.stops.values() if s.role in _SHAPES}
    names = {id: f"n{place}" for place, id in enumerate(stops)}  # noqa: A001 - the field's name
    lines = ["flowchart LR"]
    for id, stop in stops.items():  # noqa: A001 - the field's name
        opening, closing = _SHAPES[stop.role]
        lines.append(f'  {names[id]}{opening}"{_label(stop.title)}"{closing}')
    lines += dict.fromkeys(_arrows(topology, names))
    return "\n".join(lines)


def _arrows(topology: Topology, names: dict[str, str]) -> Iterator[str]:
    for hop in topology.graph.hops:
        if hop.tail in names and hop.head in names:
            yield f"  {names[hop.tail]} {_arrow(hop)} {names[hop.head]}"


def _arrow(hop: Hop) -> str:
    return "-. fallback .->" if hop.edge is Edge.FALLBACK else "-->"


def mermaid_of_change(review: Review) -> str:
    """What endpoints reach anew or no more, and what of it stays; empty where no hop differs.

    New hops are thick, fallbacks dashed, hops that are gone end in a cross; words say each of it,
    so that nobody has to tell colours apart. Endpoints that changed alike are one.
    """
    groups = tuple(_alike(review.endpoints).values())
    drawn = groups[:_DRAWN]
    arrows = dict(arrow for group in drawn for arrow in _changed_arrows(group))
    if not any(how != _STAYS for how in arrows.values()):
        return ""
    stops = dict.fromkeys(stop for tail, head, _ in arrows for stop in (tail, head))
    names = {stop: f"n{place}" for place, stop in enumerate(stops)}
    titles = dict(title for group in drawn for title in _titles(group))
    lines = ["flowchart LR"]
    for stop, name in names.items():
        opening, closing = _SHAPE_OF.get(stop.partition(".")[0], ("[", "]"))
        lines.append(f'  {name}{opening}"{_label(titles.get(stop, stop))}"{closing}')
    for (tail, head, fallback), how in arrows.items():
        lines.append(f"  {names[tail]} {_LINES[how, fallback]} {names[head]}")
    if len(groups) > _DRAWN:
        lines.append(f'  rest["and {len(groups) - _DRAWN} more groups of endpoints"]')
    return "\n".join(lines)


_DRAWN = 12
"""Groups of endpoints in one picture: more of them nobody reads."""
_NAMED = 2
_STAYS = "stays"
_LINES = {
    ("new", False): "== new ==>",
    ("new", True): "-. new fallback .->",
    ("gone", False): "-- gone --x",
    ("gone", True): "-. gone fallback .-x",
    (_STAYS, False): "-->",
    (_STAYS, True): "-. fallback .->",
}
_SHAPE_OF = {
    "endpoints": ("([", "])"),
    "gateways": ("{{", "}}"),
    "providers": ("[", "]"),
    "gpu_pools": ("[[", "]]"),
    "stores": ("[(", ")]"),
}
"""Nodes that specs name, by the first word of their ids; what comes with them stays out."""

_Drawn = tuple[str, str, bool]
"""Tail, head, and whether it is a fallback."""


def _alike(changes: Iterable[EndpointChange]) -> dict[object, tuple[EndpointChange, ...]]:
    """Endpoints that are drawn alike but for their names."""
    groups: dict[object, tuple[EndpointChange, ...]] = {}
    for change in changes:
        key = tuple(
            frozenset((tail if tail != start else "", head, how) for tail, head, how in arrows)
            for start, arrows in _sides(change)
        )
        groups[key] = (*groups.get(key, ()), change)
    return groups


def _sides(change: EndpointChange) -> Iterator[tuple[str, frozenset[_Drawn]]]:
    for side in (change.before, change.after):
        yield f"endpoints.{change.name}", _arrows_of(side)


def _arrows_of(endpoint: Endpoint | None) -> frozenset[_Drawn]:
    """The hops between nodes that the spec names, as the shortest paths take them."""
    paths = (one.path for one in endpoint.reaches.values()) if endpoint else ()
    return frozenset(arrow for path in paths for arrow in _steps(path))


def _steps(path: tuple[str, ...]) -> Iterator[_Drawn]:
    for tail, edge, head in zip(path[::2], path[1::2], path[2::2], strict=False):
        if all(node.partition(".")[0] in _SHAPE_OF for node in (tail, head)):
            yield tail, head, edge == f"-{Edge.FALLBACK}->"


def _changed_arrows(group: tuple[EndpointChange, ...]) -> Iterator[tuple[_Drawn, str]]:
    """The arrows of a group, drawn for its first endpoint."""
    (_, before), (_, after) = _sides(group[0])
    for arrow in sorted(before | after):
        how = _STAYS if arrow in before & after else "new" if arrow in after else "gone"
        yield arrow, how


def _titles(group: tuple[EndpointChange, ...]) -> Iterator[tuple[str, str]]:
    first, *others = group
    names = [one.name for one in group[:_NAMED]]
    if len(others) >= _NAMED:
        names = [first.name, f"{len(others)} more"]
    yield f"endpoints.{first.name}", " and ".join(names)
    for side in (first.before, first.after):
        for reached in side.reaches.values() if side else ():
            yield reached.stop, reached.title


def _label(text: str) -> str:
    """Text that Mermaid shows as it stands: backticks are gone, everything unusual an entity."""
    words = " ".join(text.replace("`", "").split())
    return re.sub(r"[^\w .,:/()-]", lambda found: f"#{ord(found[0])};", words)
