"""The 2x2 of latency and cost: boxes of names for a terminal, and Mermaid's chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from textwrap import wrap

from planner.advising import EndpointAdvice, Quadrant, Thresholds
from planner.units import Money
from planner.views.diagnostics import visible

_WIDTH, _MARGIN, _CELL = 80, 13, 30
_MOST = 6
"""Names in a box; of more, the dearest."""
_TOP: tuple[Quadrant, Quadrant] = ("latency", "latency and cost")
_BOTTOM: tuple[Quadrant, Quadrant] = ("neither", "cost")
_POINTS = 30
"""Names of a chart, the dearest: more of them hide each other."""
_NEAREST, _FARTHEST, _MIDDLE = Decimal("0.03"), Decimal("0.97"), Decimal("0.5")
_DECADES = 4
"""Powers of ten from one side of a chart to the other; a line lies in the middle."""


def boxes(endpoints: Sequence[EndpointAdvice], lines: Thresholds) -> Iterator[str]:
    """Four boxes, 76 columns wide, each with the names of its endpoints, dearest first."""
    drawn = [one for one in endpoints if is_drawn(one)]
    yield _rule("┌", "┬", "┐")
    yield from _row(drawn, _TOP, f"p95 {lines.p95_ms:f} ms,", f"TTFT {lines.ttft_ms:f},", "or less")
    yield _rule("├", "┼", "┤")
    yield from _row(drawn, _BOTTOM, "later, or", "not asked", "")
    yield _rule("└", "┴", "┘")
    line = Money(lines.monthly)
    yield f"{'':{_MARGIN}} {f'below {line} a month':<{_CELL}} {'as much, or more'}"
    if drawn:
        yield f"{'':{_MARGIN}} 10x: ten times that line"
    yield from _undrawn(endpoints)


def is_drawn(one: EndpointAdvice) -> bool:
    """Whether anybody can say where an endpoint stands."""
    return one.sensitivity.cost.ratio is not None


def _undrawn(endpoints: Iterable[EndpointAdvice]) -> Iterator[str]:
    names = [one.name for one in endpoints if not is_drawn(one)]
    if names:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        shown = ", ".join(_cut(name).strip() for name in names[:_MOST])
        yield from wrap(
            f"not drawn, as nobody can say all of what they cost: {shown}{more}", _WIDTH
        )


def _rule(left: str, middle: str, right: str) -> str:
    line = "─" * _CELL
    return f"{'':{_MARGIN}}{left}{line}{middle}{line}{right}"


def _row(
    drawn: Sequence[EndpointAdvice], quadrants: tuple[Quadrant, Quadrant], *words: str
) -> Iterator[str]:
    left, right = (list(_names(drawn, quadrant)) for quadrant in quadrants)
    for word, one, other in zip_longest(words, left, right, fillvalue=""):
        yield f"{word:<{_MARGIN}}│{one:<{_CELL}}│{other:<{_CELL}}│"


def _names(drawn: Sequence[EndpointAdvice], quadrant: Quadrant) -> Iterator[str]:
    inside = sorted((one for one in drawn if one.sensitivity.quadrant == quadrant), key=_dearest)
    yield from (f" {_cut(one.name)} {_times(one):>6} " for one in inside[:_MOST])
    if len(inside) > _MOST:
        yield f" and {len(inside) - _MOST} more"


def _cost(one: EndpointAdvice) -> Decimal:
    return one.sensitivity.cost.ratio or Decimal(0)


def _dearest(one: EndpointAdvice) -> Decimal:
    return -_cost(one)


def _cut(name: str) -> str:
    shown, room = visible(name), _CELL - 9
    return f"{shown:<{room}}" if len(shown) <= room else f"{shown[: room - 1]}…"


def _times(one: EndpointAdvice) -> str:
    """How many times an endpoint costs what the line says."""
    ratio = _cost(one)
    if ratio >= 1000:  # noqa: PLR2004 - four figures take the room of the column
        return ">999x"
    if 0 < ratio < Decimal("0.1"):
        return "<0.1x"
    return f"{ratio:.0f}x" if ratio >= 10 else f"{ratio:.1f}x"  # noqa: PLR2004 - two figures


def chart(endpoints: Sequence[EndpointAdvice]) -> Iterator[str]:
    """Mermaid's `quadrantChart`: both axes are powers of ten, the lines lie in the middle."""
    yield "quadrantChart"
    yield '    x-axis "cheap" --> "dear"'
    yield '    y-axis "can wait" --> "latency-bound"'
    for number, words in enumerate(("both", "latency", "neither", "cost"), 1):
        yield f'    quadrant-{number} "{words}"'
    for one in sorted(filter(is_drawn, endpoints), key=_dearest)[:_POINTS]:
        x, y = place(one.sensitivity.cost.ratio), place(one.sensitivity.latency.ratio)
        yield f'    "{_quoted(one.name)}": [{x:.2f}, {y:.2f}]'


def place(ratio: Decimal | None) -> Decimal:
    """Where a ratio to a line stands between 0 and 1; what has none, or is 0, at the near end."""
    if not ratio:
        return _NEAREST
    return max(_NEAREST, min(_FARTHEST, _MIDDLE + ratio.log10() / _DECADES))


def _quoted(name: str) -> str:
    """A name that can't end the quotes it stands in, nor the line."""
    return "".join(c if c.isalnum() or c in " -_./" else "\ufffd" for c in name)
