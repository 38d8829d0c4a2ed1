"""Hours of the people who run a topology."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Price
from planner.cost.bill import Line, Use
from planner.cost.pricing import priced
from planner.topology import People

NODE = "people"


def people_lines(people: People | None) -> Iterator[Line]:
    """Operations and evaluation, as far as the spec states hours of them."""
    if people is None:
        return
    rate = Price(people.rate.amount, people.rate.currency, "hour", "", people.row)
    stated = {"operations": people.operations_hours, "evaluation": people.evaluation_hours}
    for item, hours in stated.items():
        if hours is not None:
            yield priced(Use(NODE, item, "", hours, "hour", "fixed"), rate)
