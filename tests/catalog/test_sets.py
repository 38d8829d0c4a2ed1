from __future__ import annotations

from pathlib import Path

import pytest

from planner.catalog import find_set, known_sets, load, set_with_digest
from planner.catalog.sets import home
from planner.errors import CatalogError, StaleError, UsageError
from tests.catalog.made import copied, replaced


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPOPLAN_HOME", str(tmp_path / "home"))


def test_without_sets_of_ones_own_there_is_the_shipped_one() -> None:
    assert [(one.id, one.shipped) for one in known_sets()] == [(load().id, True)]


def test_the_system_says_where_sets_lie_where_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOPOPLAN_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert home() == tmp_path / "topoplan" / "catalogs"


def test_a_set_is_found_by_its_id_and_by_its_folder() -> None:
    folder = copied(home() / "2027-01-01", id_="2027-01-01")

    assert find_set("2027-01-01").catalog.id == "2027-01-01"
    assert find_set(str(folder)).folder == folder
    assert find_set(load().id).catalog is load()
    assert find_set(str(load().folder)).shipped


def test_an_unknown_id_says_which_are_known() -> None:
    copied(home() / "2027-01-01", id_="2027-01-01")

    with pytest.raises(UsageError) as refusal:
        find_set("2027-01-10")

    assert "did you mean 2027-01-01?" in refusal.value.message
    assert refusal.value.mend == f"known are {load().id}, 2027-01-01"


@pytest.mark.parametrize("name", ["", "\0", "x" * 300, "/dev/null", "a\nb"])
def test_a_name_of_nothing_is_unknown(name: str) -> None:
    with pytest.raises(UsageError, match="no catalogue set goes by"):
        find_set(name)


def test_a_folder_that_holds_no_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"is no catalogue set: it has no manifest\.toml"):
        find_set(str(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('genai_prices = "0.2.3"', "", "no 'genai_prices'"),
        ('"2026-11-20T12:00:00Z"', '"yesterday"', "Invalid isoformat string"),
        ('"2026-11-20T12:00:00Z"', '"2026-11-20T12:00:00"', "no time zone"),
        (f'id = "{load().id}"', "id = ", "manifest.toml"),
    ],
)
def test_a_manifest_that_lacks_something_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    folder = copied(tmp_path / "set")
    replaced(folder, "manifest.toml", old, new)

    with pytest.raises(CatalogError, match=words):
        find_set(str(folder))


def test_two_sets_of_one_id_are_named_by_their_folders() -> None:
    folder = copied(home() / load().id)
    assert find_set(load().id).shipped

    replaced(folder, "gpus.csv", "H200,NVIDIA", "H200,Nvidia")

    with pytest.raises(UsageError, match="two sets that differ"):
        find_set(load().id)


def test_a_lock_takes_the_set_that_has_its_digest_whichever_else_goes_by_the_id() -> None:
    folder = copied(home() / load().id)
    replaced(folder, "gpus.csv", "H200,NVIDIA", "H200,Nvidia")
    own = find_set(str(folder))

    assert set_with_digest(load().id, load().sha256).shipped
    assert set_with_digest(own.id, own.catalog.sha256).folder == folder


def test_a_set_that_has_changed_is_not_the_locked_one() -> None:
    with pytest.raises(StaleError, match="is not the one of the lock") as refusal:
        set_with_digest(load().id, "0" * 64)

    assert load().sha256 in refusal.value.message


def test_a_locked_set_that_is_not_here_can_be_named_by_its_folder(tmp_path: Path) -> None:
    folder = copied(tmp_path / "elsewhere", id_="2027-01-01")
    named = find_set(str(folder))

    with pytest.raises(StaleError, match="which is not here"):
        set_with_digest("2027-01-01", named.catalog.sha256)
    assert set_with_digest("2027-01-01", named.catalog.sha256, beside=named) == named
