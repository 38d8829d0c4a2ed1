from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from planner.catalog import (
    RowChange,
    SetComparison,
    compare_sets,
    digests,
    edition,
    load,
    shipped_set,
)
from tests.catalog.made import copied, replaced

PRICES = "clouds/aws/prices.csv"
TOLD = "eu-north-1,p5.48xlarge,on_demand,2026-01-21,USD,58.8928,tsaol,2026-01-21\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path / "set", id_="2027-01-01")


def since_shipped(folder: Path) -> SetComparison:
    in_use = shipped_set()
    return compare_sets(edition(load().id, in_use), edition(str(folder), in_use))


def only_change(compared: SetComparison, *, kind: str = "changed") -> RowChange:
    (table,) = compared.tables
    assert [len(table.added), len(table.gone), len(table.changed)].count(1) == 1
    change: RowChange = getattr(table, kind)[0]
    return change


def test_a_set_is_like_itself() -> None:
    one = edition(load().id, shipped_set())
    compared = compare_sets(one, one)

    assert (compared.tables, compared.files) == ((), ())


def test_a_manifest_is_a_file_that_differs(folder: Path) -> None:
    assert since_shipped(folder).files == ("manifest.toml",)


def test_a_price_that_was_appended_has_an_old_and_a_new_amount(folder: Path) -> None:
    newer = "eu-north-1,p5.48xlarge,on_demand,2026-12-01,USD,55.04,tsaol,2026-12-01\n"
    replaced(folder, PRICES, TOLD, TOLD + newer)

    change = only_change(since_shipped(folder))

    assert change.key == {
        "region": "eu-north-1",
        "machine": "p5.48xlarge",
        "purchase": "on_demand",
    }
    assert change.price is not None
    assert (change.price.before, change.price.after) == ("58.8928", "55.04")
    assert change.percent is not None
    assert round(change.percent, 2) == Decimal("-6.54")


def test_a_price_in_another_currency_rose_by_nothing_that_can_be_said(folder: Path) -> None:
    replaced(folder, PRICES, TOLD, TOLD.replace("USD,58.8928", "EUR,55"))

    change = only_change(since_shipped(folder))

    assert [cell.column for cell in change.cells] == ["currency", "per_hour"]
    assert change.percent is None


def test_a_price_that_was_looked_up_again_is_confirmed(folder: Path) -> None:
    replaced(folder, PRICES, TOLD, TOLD + TOLD.replace("2026-01-21", "2026-12-01"))

    (table,) = since_shipped(folder).tables

    assert (table.added, table.gone, table.changed, table.confirmed) == ((), (), (), 1)


def test_a_row_that_is_gone_is_named_from_one_side_and_new_from_the_other(folder: Path) -> None:
    replaced(folder, PRICES, TOLD, "")

    gone = only_change(since_shipped(folder), kind="gone")
    back = compare_sets(edition(str(folder), shipped_set()), edition(load().id, shipped_set()))
    new = only_change(back, kind="added")

    assert gone.before == new.after
    assert gone.after is None


def test_a_table_that_only_one_set_has_is_all_new(folder: Path) -> None:
    (folder / "colours.csv").write_text("name,source,as_of\nred,memory,2026\n")
    digests.write(folder)

    (table,) = since_shipped(folder).tables

    assert (table.table, len(table.added)) == ("colours", 1)


def test_between_two_days_of_one_set_lie_the_prices_that_begin_there(folder: Path) -> None:
    newer = "eu-north-1,p5.48xlarge,on_demand,2026-12-01,USD,55.04,tsaol,2026-12-01\n"
    replaced(folder, PRICES, TOLD, TOLD + newer)
    in_use = shipped_set()
    own = edition(str(folder), in_use)

    def of(day: str) -> SetComparison:
        before = type(own)(own.name, own.catalog, "2026-11-30")
        return compare_sets(before, type(own)(own.name, own.catalog, day))

    assert of("2026-11-30").tables == ()
    assert only_change(of("2026-12-01")).price is not None


def test_what_looks_like_a_day_and_is_a_sets_id_is_the_set() -> None:
    in_use = shipped_set()

    assert edition(load().id, in_use).day == ""
    assert edition("2026-01-01", in_use).day == "2026-01-01"
