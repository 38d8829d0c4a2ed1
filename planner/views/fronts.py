"""What it costs to be quicker, or stricter, as tables and a picture."""

from __future__ import annotations

from collections.abc import Iterator

from planner.advising import Tradeoff, Tradeoffs, meaning
from planner.documents import escaped, table
from planner.units import Money
from planner.views.diagnostics import visible

_BAR, _MONTH = 28, 18
_FEW = 5
"""Targets that nobody measured and that are named; of more their number is told."""
_TITLES = {
    "latency": "cost against the slowest primary target, p95 of whole answers",
    "sovereignty": "cost against the laxest target, by where it may process data",
}


def text(found: Tradeoffs) -> str:
    """A row for each topology, the cheapest first, with a bar as long as its month."""
    return "\n".join(line.rstrip() for line in _lines(found))


def _lines(found: Tradeoffs) -> Iterator[str]:
    yield _TITLES[found.against]
    yield ""
    if not found.points:
        yield "no topology keeps what is asked for: `topoplan advise` without --front says why"
        return
    dearest = max(one.monthly for one in found.points)
    for one in found.points:
        bar = "█" * max(1, round(one.monthly / dearest * _BAR)) if dearest else ""
        yield f"{Money(one.monthly)!s:>{_MONTH}} {bar:<{_BAR}}  {meaning(found, one)}"
        yield from (f"{'':{_MONTH}}   {visible(route)}" for route in _routes(one))
    yield ""
    yield from _remarks(found)


def markdown(found: Tradeoffs) -> str:
    """The same as a table."""
    rows = (
        (str(Money(one.monthly)), meaning(found, one), "; ".join(map(escaped, _routes(one))))
        for one in found.points
    )
    told = table(("a month", "at worst", "routes"), rows)
    return "\n\n".join((_TITLES[found.against], told, "\n".join(map(escaped, _remarks(found)))))


def _routes(one: Tradeoff) -> Iterator[str]:
    for name, targets in one.routes:
        yield f"{name}: {' -> '.join(targets)}"


def _remarks(found: Tradeoffs) -> Iterator[str]:
    if found.is_complete:
        yield "Nothing that was weighed lies between these, proven by the solver."
    else:
        yield "There are more of them, or time ran out."
    if found.unknown:
        named = ", ".join(found.unknown[:_FEW])
        more = f" and {len(found.unknown) - _FEW} more" if len(found.unknown) > _FEW else ""
        yield f"Nobody says how quick these are, so they are on no quicker one: {named}{more}."
