from __future__ import annotations

from pathlib import Path

import pytest

from planner.catalog import digests
from planner.catalog.catalog import Catalog
from planner.catalog.tables import Index, Table
from planner.errors import CatalogError

HEADING = "name,amount,source,as_of\n"


def table(folder: Path, body: str) -> Table:
    (folder / "t.csv").write_text(HEADING + body, encoding="utf-8")
    digests.write(folder)
    return Table(folder, "t.csv")


def test_a_row_knows_its_file_line_date_and_source(tmp_path: Path) -> None:
    second = table(tmp_path, "a,1,memory,2026\nb,2,moto,2026-10-27\n").record(1)
    assert str(second.row) == "t.csv:3 of 2026-10-27"
    assert second.row.source == "moto"


def test_an_empty_cell_is_unknown_not_zero(tmp_path: Path) -> None:
    assert table(tmp_path, "a,,memory,2026\n").record(0).decimal("amount") is None


def test_the_last_row_of_a_key_is_the_newest(tmp_path: Path) -> None:
    index = Index(table(tmp_path, "a,1,memory,2025\na,2,memory,2026\n"), "name")
    newest = index.newest("a")
    assert newest is not None
    assert newest.text("amount") == "2"
    assert index.newest("b") is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a,much,memory,2026\n", "t.csv:2: `amount` is no number: much"),
        ("a,1\n", "t.csv:2: 2 cells for 4 columns"),
    ],
)
def test_a_malformed_row_is_named_by_file_and_line(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(CatalogError, match=words):
        table(tmp_path, body).record(0).decimal("amount")


@pytest.mark.parametrize("amount", ["NaN", "-Infinity", "sNaN", "1,5", "one"])
def test_what_is_no_finite_number_is_no_number(tmp_path: Path, amount: str) -> None:
    with pytest.raises(CatalogError, match="`amount` is no number") as refused:
        table(tmp_path, f'a,"{amount}",memory,2026\n').record(0).decimal("amount")

    assert "catalog verify" in refused.value.mend


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2026-01-01", "2026-01-01"), "line 2 says the same thing from 2026-01-01 on"),
        (("", ""), "line 2 says the same thing from no day on"),
        (("2026-02-01", "2026-01-01"), "from 2026-01-01 on, and stands below line 2 of 2026-02-01"),
    ],
)
def test_of_two_rows_of_one_thing_the_later_is_in_force_or_neither(
    tmp_path: Path, days: tuple[str, str], words: str
) -> None:
    rows = "".join(f"key,{day},1\n" for day in days)
    (tmp_path / "t.csv").write_text(f"name,from,amount\n{rows}", "utf-8")
    digests.write(tmp_path)

    with pytest.raises(CatalogError, match=words):
        Index(Table(tmp_path, "t.csv"), "name").newest("key")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no column `colour`"):
        table(tmp_path, "a,1,memory,2026\n").record(0).text("colour")
    with pytest.raises(CatalogError, match="no column `colour`"):
        Index(table(tmp_path, "a,1,memory,2026\n"), "colour").newest("red")


def test_a_price_of_zero_is_refused(tmp_path: Path) -> None:
    cloud = tmp_path / "clouds" / "aws"
    cloud.mkdir(parents=True)
    heading = "region,machine,purchase,from,currency,per_hour,source,as_of\n"
    (cloud / "prices.csv").write_text(heading + "r,m,on_demand,2026,USD,0,memory,2026\n", "utf-8")
    digests.write(tmp_path)
    with pytest.raises(CatalogError, match=r"clouds/aws/prices\.csv:2: `per_hour` must be above"):
        Catalog(tmp_path).hourly("aws", "r", "m", "on_demand")
