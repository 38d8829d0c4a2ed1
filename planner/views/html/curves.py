"""An API's line against the staircase of one's own nodes, as a drawing with a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from planner.advising import Advice, EndpointAdvice
from planner.capacity import Unfit
from planner.errors import UsageError
from planner.owning import Climb, Curve, Point, curve
from planner.views.diagnostics import visible
from planner.views.html.frame import Words, money
from planner.views.staircase import short

_WIDTH, _HEIGHT = 640, 260
_DRAWN = 6
"""Endpoints with a drawing of their own: the dearest."""
_TICKS = 4
_FLIPS = 5


def curves_words(advice: Advice) -> list[Words]:
    """A drawing for each of the dearest endpoints that have both sides."""
    cases = [one for one in advice.endpoints if one.case is not None]
    cases.sort(key=lambda one: -(one.sensitivity.cost.ratio or Decimal(0)))
    return [words for one in cases[:_DRAWN] if (words := _curve(one))]


def _curve(one: EndpointAdvice) -> Words | None:
    if one.case is None or one.break_even is None:
        return None
    try:
        found = curve(one.case)
    except UsageError:
        # of what is compared already nothing is missing, but for a volume that no pool carries
        return None
    if isinstance(found, Unfit) or not found.points:
        return None
    return {
        "name": visible(one.name),
        "width": _WIDTH,
        "height": _HEIGHT,
        **_drawn(found),
        "now": _told(found.now),
        # each stair has two points, of which the first is where it begins
        "stairs": [{**_told(one), "requests": f"{one.requests:,}"} for one in found.points[::2]],
        "flips": list(_flips(found.climb)),
        "basis": _BASES[found.climb.basis],
    }


_BASES = {
    "exact": "",
    "earliest": "Something of what is owned has no price: it pays no earlier than that.",
    "unknown": "Something of the API has no price: nobody can say where the two cross.",
}


def _drawn(found: Curve) -> Words:
    """Both lines, the axes with their ticks, and the workload's own place."""
    far = Decimal(found.points[-1].requests)
    top = max(max(one.api, one.own) for one in (*found.points, found.now)) or Decimal(1)

    def x(requests: Decimal) -> str:
        return f"{requests / far * _WIDTH:.1f}"

    def y(amount: Decimal) -> str:
        return f"{(1 - amount / top) * _HEIGHT:.1f}"

    def line(points: Iterable[tuple[int, Decimal]]) -> str:
        return " ".join(f"{x(Decimal(at))},{y(amount)}" for at, amount in points)

    now = Decimal(found.now.requests)
    return {
        "api": line([(one.requests, one.api) for one in found.points]),
        "own": line([(one.requests, one.own) for one in found.points]),
        "at": x(now),
        "at_api": y(found.now.api),
        "at_own": y(found.now.own),
        "side": "end" if now > far * Decimal("0.7") else "start",
        "across": [{"at": x(one), "says": short(one)} for one in ticks(far)],
        "up": [{"at": y(one), "says": short(one)} for one in ticks(top)],
        "crossings": [
            {"at": x(Decimal(flip.requests)), "says": f"{short(Decimal(flip.requests))}"}
            for flip in found.climb.flips
            if flip.requests <= far
        ],
    }


def ticks(most: Decimal) -> Sequence[Decimal]:
    """Round figures up to the most, a handful of them."""
    rough = most / _TICKS
    power = Decimal(10) ** rough.adjusted()
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough)
    return [step * number for number in range(int(most / step) + 1)]


def _told(point: Point) -> Words:
    return {
        "requests": short(Decimal(point.requests)),
        "nodes": point.nodes,
        "api": money(point.api),
        "own": money(point.own),
    }


def _flips(climb: Climb) -> Iterator[str]:
    for flip in climb.flips[:_FLIPS]:
        who = "owning" if flip.cheaper == "own" else "the API"
        yield f"{who} is cheaper from {short(Decimal(flip.requests))} requests a month on"
    if len(climb.flips) > _FLIPS:
        yield f"and {len(climb.flips) - _FLIPS} more changes of the cheaper side"
    if not climb.flips and climb.basis != "unknown":
        yield "owning never becomes cheaper on these nodes"
