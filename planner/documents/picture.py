"""A topology as a Mermaid picture: endpoints, gateways, targets and stores, fallbacks dashed.

What comes with them stays out: who runs them, whose people reach them, their logs and copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def _label(text: str) -> str:
    """Text that Mermaid shows as it stands: backticks are gone, everything unusual an entity."""
    words = " ".join(text.replace("`", "").split())
    return re.sub(r"[^\w .,:/()-]", lambda found: f"#{ord(found[0])};", words)
