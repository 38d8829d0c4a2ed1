"""Sweeps as tables, and with one parameter as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.advising import Advice, Point, Varied, decided
from planner.documents import code, escaped, table
from planner.units import Money
from planner.views.diagnostics import visible

_BAR = 28
_NAME, _MONTH = 12, 20
_UNSPEAKABLE = "a spec can't have it"


def text(axes: Sequence[Varied], points: Sequence[Point]) -> str:
    """A row for each point: what stands in the spec, the month, the rung and the routes.

    With one parameter each has a bar, as long as its month.
    """
    return "\n".join(line.rstrip() for line in _lines(axes, points))


def _lines(axes: Sequence[Varied], points: Sequence[Point]) -> Iterator[str]:
    for place, axis in enumerate(axes, 1):
        yield f"{place}  {visible(axis.path)}"
    yield ""
    head = " ".join(f"{place:>{_NAME}}" for place in range(1, len(axes) + 1))
    yield f"{head} {'a month':>{_MONTH}} rung"
    dearest = max((_month(one) or Decimal(0) for one in points), default=Decimal(0))
    before: tuple[str, ...] = ()
    for point in points:
        bar = f" {_bar(_month(point), dearest)}" if len(axes) == 1 else ""
        yield f"{_values(point)} {_told(point):>{_MONTH}} {_rung(point):<4}{bar}"
        routes = tuple(_routes(point))
        if routes != before:
            # a route is told where it changes: what repeats hides what moves
            yield from (f"{'':{_NAME}}   {line}" for line in routes)
        before = routes


def _values(point: Point) -> str:
    return " ".join(f"{visible(str(one))[:_NAME]:>{_NAME}}" for one in point.values)


def _month(point: Point) -> Decimal | None:
    """What the cheapest topology costs at a point; None where there is none."""
    cheapest = point.advice.cheapest if point.advice else None
    return cheapest.after.bill.monthly.expected if cheapest and cheapest.after else None


def _told(point: Point) -> str:
    month = _month(point)
    return "none" if month is None else str(Money(month))


def _rung(point: Point) -> str:
    then = point.advice.then if point.advice else None
    return "?" if then is None else str(then.rung)


def _bar(month: Decimal | None, dearest: Decimal) -> str:
    if not month or not dearest:
        return ""
    return "█" * max(1, round(month / dearest * _BAR))


def _routes(point: Point) -> Iterator[str]:
    if point.advice is None:
        yield _UNSPEAKABLE
    elif _month(point) is None:
        verdict = decided(point.advice)
        yield from (visible(words) for words in (verdict.says, *verdict.why))
    else:
        yield from _chosen(point.advice)


def _chosen(advice: Advice) -> Iterator[str]:
    for one in advice.endpoints:
        yield f"{visible(one.name)}: {visible(' -> '.join(one.chosen))}"
    verdict = decided(advice)
    if verdict.kind == "refused":
        yield from (f"against it: {visible(why)}" for why in verdict.why)


def markdown(axes: Sequence[Varied], points: Sequence[Point]) -> str:
    """The same rows as a table."""
    heading = (*(code(axis.path) for axis in axes), "cheapest topology", "rung", "a month")
    rows = [
        (
            *(code(str(one)) for one in point.values),
            "<br>".join(map(escaped, _routes(point))),
            _rung(point),
            _told(point),
        )
        for point in points
    ]
    return f"## What if\n\n{table(heading, rows, right=1)}"
