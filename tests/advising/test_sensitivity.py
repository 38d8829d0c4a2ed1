"""Where endpoints stand in the 2x2."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.advising import thresholds
from planner.advising.sensitivity import Sensitivity, sensitivity
from planner.cost import Cause
from planner.units import Range
from tests.gateway.values import endpoint

_LINES = thresholds(monthly=Decimal(1000))


def _stands(spent: int, *unpriced: str) -> Sensitivity:
    month = Cause("chat", Range.exactly(spent), {}, unpriced)
    return sensitivity(endpoint("chat"), month, _LINES)


@pytest.mark.parametrize(("spent", "quadrant"), [(999, "neither"), (1000, "cost")])
def test_what_costs_as_much_as_the_line_is_sensitive_to_cost(spent: int, quadrant: str) -> None:
    assert _stands(spent).quadrant == quadrant


def test_a_lower_bound_past_the_line_is_past_it() -> None:
    one = _stands(1000, "chat.tokens")
    assert one.quadrant == "cost"
    assert one.cost.why == "at least 1,000.00 USD a month, at or above the line of 1,000.00 USD"


def test_nobody_can_say_that_a_lower_bound_stays_below_the_line() -> None:
    one = _stands(999, "chat.tokens", "chat.cache")
    assert one.quadrant == "unknown"
    assert one.cost.ratio is None
    assert one.cost.why == (
        "at least 999.00 USD a month, and nobody can say whether the line of 1,000.00 USD is "
        "passed: nobody says what `chat.tokens` and 1 more cost it"
    )


def test_an_endpoint_of_which_nobody_knows_the_bill_stands_nowhere() -> None:
    assert sensitivity(endpoint("chat"), None, _LINES).quadrant == "unknown"
