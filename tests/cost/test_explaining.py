"""A line with everything that it rests on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from planner.catalog import Catalog, load
from planner.cost import explain, find, nearest, stale_lines
from planner.diagnostics import Row
from tests.catalog.made import copied
from tests.cost.bills import BILLS_OF_EXAMPLES, bill_of_example, line_of

HYBRID = bill_of_example("hybrid-hot-path")


STATED = "the spec"
"""The source of what the spec says itself, such as what an hour of its people costs."""

_ROUNDED = Decimal("1e-20")
"""A price in another currency is rounded at the twenty-eighth place."""


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_every_price_is_that_of_its_row_times_a_factor_that_is_told(example: str) -> None:
    for line in bill_of_example(example).lines:
        told = explain(line, load())
        if line.unit_price is None:
            assert (told.cells, told.listed, told.source) == ({}, None, None)
            continue
        if line.row is not None and line.row.source == STATED:
            continue
        assert told.listed is not None, line.id
        assert told.cells["source"] == (line.row and line.row.source)
        assert abs(told.listed * (told.factor or 1) / line.unit_price - 1) < _ROUNDED


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_every_price_has_a_source_with_a_title(example: str) -> None:
    for line in bill_of_example(example).lines:
        told = explain(line, load())
        if line.row is not None and line.row.source != STATED:
            assert told.source, line.id
            assert told.source.title, line.id


def test_a_fact_is_found_in_the_set_that_it_stands_in(tmp_path: Path) -> None:
    line = line_of(HYBRID, "gpu_pools.hot/nodes")
    assert line.row is not None
    own = Catalog(copied(tmp_path / "set", id_="2027-01-01"))

    where = f"{line.row.file}:{line.row.line}"
    assert explain(line, load()).place == f"planner/data/{where}"
    assert explain(line, own).place == f"2027-01-01/{where}"


def test_a_batch_job_is_half_of_what_is_listed() -> None:
    line = line_of(
        bill_of_example("document-extraction"), "endpoints.overnight/bedrock-fra/haiku/input"
    )

    told = explain(line, load())

    assert (told.listed, told.factor) == (Decimal("1.1"), Decimal("0.5"))
    assert line.note == "as batch jobs, at 50% of 1.1 USD (tokens/batch.csv:3)"
    assert line.status == "priced"


@pytest.mark.parametrize(
    ("name", "days", "stale"),
    [
        ("gpu_pools.hot/nodes", 180, True),
        ("endpoints.answer/bedrock-fra/sonnet/output", 60, False),
        ("network.eu-central-1/interface-endpoints", 365, False),
        ("cluster.eu-central-1/control-plane", 365, True),
    ],
)
def test_prices_age_by_their_kind(name: str, days: int, stale: bool) -> None:  # noqa: FBT001 - a column of the table
    told = explain(line_of(HYBRID, name), load())

    assert told.age_class is not None
    assert told.age_class.days == days
    assert told.is_stale is stale


def test_a_row_without_a_day_has_no_age_and_is_no_fresh_one() -> None:
    line = line_of(HYBRID, "network.eu-central-1/endpoint-data")
    assert line.row is not None

    told = explain(replace(line, row=replace(line.row, as_of="")), load())

    assert told.age_days is None
    assert told.is_stale


@pytest.mark.parametrize("example", BILLS_OF_EXAMPLES)
def test_a_line_is_stale_where_max_age_refuses_it(example: str) -> None:
    bill, catalog = bill_of_example(example), load()

    refused = {one.line.id for one in stale_lines(bill, catalog, catalog.evaluated_at.date())}

    assert {line.id for line in bill.lines if explain(line, catalog).is_stale} == refused


def test_what_no_class_of_ages_names_never_grows_stale() -> None:
    line = line_of(HYBRID, "endpoints.answer/ovh/oss/input")

    told = explain(replace(line, row=Row("countries.csv", 2, "2001")), load())

    assert (told.age_class, told.is_stale) == (None, False)
    assert told.age_days is not None
    assert told.age_days > 9000


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("gpu_pools.hot/nodes", 1),
        ("hot/nod", 1),
        ("gateways.main", 12),
        ("gateways.*/probes/*", 2),
        ("*/logs", 3),
        ("nobody", 0),
    ],
)
def test_a_line_is_found_by_its_id_a_part_its_node_or_a_glob(words: str, count: int) -> None:
    assert len(find(HYBRID.lines, words)) == count


def test_an_id_that_is_also_a_part_of_others_means_itself() -> None:
    assert [line.id for line in find(HYBRID.lines, "gateways.main/logs")] == ["gateways.main/logs"]


def test_the_nearest_ids_come_first() -> None:
    assert nearest(HYBRID.lines, "gpu_pool.hot/node")[0] == "gpu_pools.hot/nodes"
