"""What stands whether it is used or not: the cost of pools, clusters, networks and gateways.

Each is read off a bill that the passes themselves make, of a topology that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from planner.cost import Bill, Line
from planner.units import Range, total
from planner.values import value

_PEOPLE = "people"
_ENDPOINTS = "endpoints."


@value
class Standing:
    """What a pool costs in a month, apart."""

    node: Range
    """Each of its nodes, with its disk, its metrics and what it downloads."""
    pool: Range
    """The pool itself, however many nodes it has."""
    used: Range
    """What its traffic brings."""
    shared: Mapping[str, Range]
    """Node of the bill to its month: what other pools and gateways of the region stand on too."""
    unpriced: tuple[str, ...]
    """What has no price, as addresses of lines: a pool is weighed as if it cost nothing, except its
    nodes. One that is not chosen then is none the worse for it; of one that is, its bill tells."""


def standing(one_node: Bill, two_nodes: Bill, pool: str) -> Standing:
    """The bills of a topology that has a pool, with one node and with two, taken apart."""
    first, second = _lines(one_node, pool), _lines(two_nodes, pool)
    fixed = _minus(_sum(_fixed(second)), _sum(_fixed(first)))
    fetched = _minus(_sum(_used(second)), _sum(_used(first)))
    return Standing(
        node=fixed + fetched,
        pool=_minus(_sum(_fixed(first)), fixed),
        used=_minus(_sum(_used(first)), fetched),
        shared=shared(one_node, pool),
        unpriced=tuple(line.id for line in one_node.unpriced if not _is_usage(line)),
    )


def nodes_month(bill: Bill, pool: str, stands: Standing) -> Range:
    """What the nodes of a pool cost as it is, with what they download."""
    lines = [line for line in _lines(bill, pool) if line.basis == "fixed" or _is_fetched(line)]
    return _minus(_sum(lines), stands.pool)


def shared(bill: Bill, *apart: str) -> Mapping[str, Range]:
    """What stands in a region, by node of the bill, without some nodes, endpoints and people."""
    return {
        node: _sum(_fixed(part.lines))
        for node, part in bill.by_node().items()
        if node not in apart and node != _PEOPLE and not node.startswith(_ENDPOINTS)
    }


def _lines(bill: Bill, node: str) -> tuple[Line, ...]:
    return tuple(line for line in bill.lines if line.node == node)


def _fixed(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.basis == "fixed")


def _used(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.basis == "usage")


def _is_fetched(line: Line) -> bool:
    return line.item == "downloads"


def _is_usage(line: Line) -> bool:
    return line.node.startswith(_ENDPOINTS)


def _sum(lines: Iterable[Line]) -> Range:
    return total(line.monthly for line in lines if line.monthly is not None)


def _minus(left: Range, right: Range) -> Range:
    zero = Decimal(0)
    return Range(
        max(left.low - right.low, zero),
        max(left.expected - right.expected, zero),
        max(left.high - right.high, zero),
    )
