"""How quantities came about, as sums that anybody can do again on a calculator.

Figures are those of an expected month. `x` multiplies, `60%` is 0.6, and everything else that is
not a figure, a bracket or one of `+ - /` is a word that says what the figure before it counts.
"""

from __future__ import annotations

from decimal import Decimal

from planner.catalog import UsageClass, assumptions
from planner.cost.traffic import MONTH_DAYS, Flow
from planner.topology import Traffic
from planner.units import MONTH_HOURS, Range

_CLASSES = {"input": "input tokens", "cached_input": "input tokens", "output": "output tokens"}


def tokens(traffic: Traffic, usage: UsageClass, share: Range) -> str:
    """Millions of tokens of one class that one target answers."""
    each = traffic.output_tokens if usage == "output" else traffic.input_tokens
    factors = [
        _count(traffic.requests.expected, "requests"),
        _count(each.expected, _CLASSES.get(usage, "tokens")),
    ]
    if usage == "input" and traffic.cached_input:
        factors.append(f"{percent(1 - traffic.cached_input)} not cached")
    if usage == "cached_input":
        factors.append(f"{percent(traffic.cached_input)} cached")
    if share.expected != 1:
        factors.append(f"{percent(share.expected)} answered here")
    return f"{' x '.join(factors)} / 1,000,000"


def checks(calls: Range, each: Range) -> str:
    """Millions of tokens of a gateway's health checks."""
    return f"{_count(calls.expected, 'checks')} x {_count(each.expected, 'tokens')} / 1,000,000"


def standing(count: Decimal | int, what: str) -> str:
    """Hours of things that always run."""
    return f"{_count(Decimal(count), what)} x {figure(MONTH_HOURS)} hours"


def running(copies: Range, what: str, *, size: Decimal | int = 1, unit: str = "") -> str:
    """Hours of copies that come and go, times what each of them has of something."""
    each = f" x {figure(Decimal(size))} {unit}" if unit else ""
    return f"{_count(copies.expected, what)}{each} x {figure(MONTH_HOURS)} hours"


def each(copies: Range, what: str, size: Decimal | int, unit: str) -> str:
    """So much for each of the copies that stand on average."""
    return f"{_count(copies.expected, what)} x {figure(Decimal(size))} {unit}"


def gigabytes(flow: Flow, *, of: Range | None = None) -> str:
    """Gigabytes of a flow, or of a part of it, by its mean request."""
    carried = flow.total_gb if of is None else of
    requests = flow.requests.expected
    if not requests:
        return ""
    mean = carried.expected * 10**9 / requests
    return f"{_count(requests, 'requests')} x {figure(mean)} bytes each on average / 1,000,000,000"


def logged(flow: Flow, assumption: str) -> str:
    """Gigabytes of log at so many bytes for each request."""
    size = figure(assumptions()[assumption].value)
    return f"{_count(flow.requests.expected, 'requests')} x {size} bytes / 1,000,000,000"


def kept(arriving: Range, days: int) -> str:
    """Gigabyte-months of what arrives in a month and stays for some days."""
    month = figure(MONTH_DAYS)
    return f"{figure(arriving.expected)} GB x {days} days / {month} days in a month"


def crossing(passing: Range, zones: int) -> str:
    """Gigabytes on the way between zones, once for each time that they may cross."""
    return f"{figure(passing.expected)} GB x {zones - 1} / {zones} of it crosses zones"


def downloads(started: Range, *parts: str) -> str:
    """Gigabytes that copies fetch as they start."""
    whole = f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]
    return f"{_count(started.expected, 'starts')} x {whole}"


def figure(number: Decimal) -> str:
    """A figure with four decimal places, or four digits of what is smaller than one."""
    places = 4 if abs(number) >= 1 or not number else 3 - number.adjusted()
    text = f"{number:,.{places}f}".rstrip("0").removesuffix(".")
    return text or "0"


def _count(number: Decimal, things: str) -> str:
    """So many things, or one thing."""
    if number == 1:
        things = things.removesuffix("es" if things.endswith("sses") else "s")
    return f"{figure(number)} {things}"


def percent(share: Decimal) -> str:
    """A share of 0..1 in per cent."""
    return f"{figure(share * 100)}%"
