"""The ways of data as a drawing: from callers to the left to whatever comes with a target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from planner.topology import Role
from planner.values import value
from planner.views.diagnostics import visible
from planner.views.html.frame import Words
from planner.views.html.ways import Node, Way, Ways, verdict_words

_WIDTH, _HEIGHT = 186, 40
_COLUMN, _ROW, _MARGIN = 266, 54, 2
_MOST = 24
"""Nodes of a column: what is beyond them stands in the list."""
_LETTERS = 24
_NEAR = 0.82
"""Where on a line its mark is: near the head, where lines from one node are apart."""

_ORDER = list(Role)
_WORDS = {Role.CLIENT: "callers", Role.TRACE: "traces", Role.COPY: "copy", Role.HUB: "hub"}


@value
class _Box:
    node: Node
    x: int
    y: int

    @property
    def right(self) -> tuple[int, int]:
        return self.x + _WIDTH, self.y + _HEIGHT // 2

    @property
    def left(self) -> tuple[int, int]:
        return self.x, self.y + _HEIGHT // 2


def schematic(found: Ways) -> Words:
    """Boxes in columns, and a curve with a mark for every hop between them."""
    boxes = {box.node.id: box for box in _boxes(found.nodes.values())}
    drawn = [way for way in found.hops if way.tail in boxes and way.head in boxes]
    width = max((box.x for box in boxes.values()), default=0) + _WIDTH + _MARGIN
    height = max((box.y for box in boxes.values()), default=0) + _HEIGHT + _MARGIN
    return {
        "width": width,
        "height": height,
        "box_width": _WIDTH,
        "box_height": _HEIGHT,
        "boxes": [_box(box) for box in boxes.values()],
        "hops": [_hop(way, boxes) for way in drawn],
        "left_out": len(found.nodes) - len(boxes),
    }


def _boxes(nodes: Iterable[Node]) -> Iterator[_Box]:
    ordered = sorted(nodes, key=lambda one: (one.depth, _ORDER.index(one.role), one.id))
    columns = [list(every)[:_MOST] for _, every in groupby(ordered, key=lambda one: one.depth)]
    tallest = max(map(len, columns), default=0)
    for column, every in enumerate(columns):
        above = (tallest - len(every)) * _ROW // 2
        for row, node in enumerate(every):
            yield _Box(node, _MARGIN + column * _COLUMN, _MARGIN + above + row * _ROW)


def _box(box: _Box) -> Words:
    node = box.node
    return {
        "x": box.x,
        "y": box.y,
        "class": f"role-{node.role}",
        "title": visible(node.title),
        "short": cut(visible(node.title).replace("`", ""), _LETTERS),
        "words": cut(_words(node), _LETTERS + 6),
    }


def _words(node: Node) -> str:
    role = _WORDS.get(node.role, str(node.role))
    region = node.stop.region if node.stop else None
    return f"{role} · {region.name}, {region.country}" if region else role


def _hop(way: Way, boxes: Mapping[str, _Box]) -> Words:
    tail, head = boxes[way.tail], boxes[way.head]
    points = _curve(tail, head)
    x, y = _on(points, _NEAR)
    says = f"{visible(tail.node.title)} to {visible(head.node.title)}, {way.edge}"
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return {
        **verdict_words(way.verdict),
        "path": f"M{ax} {ay}C{bx} {by} {cx} {cy} {dx} {dy}",
        "x": f"{x:.0f}",
        "y": f"{y:.0f}",
        "href": f"#{way.anchor}",
        "says": says,
    }


_Point = tuple[int, int]


def _curve(tail: _Box, head: _Box) -> Sequence[_Point]:
    """A cubic from box to box; on the right side of both, where the head isn't further right."""
    (ax, ay), bend = tail.right, (_COLUMN - _WIDTH) // 2
    if head.x > tail.x:
        dx, dy = head.left
        return (ax, ay), (ax + bend, ay), (dx - bend, dy), (dx, dy)
    dx, dy = head.right
    return (ax, ay), (ax + bend, ay), (dx + bend, dy), (dx, dy)


def _on(points: Sequence[_Point], part: float) -> tuple[float, float]:
    """A point of a cubic by Bernstein's polynomials."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return (
        sum(w * x for w, (x, _) in zip(weights, points, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, points, strict=True)),
    )


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
