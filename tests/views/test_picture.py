"""Where the money goes, drawn for a terminal."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cost import Attribution, Bill, Line, Portion, by_endpoint, by_node, by_vendor
from planner.units import Money, Range
from planner.views import show_attribution
from planner.views.picture import show
from tests.documents.plans import NAMES, plan_of_example
from tests.views.pages import plan_with_markup

COLOR = re.compile(r"\x1b\[[\d;]*m")


def views(name: str) -> tuple[Attribution, ...]:
    plan = plan_of_example(name)
    return (
        by_endpoint(plan.bill, plan.topology, plan.layout, plan.catalog),
        by_node(plan.bill),
        by_vendor(plan.bill, plan.catalog),
    )


def picture(name: str, place: int = 0, *, width: int = 80, color: bool = False) -> list[str]:
    seen = views(name)[place]
    return show(seen, plan_of_example(name).bill, width=width, color=color).splitlines()


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_keeps_to_the_width_of_the_terminal(name: str, width: int, color: bool) -> None:  # noqa: FBT001 - a column of the table
    for place in range(3):
        lines = picture(name, place, width=width, color=color)
        assert max(len(COLOR.sub("", line)) for line in lines) <= width


def test_a_bar_is_as_long_as_its_amount_and_stacked_by_parts() -> None:
    head, classify, whisker, answer, *_ = picture("hybrid-hot-path/topology")

    assert head.split() == ["endpoint", "USD", "a", "month"]
    bar = classify.split()[1]
    assert bar.startswith("█" * 10)
    assert {"█", "▒", "░"} <= set(bar)
    # 2,557.67 to 7,094.64
    assert abs(len(answer.split()[1]) / len(bar) - 0.36) < 0.06
    month = views("hybrid-hot-path/topology")[0].monthly["classify"]
    assert re.search(rf"├─+┼─+┤ +{month.low:,.0f} to {month.high / 1000:,.0f}k$", whisker)
    # the whisker's middle stands where its bar ends
    assert abs(whisker.index("┼") - (classify.index(bar) + len(bar))) <= 1


def test_patterns_tell_parts_apart_and_colours_do_where_there_are_any() -> None:
    plain, painted = (picture("hybrid-hot-path/topology", color=one) for one in (False, True))

    assert not any("\x1b" in line for line in plain)
    assert any("██ GPU pools  ▓▓ tokens" in line for line in plain)
    hues = set(re.findall(r"38;5;(\d+)m", "\n".join(painted)))
    assert len(hues) == len(views("hybrid-hot-path/topology")[0].parts)


def test_what_has_no_price_is_marked_and_named() -> None:
    lines = picture("h100-self-host/topology", 1)

    (standby,) = (line for line in lines if line.startswith("gpu_pools.standby"))
    bill = plan_of_example("h100-self-host/topology").bill
    known = Money(bill.by_node()["gpu_pools.standby"].monthly.expected).rounded()
    assert standby.split()[-3:-1] == [f"{known:,}", "+?"]
    total = Money(bill.monthly.expected).rounded()
    assert any(line.startswith(f"at least {total:,} USD") for line in lines)
    assert any("gpu_pools.standby/nodes: no on_demand price" in line for line in lines)


def test_the_cheapest_is_seen_and_its_share_is_not_nothing() -> None:
    (key,) = (
        line for line in picture("hybrid-hot-path/topology", 1) if line.startswith("encryption")
    )

    assert key.split()[1:] == ["▏", "1.00", "<1%"]


def test_the_rule_of_division_is_printed() -> None:
    for place, view in enumerate(views("hybrid-hot-path/topology")):
        assert view.rule in " ".join(picture("hybrid-hot-path/topology", place))


@pytest.mark.parametrize("color", [True, False])
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.decimals(0, 10**8, places=2, allow_nan=False)),
        max_size=40,
    ),
    st.integers(1, 400),
)
def test_any_bill_is_drawn_within_the_width(
    color: bool,  # noqa: FBT001 - a column of the table
    written: list[tuple[int, Decimal]],
    width: int,
) -> None:
    portions = tuple(
        _portion(place % 3, part, amount) for place, (part, amount) in enumerate(written)
    )
    bill = Bill(tuple(portion.line for portion in portions))

    shown = show(Attribution("node", portions), bill, width=width, color=color)

    assert max(len(COLOR.sub("", line)) for line in shown.splitlines()) <= max(60, min(width, 140))


def _portion(cause: int, part: int, amount: Decimal) -> Portion:
    line = Line(
        id=f"n/{part}",
        node="n",
        item=str(part),
        quantity=Range(Decimal(0), amount, amount * 2),
        unit="month",
        basis="fixed",
        status="priced",
        unit_price=Decimal(1),
    )
    return Portion(f"cause {cause}", f"part {part}", line, line.monthly)


def test_markup_and_controls_of_a_spec_are_shown_as_text(tmp_path: Path) -> None:
    plan = plan_with_markup(tmp_path)
    seen = by_endpoint(plan.bill, plan.topology, plan.layout, plan.catalog)

    assert "\x1b" not in show_attribution(seen, plan, "text")
    assert "<script" not in show_attribution(seen, plan, "markdown")
