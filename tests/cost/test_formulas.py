"""A formula is a sum that a hand can do again: it gives the quantity of its line."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from planner.cost.formulas import figure
from tests.cost.bills import BILLS_OF_EXAMPLES, bill_of, bill_of_example
from tests.topology.specs import POOL, SONNET, TRAFFIC, spec

CLOSE = Decimal("0.001")
WITHOUT = {
    "alarms",
    "container-insights",
    "dashboard",
    "dns-zones",
    "evaluation",
    "key",
    "operations",
    "query-alarms",
    "secrets",
}
"""Items whose quantity is a count, which says all itself."""

_FIGURE = r"[\d,]+(?:\.\d+)?%?"
_TOKEN = re.compile(rf"(?<![\w-]){_FIGURE}(?![\w-])|(?<= )[x/+](?= )|[()]")


def worked_out(formula: str) -> Decimal:
    """What a formula gives, with words left out; as a calculator does it, brackets first."""
    tokens = [_read(token) for token in _TOKEN.findall(formula)]
    value, rest = _sum(tokens)
    assert rest == []
    return value


def _read(token: str) -> str | Decimal:
    if not token[0].isdigit():
        return token
    number = Decimal(token.rstrip("%").replace(",", ""))
    return number / 100 if token.endswith("%") else number


def _sum(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    value, rest = _product(tokens)
    while rest[:1] == ["+"]:
        more, rest = _product(rest[1:])
        value += more
    return value, rest


def _product(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    value, rest = _atom(tokens)
    while rest and rest[0] in ("x", "/"):
        factor, after = _atom(rest[1:])
        value = value * factor if rest[0] == "x" else value / factor
        rest = after
    return value, rest


def _atom(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    head, *rest = tokens
    if head == "(":
        value, rest = _sum(rest)
        assert rest.pop(0) == ")"
        return value, rest
    assert isinstance(head, Decimal), tokens
    return head, rest


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_a_formula_of_an_example_gives_the_quantity_of_its_line(example: str) -> None:
    for line in bill_of_example(example).lines:
        if line.formula and line.quantity and line.quantity.expected:
            off = worked_out(line.formula) / line.quantity.expected - 1
            assert abs(off) < CLOSE, f"{line.id}: {line.formula}"


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_what_is_no_mere_count_has_a_formula(example: str) -> None:
    lines = bill_of_example(example).lines
    without = {line.item for line in lines if line.quantity and not line.formula}

    # a cluster's log is an assumption, which its note explains
    assert without <= WITHOUT | {"logs"}


def test_an_endpoint_without_requests_divides_by_nothing() -> None:
    silent = TRAFFIC.replace("3.6M", "0")
    bill = bill_of(
        spec(
            f"chat: {{traffic: {silent}, route: [hot/llama, fra/sonnet]}}",
            f"fra: {SONNET}",
            f"gateways:\n  main: {{region: eu-central-1}}\ngpu_pools:\n  hot: {POOL}",
        )
    )

    assert all(line.formula is not None for line in bill.lines)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("3600000", "3,600,000"),
        ("1.33333333", "1.3333"),
        ("0.616", "0.616"),
        ("0.00123456", "0.001235"),
        ("0", "0"),
        ("730", "730"),
    ],
)
def test_a_figure_has_four_digits_or_four_places(number: str, text: str) -> None:
    assert figure(Decimal(number)) == text
