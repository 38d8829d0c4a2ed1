from __future__ import annotations

from datetime import date

import pytest

from planner.catalog import find_table, holdings, load, select_rows
from planner.errors import UsageError


@pytest.mark.parametrize(
    ("words", "table", "left"),
    [
        ("gpus", "gpus", ()),
        ("gpus H100", "gpus", ("H100",)),
        ("clouds/aws/prices p5", "clouds/aws/prices", ("p5",)),
        ("clouds/aws/prices.csv", "clouds/aws/prices", ()),
        ("aws prices p5.48xlarge eu-", "clouds/aws/prices", ("p5.48xlarge", "eu-")),
        ("prices aws", "clouds/aws/prices", ()),
        ("tokens openai gpt", "tokens/openai", ("gpt",)),
    ],
)
def test_a_table_goes_by_its_name_or_by_parts_that_no_other_has(
    words: str, table: str, left: tuple[str, ...]
) -> None:
    assert find_table(load(), words.split()) == (table, left)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("openai", "models/openai, tokens/openai"),
        ("aws prises", "did you mean `clouds/aws/prices`?"),
        ("gpu", "did you mean `gpus`?"),
        ("nothing-like-it", "`topoplan catalog list` names the tables"),
    ],
)
def test_a_name_that_is_none_gets_the_nearest(words: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        find_table(load(), words.split())

    assert said in refusal.value.mend


def test_rows_hold_every_word_and_match_every_pattern() -> None:
    found = select_rows(load(), "clouds/aws/prices", ["P5.48XLARGE", "eu-"], [("purchase", "on_*")])

    cells = [(one.text("region"), one.text("purchase")) for one in found.records]
    assert cells == [("eu-north-1", "on_demand"), ("eu-west-2", "on_demand")]
    assert found.sources["tsaol"].address.startswith("https://")


def test_a_column_that_is_none_gets_the_nearest() -> None:
    with pytest.raises(UsageError) as refusal:
        select_rows(load(), "gpus", (), [("acelerator", "*")])

    assert "did you mean `accelerator`?" in refusal.value.mend


def test_a_table_at_a_glance_counts_what_is_too_old() -> None:
    before, after = (
        next(one for one in holdings(load(), day) if one.table == "clouds/azure/services")
        for day in (date(2024, 7, 1), date(2030, 1, 1))
    )

    assert before.stale == {}
    assert after.stale == {"services": after.rows}
    assert before.oldest == "2024-07-01"
