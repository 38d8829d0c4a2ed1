"""Advice for a page: what to do, the 2x2, and a table of the endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.advising import (
    RUNGS,
    Advice,
    Climbed,
    EndpointAdvice,
    Thresholds,
    decided,
    reasons,
    unknowns,
)
from planner.cost import Bill
from planner.units import Money
from planner.views import quadrants
from planner.views.advice import change_lines, owning_word, search_words
from planner.views.diagnostics import visible
from planner.views.html.frame import Words, money
from planner.views.html.schematic import cut

_SIDE = 460
"""Units of the 2x2 from side to side."""
_DRAWN, _TOLD = 24, 60
"""Endpoints with a point of their own, and with their reasons: the dearest."""
_LETTERS = 22
_FAR = 0.65
"""Part of the 2x2 beyond which a name stands to the left of its point."""


def advised(advice: Advice) -> Words:
    """The verdict, both topologies, and the change of the spec."""
    verdict = decided(advice)
    return {
        "says": visible(verdict.says),
        "kind": verdict.kind,
        "why": [visible(why) for why in verdict.why],
        "topologies": list(_topologies(advice)),
        "sure": _sure(advice),
        "change": list(change_lines(advice)),
        "unknown": [visible(line) for line in unknowns(advice)],
    }


def _topologies(advice: Advice) -> Iterator[Words]:
    yield _topology("as it is", advice.plan.bill, advice.now)
    after = advice.cheapest.after if advice.cheapest else None
    if after is not None and advice.then is not None:
        yield _topology("cheapest", after.bill, advice.then)


def _topology(name: str, bill: Bill, climbed: Climbed) -> Words:
    return {
        "name": name,
        "least": "at least " if bill.at_least else "",
        "month": money(bill.monthly.expected),
        **rung_words(climbed),
    }


def rung_words(climbed: Climbed) -> Words:
    return {
        "rung": climbed.rung,
        "rung_name": RUNGS[climbed.rung],
        "rung_why": [visible(why) for why in climbed.why],
    }


def _sure(advice: Advice) -> str:
    optimum = advice.optimum
    after = advice.cheapest.after if advice.cheapest else None
    return "" if optimum is None or after is None else search_words(optimum, after)


def endpoints_words(advice: Advice) -> Words:
    """The 2x2, and a row for each endpoint with the reasons."""
    ordered = sorted(advice.endpoints, key=_dearest)
    drawn = [one for one in ordered if quadrants.is_drawn(one)]
    return {
        "lines": _lines(advice.lines),
        "side": _SIDE,
        "points": list(_points(drawn[:_DRAWN])),
        "rows": [_row(one, advice) for one in ordered[:_TOLD]],
        "left_out": [visible(one.name) for one in ordered[_TOLD:]],
        "undrawn": [visible(one.name) for one in ordered if not quadrants.is_drawn(one)],
    }


def _dearest(one: EndpointAdvice) -> Decimal:
    return -(one.sensitivity.cost.ratio or Decimal(0))


def _lines(lines: Thresholds) -> Words:
    return {
        "cost": f"{Money(lines.monthly)} a month",
        "latency": f"p95 {lines.p95_ms:f} ms, first token {lines.ttft_ms:f} ms",
    }


def _points(drawn: Sequence[EndpointAdvice]) -> Iterator[Words]:
    """Points of the 2x2, names beside them; those that would overlap are moved down a line."""
    taken: list[tuple[float, float]] = []
    for number, one in enumerate(drawn, 1):
        across = float(quadrants.place(one.sensitivity.cost.ratio)) * _SIDE
        down = (1 - float(quadrants.place(one.sensitivity.latency.ratio))) * _SIDE
        label, is_far = down, across > _SIDE * _FAR
        while any(abs(label - y) < 15 and abs(across - x) < 170 for x, y in taken):  # noqa: PLR2004 - a line's height, a name's width
            label += 15
        taken.append((across, label))
        yield {
            "number": number,
            "x": f"{across:.0f}",
            "y": f"{down:.0f}",
            "label_y": f"{label + 4:.0f}",
            "label_x": f"{across - 9 if is_far else across + 9:.0f}",
            "side": "end" if is_far else "start",
            "name": cut(visible(one.name), _LETTERS),
            "says": visible(f"{one.name}: sensitive to {one.sensitivity.quadrant}"),
        }


def _row(one: EndpointAdvice, advice: Advice) -> Words:
    now = advice.now.endpoints[one.name]
    return {
        "name": visible(one.name),
        "quadrant": one.sensitivity.quadrant,
        "binding": one.binding.constraint,
        "rung": f"{now}" if one.rung in (None, now) else f"{now} → {one.rung}",
        "owning": owning_word(one),
        "chosen": visible(" → ".join(one.chosen)),
        "reasons": [
            {"about": reason.about, "says": visible(reason.says)} for reason in reasons(one, advice)
        ],
    }
