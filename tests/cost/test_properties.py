"""What holds for every bill."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import resources
from planner.catalog import Catalog, digests, load
from planner.cost import Bill, estimate, explain
from planner.layout import lay_out
from planner.units import Range, total
from tests.cost.bills import BILLS_OF_EXAMPLES, bill_of, bill_of_example
from tests.topology.specs import POOL, SONNET, resolved, spec

PROVIDERS = f"fra: {SONNET}\noai: {{kind: openai, region: eu, models: {{gpt: gpt-5.1}}}}"
MORE = f"gateways:\n  main: {{region: eu-central-1}}\ngpu_pools:\n  hot: {POOL}"
ROUTES = ("[fra/sonnet]", "[oai/gpt, fra/sonnet]", "[hot/llama, fra/sonnet]", "[hot/llama]")
REQUESTS = st.integers(0, 10**9)
TOKENS = st.integers(1, 100_000)


def bill(route: str, requests: int, tokens: int = 1000) -> Bill:
    traffic = f"{{requests_per_month: {requests}, input_tokens: {tokens}, output_tokens: {tokens}}}"
    return bill_of(spec(f"chat: {{traffic: {traffic}, route: {route}}}", PROVIDERS, MORE))


def ordered(amounts: Range) -> bool:
    return Decimal(0) <= amounts.low <= amounts.expected <= amounts.high


@pytest.mark.property
@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ROUTES), REQUESTS, TOKENS)
def test_no_line_is_out_of_order_and_none_is_named_twice(
    route: str, requests: int, tokens: int
) -> None:
    found = bill(route, requests, tokens)

    names = [line.id for line in found.lines]
    assert len(names) == len(set(names))
    assert all(ordered(line.quantity) for line in found.lines if line.quantity)
    assert all(ordered(line.monthly) for line in found.lines if line.monthly)
    assert ordered(found.monthly)


@pytest.mark.property
@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ROUTES), REQUESTS, REQUESTS)
def test_more_requests_never_lower_a_bill(route: str, few: int, more: int) -> None:
    less, greater = (bill(route, requests).monthly for requests in sorted((few, more)))

    assert less.low <= greater.low
    assert less.expected <= greater.expected
    assert less.high <= greater.high


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_a_bill_is_the_sum_of_its_lines(example: str) -> None:
    found = bill_of_example(example)

    assert found.monthly == total(line.monthly for line in found.lines if line.monthly)
    assert found.monthly == total(part.monthly for part in found.by_node().values())


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_a_priced_line_has_a_row_and_an_assumed_one_says_why(example: str) -> None:
    for line in bill_of_example(example).lines:
        assert (line.status == "unpriced") == (line.monthly is None), line.id
        assert (line.status == "unpriced") == (line.row is None), line.id
        assert line.note or line.status == "priced", line.id


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_a_priced_line_says_something_only_where_its_price_is_not_the_rows(example: str) -> None:
    for line in bill_of_example(example).lines:
        # what the spec says in another currency has a note of its rate, and no row to differ from
        if line.status == "priced" and not (line.row and line.row.source == "the spec"):
            assert bool(line.note) == (explain(line, load()).factor is not None), line.id


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_no_price_is_zero(example: str) -> None:
    assert all(line.unit_price != 0 for line in bill_of_example(example).lines)


def halved(folder: Path) -> Catalog:
    """The shipped catalogue at half its service prices."""
    shutil.copytree(resources.data(), folder)
    path = folder / "clouds" / "aws" / "services.csv"
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"amount": str(Decimal(row["amount"]) / 2)} for row in rows)
    digests.write(folder)
    return Catalog(folder)


def without(service: str, folder: Path) -> Catalog:
    """The shipped catalogue without any price of one service."""
    shutil.copytree(resources.data(), folder)
    path = folder / "clouds" / "aws" / "services.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if not x.startswith(f"{service},")), "utf-8")
    digests.write(folder)
    return Catalog(folder)


def hybrid(catalog: Catalog) -> Bill:
    traffic = "{requests_per_month: 1M, input_tokens: 1000, output_tokens: 100}"
    endpoints = f"chat: {{traffic: {traffic}, route: [hot/llama, fra/sonnet]}}"
    topology = resolved(spec(endpoints, PROVIDERS, MORE))
    return estimate(topology, lay_out(topology), catalog)


def test_a_cheaper_catalogue_never_raises_a_bill(tmp_path: Path) -> None:
    usual, cheap = hybrid(load()), hybrid(halved(tmp_path / "data"))

    for before, after in zip(usual.lines, cheap.lines, strict=True):
        if before.monthly and after.monthly:
            assert after.monthly.expected <= before.monthly.expected, before.id
    assert cheap.monthly.expected < usual.monthly.expected


def test_a_price_that_is_lost_is_never_counted_as_zero(tmp_path: Path) -> None:
    found = hybrid(without("nat_gateway_hour", tmp_path / "data"))

    (line,) = found.unpriced
    assert line.id == "network.eu-central-1/nat-gateways"
    assert line.quantity is not None
    assert line.monthly is None
    assert found.at_least
