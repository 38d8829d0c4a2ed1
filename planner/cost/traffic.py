"""Endpoints' traffic as gigabytes and mean copies: the quantities that usage lines multiply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.catalog import assumptions
from planner.topology import Endpoint
from planner.units import Range

_GB = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Flow:
    """What passes in a month, in decimal gigabytes as the clouds bill them."""

    sent_gb: Range
    """Prompts, on their way out."""
    total_gb: Range
    """Prompts and answers with their framing."""
    log_gb: Range
    known: bool
    """Whether every endpoint states its traffic; otherwise the figures are lower bounds."""


def flow_of(endpoints: Iterable[Endpoint]) -> Flow:
    """The sum of the endpoints' traffic; an endpoint without figures makes it a lower bound."""
    assumed = assumptions()
    per_token = assumed["bytes_per_token"].value
    overhead = assumed["request_overhead_bytes"].value
    per_log = assumed["log_bytes_per_request"].value + assumed["flow_log_bytes_per_request"].value
    sent = total = logged = Range.exactly(0)
    known = True
    for endpoint in endpoints:
        traffic = endpoint.traffic
        if traffic is None:
            known = False
            continue
        prompts = times(traffic.requests, traffic.input_tokens) * per_token
        answers = times(traffic.requests, traffic.output_tokens) * per_token
        framing = traffic.requests * overhead
        sent += prompts + framing
        total += prompts + answers + framing
        logged += traffic.requests * per_log
    gb = 1 / _GB
    return Flow(sent * gb, total * gb, logged * gb, known)


def times(left: Range, right: Range) -> Range:
    """Product of two ranges of non-negative quantities, bound by bound."""
    return Range(
        left.low * right.low, left.expected * right.expected, left.high * right.high
    )


def peak_to_mean(endpoints: Iterable[Endpoint]) -> Decimal:
    """The steepest peak among endpoints, or the assumed one where none states its traffic."""
    stated = [e.traffic.peak_to_mean for e in endpoints if e.traffic is not None]
    return max(stated, default=assumptions()["gateway_peak_to_mean"].value)


def mean_copies(low: int, high: int, peak: Decimal) -> Decimal:
    """Copies that run on average when `high` of them are sized for the peak; never below `low`."""
    return max(Decimal(low), Decimal(high) / max(peak, Decimal(1)))
