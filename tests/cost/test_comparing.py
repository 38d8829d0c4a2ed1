"""What a change costs, by price and by quantity, and never a number for the unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cost import Bill, Comparison, Gate, Line, judge
from planner.units import Money, Range, total

AMOUNTS = st.decimals(0, 10**7, places=6, allow_nan=False)
PRICES = st.none() | st.decimals("0.000001", 1000, places=6, allow_nan=False)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    return Range(*sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS))))


@st.composite
def lines(draw: st.DrawFn, name: str) -> Line:
    price = draw(PRICES)
    unit = draw(st.sampled_from(("hour", "GB")))
    return line(name, draw(ranges()), price, unit)


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    names = draw(st.sets(st.sampled_from("abcdef")))
    return Bill(tuple(draw(lines(name)) for name in sorted(names)))


def line(name: str, quantity: Range | int, price: Decimal | int | None, unit: str = "hour") -> Line:
    return Line(
        id=f"n/{name}",
        node="n",
        item=name,
        quantity=Range.exactly(quantity) if isinstance(quantity, int) else quantity,
        unit=unit,
        basis="fixed",
        status="unpriced" if price is None else "priced",
        unit_price=None if price is None else Decimal(price),
    )


def bill(*own: Line) -> Bill:
    return Bill(own)


BEFORE = bill(line("a", 10, 3), line("b", 5, 2))


@given(bills(), bills())
def test_price_and_quantity_add_up_to_every_difference(before: Bill, after: Bill) -> None:
    compared = Comparison(before, after)

    for change in compared.changes:
        if change.difference is not None:
            assert change.by_price is not None
            assert change.by_quantity is not None
            assert total((change.by_price, change.by_quantity)) == change.difference
    assert total((compared.by_price, compared.by_quantity)) == compared.of_priced
    if not compared.unknown:
        assert total((before.monthly, compared.of_priced)) == after.monthly


@given(bills(), bills())
def test_a_line_without_a_price_has_no_difference(before: Bill, after: Bill) -> None:
    compared = Comparison(before, after)

    unpriced = {one.id for one in (*before.unpriced, *after.unpriced)}
    known = {change.id for change in compared.changes if change.difference is not None}
    assert not known & unpriced
    assert (compared.difference is None) == bool(unpriced)


@given(bills())
def test_a_bill_does_not_differ_from_itself(one: Bill) -> None:
    assert Comparison(one, one).changes == ()


def test_a_dearer_price_and_a_larger_quantity_are_told_apart() -> None:
    (change,) = Comparison(bill(line("a", 10, 3)), bill(line("a", 12, 4))).changes

    # the price by its rise at what is used now, the quantity by its growth at what it cost
    assert change.by_price == Range.exactly(12)
    assert change.by_quantity == Range.exactly(6)


def test_a_new_line_is_a_matter_of_quantity_and_so_is_one_in_another_unit() -> None:
    new = Comparison(bill(), bill(line("a", 2, 3)))
    other = Comparison(bill(line("a", 10, 3)), bill(line("a", 1, 50, "month")))

    assert (new.by_price, new.by_quantity) == (Range.exactly(0), Range.exactly(6))
    assert (other.by_price, other.by_quantity) == (Range.exactly(0), Range.exactly(20))


def test_lines_are_compared_where_only_their_status_differs() -> None:
    assumed = replace(BEFORE.lines[1], status="assumed")

    (change,) = Comparison(BEFORE, bill(BEFORE.lines[0], assumed)).changes

    assert change.difference == Range.exactly(0)


def asked(after: Bill, **words: object) -> list[tuple[bool, str]]:
    gate = Gate(**words)  # type: ignore[arg-type]  # each test names the parts that it means
    return [(one.passes, one.says) for one in judge(after, gate, Comparison(BEFORE, after))]


def usd(amount: int) -> Money:
    return Money(Decimal(amount))


def test_nothing_asked_is_nothing_said() -> None:
    assert asked(BEFORE) == []


@pytest.mark.parametrize(("most", "passes"), [(40, True), (39, False)])
def test_a_budget_is_the_most_that_may_be_spent(most: int, passes: bool) -> None:  # noqa: FBT001 - a column of the table
    ((passed, says),) = asked(BEFORE, budgets=(usd(most),))

    assert passed is passes
    assert says.startswith("40.00 USD a month")


def test_every_budget_has_to_hold() -> None:
    assert [passes for passes, _ in asked(BEFORE, budgets=(usd(50), usd(30)))] == [True, False]


@pytest.mark.parametrize(
    ("limit", "passes"),
    [(Decimal("0.5"), True), (Decimal("0.49"), False), (usd(20), True), (usd(19), False)],
)
def test_an_increase_is_limited_by_an_amount_or_a_share(
    limit: Money | Decimal,
    passes: bool,  # noqa: FBT001 - a column of the table
) -> None:
    ((passed, says),) = asked(bill(line("a", 20, 3)), max_increases=(limit,))

    assert passed is passes
    assert says.startswith("20.00 USD dearer than before")


def test_a_cheaper_bill_passes_every_increase() -> None:
    ((passes, says),) = asked(bill(line("a", 1, 3)), max_increases=(Decimal(0),))

    assert passes
    assert says.startswith("37.00 USD cheaper than before")


def test_over_budget_passes_where_only_increases_count_and_it_is_no_increase() -> None:
    cheaper, dearer = bill(line("a", 12, 3)), bill(line("a", 20, 3))
    words = {"budgets": (usd(30),), "only_increase": True}

    ((passes, says),) = asked(cheaper, **words)
    assert passes
    assert says.startswith("36.00 USD a month: 6.00 USD over the budget of 30.00 USD")
    assert says.endswith("but 4.00 USD cheaper than before: it passes, as only increases count")
    assert asked(BEFORE, **words)[0][0]
    assert not asked(dearer, **words)[0][0]


def test_a_lower_bound_says_so_and_fails_only_where_that_is_asked() -> None:
    partly = bill(line("a", 10, 3), line("b", 5, None))

    (within, partial) = asked(partly, budgets=(usd(50),))
    assert within == (True, "at least 30.00 USD a month: within the budget of 50.00 USD")
    assert partial == (True, "1 line has no price: only what has one was judged")
    assert [passes for passes, _ in asked(partly, unpriced="fail")] == [False]
