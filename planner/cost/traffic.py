"""Endpoints' traffic as gigabytes and mean copies: the quantities that usage lines multiply."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from planner.catalog import Catalog, assumptions
from planner.cost.shares import answered
from planner.topology import Endpoint, Target, Traffic
from planner.units import Range
from planner.values import value

_GB = Decimal(10) ** 9
MONTH_DAYS = Decimal(365) / 12


@value
class Flow:
    """What passes in a month, in decimal gigabytes as the clouds bill them."""

    requests: Range
    sent_gb: Range
    """Prompts, on their way out."""
    total_gb: Range
    """Prompts and answers with their framing."""

    @property
    def answered_gb(self) -> Range:
        """Answers, on their way back."""
        total, sent = self.total_gb, self.sent_gb
        return Range(total.low - sent.low, total.expected - sent.expected, total.high - sent.high)

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            self.requests + other.requests,
            self.sent_gb + other.sent_gb,
            self.total_gb + other.total_gb,
        )

    def shared(self, share: Range) -> Flow:
        """The part of it that one of several targets takes."""
        return Flow(
            times(self.requests, share), times(self.sent_gb, share), times(self.total_gb, share)
        )

    def logged_gb(self, assumption: str) -> Range:
        """Gigabytes of log at so many bytes for each request."""
        return self.requests * (assumptions()[assumption].value / _GB)


NO_FLOW = Flow(Range.exactly(0), Range.exactly(0), Range.exactly(0))


def flow_of(endpoints: Iterable[Endpoint]) -> Flow:
    """The sum of the endpoints' traffic, as far as they state it.

    An endpoint that states none has an unpriced line of its own: the bill is then a lower bound.
    """
    stated = (e.traffic for e in endpoints if e.traffic is not None)
    return sum((_flow(traffic) for traffic in stated), NO_FLOW)


def flow_to(
    endpoints: Iterable[Endpoint], wanted: Callable[[Target], bool], catalog: Catalog
) -> Flow:
    """What goes to those targets of the endpoints' routes that are `wanted`, fallbacks included."""
    shares = (
        flow_of((endpoint,)).shared(answer.share)
        for endpoint in endpoints
        for answer in answered(endpoint, catalog)
        if wanted(answer.target)
    )
    return sum(shares, NO_FLOW)


def _flow(traffic: Traffic) -> Flow:
    assumed = assumptions()
    per_token = assumed["bytes_per_token"].value / _GB
    framing = traffic.requests * (assumed["request_overhead_bytes"].value / _GB)
    sent = times(traffic.requests, traffic.input_tokens) * per_token + framing
    answers = times(traffic.requests, traffic.output_tokens) * per_token
    return Flow(traffic.requests, sent, sent + answers)


def times(left: Range, right: Range) -> Range:
    """Product of two ranges of non-negative quantities, bound by bound."""
    return Range(left.low * right.low, left.expected * right.expected, left.high * right.high)


def peak_to_mean(endpoints: Iterable[Endpoint]) -> Decimal:
    """The steepest peak among endpoints, or the assumed one where none states its traffic."""
    stated = [e.traffic.peak_to_mean for e in endpoints if e.traffic is not None]
    return max(stated, default=assumptions()["gateway_peak_to_mean"].value)


def mean_copies(low: int, high: int, peak: Decimal) -> Range:
    """Copies that run on average when `high` of them are sized for the peak; never below `low`."""
    mean = max(Decimal(low), Decimal(high) / max(peak, Decimal(1)))
    return Range(Decimal(low), min(mean, Decimal(high)), Decimal(high))


def starts(low: int, high: int) -> Range:
    """Copies that start in a month: those above the fewest once a day; at most all of them."""
    return Range(Decimal(low), low + (high - low) * MONTH_DAYS, high * MONTH_DAYS)
