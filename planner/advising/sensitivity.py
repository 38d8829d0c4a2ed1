"""Where endpoints stand in the 2x2 of latency and cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from planner.catalog import Assumption, assumptions
from planner.cost import Cause
from planner.topology import Endpoint
from planner.units import Money
from planner.values import value

Quadrant = Literal["neither", "latency", "cost", "latency and cost", "unknown"]
"""What an endpoint is sensitive to; `unknown` where nobody can say on which side it stands."""


@value
class Thresholds:
    """Where the lines of the 2x2 are drawn."""

    p95_ms: Decimal
    """An endpoint that asks for its last token within this is sensitive to latency."""
    ttft_ms: Decimal
    """So is one that asks for its first token within this."""
    monthly: Decimal
    """US dollars; an endpoint that costs as much in a month is sensitive to cost."""


@value
class Axis:
    """How an endpoint stands to one of the lines."""

    is_sensitive: bool | None
    """None where nobody can say."""
    ratio: Decimal | None
    """How many times it is past the line, below 1 before it; None where nobody says."""
    why: str


@value
class Sensitivity:
    """What an endpoint is sensitive to, and why."""

    endpoint: str
    latency: Axis
    cost: Axis

    @property
    def quadrant(self) -> Quadrant:
        match self.latency.is_sensitive, self.cost.is_sensitive:
            case True, True:
                return "latency and cost"
            case True, False:
                return "latency"
            case False, True:
                return "cost"
            case False, False:
                return "neither"
        return "unknown"


def thresholds(
    *, p95_ms: Decimal | None = None, ttft_ms: Decimal | None = None, monthly: Decimal | None = None
) -> Thresholds:
    """The lines as somebody sets them, else as they are assumed."""
    known: dict[str, Assumption] = assumptions()
    return Thresholds(
        p95_ms if p95_ms is not None else known["latency_sensitive_p95_ms"].value,
        ttft_ms if ttft_ms is not None else known["latency_sensitive_ttft_ms"].value,
        monthly if monthly is not None else known["cost_sensitive_usd"].value,
    )


def sensitivity(endpoint: Endpoint, month: Cause | None, lines: Thresholds) -> Sensitivity:
    """Where an endpoint stands, by its needs and by what it costs now; `month`: None: unknown."""
    return Sensitivity(endpoint.name, _latency(endpoint, lines), _cost(month, lines))


def _latency(endpoint: Endpoint, lines: Thresholds) -> Axis:
    needs = endpoint.needs
    asked = [
        (Decimal(limit), line, what)
        for limit, line, what in (
            (needs.p95_ms, lines.p95_ms, "the last token"),
            (needs.ttft_p95_ms, lines.ttft_ms, "the first token"),
        )
        if limit is not None
    ]
    if not asked:
        return Axis(is_sensitive=False, ratio=None, why="it asks for no latency")
    limit, line, what = min(asked, key=lambda one: one[0] / one[1])
    compared = "within" if limit <= line else "later than"
    why = f"{what} within {limit:f} ms, {compared} the line of {line:f} ms{_seen(endpoint)}"
    return Axis(is_sensitive=limit <= line, ratio=line / limit, why=why)


def _seen(endpoint: Endpoint) -> str:
    """What was measured of its primary target, if anything was."""
    if endpoint.measurement is None or not endpoint.targets:
        return ""
    seen = endpoint.measurement.of(endpoint.targets[0])
    took = seen.p95_ms if seen else None
    return f"; {took:f} ms were measured" if took is not None else ""


def _cost(month: Cause | None, lines: Thresholds) -> Axis:
    """What is spent against the line; a lower bound can pass it, and never stay below it."""
    if month is None:
        return Axis(is_sensitive=None, ratio=None, why="nobody can say what it costs")
    spent, line = month.monthly.expected, lines.monthly
    least = "at least " if month.unpriced else ""
    is_past = spent >= line
    if month.unpriced and not is_past:
        why = f"{least}{Money(spent)} a month, and nobody can say whether the line of {Money(line)}"
        return Axis(is_sensitive=None, ratio=None, why=f"{why} is passed: {_missing(month)}")
    compared = "at or above" if is_past else "below"
    why = f"{least}{Money(spent)} a month, {compared} the line of {Money(line)}"
    return Axis(is_sensitive=is_past, ratio=spent / line, why=why)


def _missing(month: Cause) -> str:
    first, *others = month.unpriced
    more = f" and {len(others)} more" if others else ""
    return f"nobody says what `{first}`{more} cost{'' if others else 's'} it"
