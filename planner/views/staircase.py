"""An API's line against the staircase of one's own nodes, drawn for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.owning import Point
from planner.values import value

_ROWS = 12
_AXIS = 9
"""Columns of the figures beside it."""
_API, _OWN, _BOTH, _NOW = "·", "▀", "◆", "▲"
_COLORS = {_API: "36", _OWN: "33", _BOTH: "1"}


def picture(
    points: Sequence[Point], requests: int, factor: Decimal, unit: str, *, color: bool
) -> Iterator[str]:
    """One column for each point; `requests`: the workload's own volume, which is marked.

    `factor`: units of the currency `unit` for what the points are in.
    """
    top = max(max(point.api, point.own) for point in points)
    rows = [_row(points, row, top, color=color) for row in range(_ROWS, -1, -1)]
    yield f"{unit} a month"
    for row, cells in zip(range(_ROWS, -1, -1), rows, strict=True):
        figure = short(top * row / _ROWS * factor) if row % 3 == 0 else ""
        yield f"{figure:>{_AXIS}} ┤{cells}".rstrip()
    place = min(range(len(points)), key=lambda at: abs(points[at].requests - requests))
    yield f"{'':{_AXIS}} └" + "─" * len(points)
    last = short(Decimal(points[-1].requests))
    marked = f"{'':{place}}{_NOW} {short(Decimal(requests))}"
    yield f"{'':{_AXIS + 2}}{marked:<{len(points) - len(last)}}{last} requests a month"
    yield f"{'':{_AXIS + 2}}{_API} the API   {_OWN} one's own, node by node   {_BOTH} both"


def _row(points: Sequence[Point], row: int, top: Decimal, *, color: bool) -> str:
    return "".join(_cell(point, row, top, color=color) for point in points)


def _cell(point: Point, row: int, top: Decimal, *, color: bool) -> str:
    is_api, is_own = (_level(amount, top) == row for amount in (point.api, point.own))
    if not (is_api or is_own):
        return " "
    sign = _BOTH if is_api and is_own else _API if is_api else _OWN
    return f"\x1b[{_COLORS[sign]}m{sign}\x1b[0m" if color else sign


def _level(amount: Decimal, top: Decimal) -> int:
    return int((amount / top * _ROWS).to_integral_value())


_STEPS = ((Decimal(10) ** 9, "G"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))


def short(amount: Decimal) -> str:
    """A figure of three digits, as a spec writes it: `3.6M`, `120k`."""
    for size, sign in _STEPS:
        if amount >= size:
            return f"{_three(amount / size)}{sign}"
    return _three(amount)


def _three(number: Decimal) -> str:
    places = 2 if number < 10 else 1 if number < 100 else 0  # noqa: PLR2004 - three digits
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@value
class Column:
    """One column of a table of text."""

    title: str
    cells: tuple[str, ...]
    is_number: bool = True

    @property
    def width(self) -> int:
        return max(map(len, (self.title, *self.cells)))


def columns(heading: Sequence[str], rows: Sequence[Sequence[str]], *, left: int) -> Iterator[str]:
    """A table of text; the first `left` columns are words, the others numbers."""
    shown = [
        Column(title, tuple(row[place] for row in rows), place >= left)
        for place, title in enumerate(heading)
    ]
    for row in (tuple(heading), *map(tuple, rows)):
        yield "  ".join(
            f"{cell:>{one.width}}" if one.is_number else f"{cell:<{one.width}}"
            for cell, one in zip(row, shown, strict=True)
        ).rstrip()
