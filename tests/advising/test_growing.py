"""The next twelve months, each a spec of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.advising import Advice, Growing, advise, grown, supposing, thresholds
from planner.pipeline import Plan
from tests.documents.plans import plan_of_example

_SINGLE = plan_of_example("single-api/topology")
_NAME = next(iter(_SINGLE.spec.endpoints))


def _advice(plan: Plan, *settings: str) -> Advice:
    return advise(supposing(plan, settings), thresholds())


def _grown(*settings: str) -> Growing:
    found = grown(_advice(_SINGLE, *(f"endpoints.{_NAME}.{each}" for each in settings)))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def eightfold() -> Growing:
    return _grown("growth.factor=8", "growth.months=12")


def test_who_does_not_grow_has_no_months() -> None:
    assert grown(_advice(_SINGLE)) is None


def test_traffic_grows_by_the_same_share_each_month(eightfold: Growing) -> None:
    # 8 is 2 cubed: it doubles every four months
    now = eightfold.months[0].requests

    assert [eightfold.months[number].requests / now for number in (0, 4, 8, 12)] == [1, 2, 4, 8]


def test_each_month_costs_what_a_spec_with_its_traffic_costs(eightfold: Growing) -> None:
    for month in eightfold.months:
        own = f"endpoints.{_NAME}.traffic.requests_per_month={month.requests:f}"
        expected = supposing(_SINGLE, [own]).in_currency().bill.monthly

        assert month.bill is not None
        assert month.bill.monthly == expected


def test_the_first_month_over_the_budget_is_the_first_of_a_bill_above_it(
    eightfold: Growing,
) -> None:
    budget = _SINGLE.topology.budget
    assert budget is not None
    limit = Decimal(budget.monthly.amount)
    bills = [one.bill.monthly.expected for one in eightfold.months if one.bill]
    first = next(number for number, bill in enumerate(bills) if bill > limit)

    found = eightfold.first_over_budget()

    assert 0 < first < len(bills)
    assert found is not None
    assert found.number == first
    assert eightfold.budget == str(budget.monthly)


def test_growth_that_ends_sooner_stays_where_it_is() -> None:
    months = _grown("growth.factor=4", "growth.months=6").months

    assert months[6].requests == 4 * months[0].requests
    assert {one.requests for one in months[6:]} == {months[6].requests}


def test_what_grows_may_shrink() -> None:
    months = _grown("growth.factor=0.5", "growth.months=12").months

    assert months[12].requests == months[0].requests / 2
    assert months[0].bill is not None
    assert months[12].bill is not None
    assert months[12].bill.monthly.expected < months[0].bill.monthly.expected


def test_a_range_grows_at_both_ends() -> None:
    spread = "traffic.requests_per_month={low: 100k, expected: 120k, high: 200k}"

    last = _grown(spread, "growth.factor=10", "growth.months=12").months[-1]
    wanted = f"endpoints.{_NAME}.traffic.requests_per_month={{low: 1M, expected: 1.2M, high: 2M}}"

    assert last.requests == 1_200_000
    assert last.bill is not None
    assert last.bill.monthly == supposing(_SINGLE, [wanted]).in_currency().bill.monthly


def test_the_month_is_named_in_which_owning_begins_to_pay() -> None:
    plan = plan_of_example("owning-pays/topology")
    few = "endpoints.extract.traffic.requests_per_month=1M"
    growth = ("endpoints.extract.growth.factor=20", "endpoints.extract.growth.months=12")
    found = grown(_advice(plan, few, *growth))
    assert found is not None

    first = found.first_owning("extract")

    assert first is not None
    assert 0 < first.number < len(found.months)
    for month in (found.months[first.number - 1], first):
        at = f"endpoints.extract.traffic.requests_per_month={month.requests - _others(plan):f}"
        advice = _advice(plan, at)
        even = next(one.break_even for one in advice.endpoints if one.name == "extract")
        assert even is not None
        assert even.pays is (month is first)


def _others(plan: Plan) -> Decimal:
    return sum(
        (
            one.traffic.requests.expected
            for one in plan.topology.endpoints
            if one.name != "extract" and one.traffic
        ),
        Decimal(0),
    )


def test_the_month_is_named_from_which_a_pool_is_too_small() -> None:
    plan = plan_of_example("hybrid-hot-path/topology")
    growth = ("endpoints.classify.growth.factor=4", "endpoints.classify.growth.months=12")
    found = grown(_advice(plan, *growth))
    assert found is not None

    first = found.first_warned("CAP019")

    # of its four nodes the peak takes 3.03 now
    assert first is not None
    assert found.months[first.number].requests > found.months[0].requests * 4 / Decimal("3.04")
    assert found.months[first.number - 1].requests < found.months[0].requests * 4 / Decimal("3.02")


def test_a_volume_that_no_spec_can_have_has_no_bill() -> None:
    last = _grown("growth.factor=1e12", "growth.months=12").months[-1]

    assert last.bill is None
    assert not last.over_budget
