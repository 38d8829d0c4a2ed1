"""A bill as one page: whole, alone, escaped, and small."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner.cost import Bill, Comparison
from planner.units import Money
from tests.documents.plans import NAMES, plan_of_example
from tests.views.pages import MARKUP, page_of, page_of_example, plan_with_markup

VOID = {"meta", "input", "link", "wbr", "line", "br", "img"}
MOST_BYTES = 300_000


class Reader(HTMLParser):
    """Elements, their attributes and their words; what isn't closed in order is kept in `torn`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.torn: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.torn.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [held[name] or "" for _, held in self.found if name in held]


@pytest.mark.parametrize("example", NAMES)
def test_a_page_is_well_formed_small_and_needs_nothing_from_anywhere(example: str) -> None:
    page = page_of_example(example)
    read = Reader(page)

    assert (read.torn, read.open) == ([], [])
    assert len(page.encode()) < MOST_BYTES
    assert {"src", "srcset", "data", "action", "style"} & {
        n for _, a in read.found for n in a
    } == set()
    assert not any(tag in ("link", "img", "iframe", "object") for tag, _ in read.found)
    assert not re.search(r"@import|url\(", page)


@pytest.mark.parametrize("example", NAMES)
def test_no_two_elements_share_an_id_and_every_reference_has_its_end(example: str) -> None:
    read = Reader(page_of_example(example))
    ids = read.values("id")

    assert len(ids) == len(set(ids))
    ends = {href[1:] for href in read.values("href") if href.startswith("#")}
    ends |= {*read.values("aria-labelledby"), *read.values("for")}
    assert ends <= set(ids)


@pytest.mark.parametrize("example", NAMES)
def test_every_line_of_a_bill_is_there_with_what_it_rests_on(example: str) -> None:
    bill = plan_of_example(example).bill
    read = Reader(page_of_example(example))
    words = " ".join(" ".join(read.words).split())

    for line in bill.lines:
        assert f"line-{line.id}" in read.values("id")
        assert line.note in words
        assert line.formula in words
        if line.monthly is not None:
            assert f"{Money(line.monthly.expected).rounded():,}" in words
        if line.row is not None and line.row.source != "the spec":
            assert f"planner/data/{line.row.file}:{line.row.line}" in words
    assert sum(tag == "details" for tag, _ in read.found) == len(bill.lines)


def test_what_has_no_price_is_named_before_anything_else_and_never_an_amount() -> None:
    page = page_of_example("h100-self-host/topology")
    body = page.partition("<main")[2]
    bill = plan_of_example("h100-self-host/topology").bill
    (disks,) = (line for line in bill.lines if line.id == "gpu_pools.standby/disks")

    assert f"at least <b>{Money(bill.monthly.expected).rounded():,}</b> USD a month" in page
    assert body.index("Not priced, and not counted as zero") < body.index("Where it goes")
    assert '<a href="#line-gpu_pools.standby/nodes">' in body
    assert disks.monthly is not None
    assert f"{Money(disks.monthly.expected).rounded():,} <abbr" in body
    row = body.partition('id="line-gpu_pools.standby/nodes"')[2].partition("</tr>")[0]
    assert "not priced" in row


def test_a_stale_price_says_so_and_a_fresh_one_does_not() -> None:
    page = page_of_example("hybrid-hot-path/topology")

    def row(name: str) -> str:
        return page.partition(f'id="line-{name}"')[2].partition('<tr id="line-')[0]

    assert "stale" in row("gpu_pools.hot/nodes").rpartition("<td")[2]
    assert "stale" not in row("endpoints.answer/bedrock-fra/sonnet/output").rpartition("<td")[2]


def test_the_catalogue_is_named_with_its_digest() -> None:
    plan = plan_of_example("hybrid-hot-path/topology")
    footer = page_of_example("hybrid-hot-path/topology").partition("<footer>")[2]

    assert plan.catalog.id in footer
    assert plan.catalog.sha256 in footer
    assert str(plan.bill.oldest) in footer


@pytest.mark.parametrize("example", NAMES)
def test_bars_end_where_their_amounts_say(example: str) -> None:
    bars = re.findall(r'<svg viewBox="0 0 1000 32".*?</svg>', page_of_example(example), re.DOTALL)

    for bar in bars:
        cuts = re.findall(r'<rect class="h\d" x="([\d.]+)" width="([\d.]+)"', bar)
        places = [Decimal(x) for x, _ in cuts]
        assert places == sorted(places)
        assert all(Decimal(x) + Decimal(width) <= 1002 for x, width in cuts)
    assert bars


def test_markup_in_a_spec_is_text(tmp_path: Path) -> None:
    page = page_of(plan_with_markup(tmp_path))
    read = Reader(page)

    assert MARKUP in " ".join(read.words)
    assert sum(tag == "script" for tag, _ in read.found) == 1
    assert not any(name.startswith("on") for _, held in read.found for name in held)


def test_a_comparison_is_a_table_of_its_own() -> None:
    plan = plan_of_example("hybrid-hot-path/topology")
    page = page_of(plan, Comparison(Bill(plan.bill.lines[3:]), plan.bill))

    assert "What changed" in page
    assert "<code>endpoints.classify/bedrock-fra/haiku/input</code>" in page
