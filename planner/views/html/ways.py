"""The ways of data: every hop once, with the verdict on it and the proof.

Endpoints that are called alike are one group of callers, so that a picture stays readable however
many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.diagnostics import Diagnostic, Proof, Verdict, proof_lines
from planner.pipeline import Plan
from planner.rules import Held, held_paths, worst
from planner.topology import Edge, Path, Role, Stop
from planner.values import value
from planner.views.diagnostics import visible
from planner.views.html.frame import Words

MARKS: Mapping[Verdict | None, str] = {
    Verdict.PROVEN: "✓",
    Verdict.UNPROVEN: "?",
    Verdict.VIOLATED: "✕",
    None: "·",
}
"""What tells verdicts apart where colours can't."""
NAMES: Mapping[Verdict | None, str] = {
    **{verdict: str(verdict) for verdict in Verdict},
    None: "nothing asked",
}
_NAMED = 3
_LISTED = 12


@value
class Callers:
    """Endpoints whose data takes the same first hops, with the same verdict."""

    id: str
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        return named(self.names, _NAMED)


@value
class Node:
    """Where data goes through, as it is drawn."""

    id: str
    title: str
    role: Role
    stop: Stop | None
    """None of callers: they are no one stop."""
    depth: int
    """Hops from the callers, on the shortest way."""


@value
class Way:
    """A hop, whoever takes it."""

    number: int
    tail: str
    head: str
    edge: Edge
    held: tuple[Held, ...]
    """What every endpoint that takes it makes of it."""

    @property
    def anchor(self) -> str:
        return f"way-{self.number}"

    @property
    def verdict(self) -> Verdict | None:
        """The worst; None where nobody asks anything of it."""
        asked = [one.verdict for one in self.held if one.verdict]
        return worst(asked) if asked else None


@value
class Ways:
    """All nodes and hops of a plan."""

    callers: tuple[Callers, ...]
    nodes: Mapping[str, Node]
    hops: tuple[Way, ...]


def ways(plan: Plan) -> Ways:
    """The hops that data takes, nearest to the callers first."""
    graph, catalog = plan.topology.graph, plan.catalog
    held = {one.name: held_paths(one, graph, catalog) for one in plan.topology.endpoints}
    callers = tuple(_grouped(held))
    group = {f"endpoints.{name}": one.id for one in callers for name in one.names}
    found: dict[tuple[str, str, Edge], list[Held]] = {}
    for one in (each for every in held.values() for each in every):
        hop = one.path.hops[-1]
        found.setdefault((group.get(hop.tail, hop.tail), hop.head, hop.edge), []).append(one)
    nodes = {one.id: Node(one.id, one.title, Role.CLIENT, None, 0) for one in callers}
    nodes |= _nodes(one.path for every in held.values() for one in every)
    hops = sorted(found.items(), key=lambda each: nodes[each[0][1]].depth)
    listed = (Way(n, *key, tuple(every)) for n, (key, every) in enumerate(hops, 1))
    return Ways(callers, nodes, tuple(listed))


def _grouped(held: Mapping[str, tuple[Held, ...]]) -> Iterator[Callers]:
    groups: dict[object, list[str]] = {}
    for name, every in held.items():
        first = (one for one in every if len(one.path.hops) == 1)
        key = frozenset((one.path.stop.id, one.path.edge, one.verdict) for one in first)
        groups.setdefault(key, []).append(name)
    for number, names in enumerate(groups.values(), 1):
        yield Callers(f"callers:{number}", tuple(names))


def _nodes(paths: Iterable[Path]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for path in paths:
        stop, depth = path.stop, len(path.hops)
        if stop.id not in nodes or depth < nodes[stop.id].depth:
            nodes[stop.id] = Node(stop.id, stop.title, stop.role, stop, depth)
    return nodes


def way_words(way: Way, nodes: Mapping[str, Node], plan: Plan) -> Words:
    """A hop with its proofs, for a list that unfolds."""
    return {
        "anchor": way.anchor,
        "tail": visible(nodes[way.tail].title if way.tail in nodes else way.tail),
        "head": visible(nodes[way.head].title),
        "edge": str(way.edge),
        **verdict_words(way.verdict),
        "told": [_told(names, one, plan) for names, one in _alike(way.held)],
    }


def verdict_words(verdict: Verdict | None) -> Words:
    """A verdict as a word, as a mark, and as a class of the style sheet."""
    return {
        "verdict": NAMES[verdict],
        "mark": MARKS[verdict],
        "class": str(verdict) if verdict else "unasked",
    }


def _alike(held: Iterable[Held]) -> Iterator[tuple[tuple[str, ...], Held]]:
    """Endpoints of which the same is said, with what is said of the first."""
    groups: dict[object, list[Held]] = {}
    for one in held:
        groups.setdefault((one.verdict, one.proofs, one.path.data), []).append(one)
    for every in groups.values():
        yield tuple(dict.fromkeys(one.endpoint.name for one in every)), every[0]


def _told(names: tuple[str, ...], one: Held, plan: Plan) -> Words:
    return {
        **verdict_words(one.verdict),
        "endpoints": visible(named(names, _LISTED)),
        "data": ", ".join(sorted(one.path.data)) or "none of its data",
        "proofs": [proof_words(proof) for proof in one.proofs],
        "findings": [
            {
                "code": each.code,
                "message": visible(each.message),
                "waived": visible(each.waived or ""),
            }
            for each in _of(plan.findings, one)
        ],
    }


def _of(findings: Iterable[Diagnostic], one: Held) -> Iterator[Diagnostic]:
    """The findings on the last hop of an endpoint's path."""
    last = one.path.names()[-3:]
    for each in findings:
        if each.endpoint == one.endpoint.name and each.path[-3:] == last:
            yield each


def proof_words(proof: Proof) -> list[Words]:
    """The lines of a proof, each with how deep it stands."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in proof_lines(proof)]
    return [{"depth": indent // 2, "says": visible(line)} for indent, line in lines]


def named(names: tuple[str, ...], most: int) -> str:
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
