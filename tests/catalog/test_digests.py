from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import resources
from planner.catalog import Catalog, digests
from planner.diagnostics import Row
from planner.errors import CatalogError
from tests.catalog.made import copied, tampered

GPUS = resources.data() / "gpus.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path / "set")


def test_sha256sum_reads_the_list() -> None:
    subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", digests.LIST],
        cwd=resources.data(),
        check=True,
    )


def test_a_changed_file_is_refused_with_both_digests_and_the_mend(folder: Path) -> None:
    expected = digests.listed(folder)["gpus.csv"]
    tampered(folder, "gpus.csv", "H200,NVIDIA", "H200,nvidia")
    found = hashlib.sha256((folder / "gpus.csv").read_bytes()).hexdigest()

    with pytest.raises(CatalogError) as refusal:
        Catalog(folder).accelerators()

    for words in (str(folder / "gpus.csv"), expected, found):
        assert words in refusal.value.message
    assert "topoplan catalog verify" in refusal.value.mend


@given(place=st.integers(0, GPUS.stat().st_size - 1), flip=st.integers(1, 255))
@pytest.mark.property
def test_no_byte_can_change_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, place: int, flip: int
) -> None:
    folder = tmp_path_factory.mktemp("set")
    content = bytearray(GPUS.read_bytes())
    (folder / "gpus.csv").write_bytes(content)
    digests.write(folder)
    content[place] ^= flip
    (folder / "gpus.csv").write_bytes(content)

    with pytest.raises(CatalogError, match="was changed"):
        digests.read(folder, "gpus.csv")


def test_a_file_that_is_gone_is_no_empty_one(folder: Path) -> None:
    (folder / "clouds/aws/prices.csv").unlink()

    with pytest.raises(CatalogError, match=r"prices\.csv is missing"):
        Catalog(folder).hourly("aws", "eu-central-1", "g6.12xlarge", "on_demand")


def test_a_file_that_nobody_listed_is_refused(folder: Path) -> None:
    (folder / "clouds/seeweb/prices.csv").write_text("region,machine,purchase,per_hour\n")

    with pytest.raises(CatalogError, match="is not listed"):
        Catalog(folder).hourly("seeweb", "x", "y", "on_demand")


def test_a_table_that_neither_has_has_no_rows(folder: Path) -> None:
    assert Catalog(folder).hourly("seeweb", "x", "y", "on_demand") is None


@pytest.mark.parametrize(
    "line",
    [
        "not a digest",
        "0" * 63 + "  gpus.csv",
        "0" * 64 + " gpus.csv",
        "0" * 64 + "  ../gpus.csv",
        "0" * 64 + "  /etc/passwd.csv",
        "\N{SNOWMAN}",
    ],
)
def test_a_list_that_is_none_is_refused_by_line(folder: Path, line: str) -> None:
    with (folder / digests.LIST).open("a", encoding="utf-8") as text:
        text.write(line + "\n")

    with pytest.raises(CatalogError, match=r"SHA256SUMS is no list of digests: line \d+"):
        Catalog(folder).accelerators()


def test_a_list_that_is_no_text_is_refused(folder: Path) -> None:
    (folder / digests.LIST).write_bytes(b"\xff\xfe")

    with pytest.raises(CatalogError, match="is no list of digests"):
        digests.listed(folder)


@pytest.mark.parametrize("place", ["empty", "missing"])
def test_a_folder_without_a_list_is_no_set(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(CatalogError, match="is no catalogue set"):
        digests.listed(tmp_path / place)


def test_every_fault_is_named_at_once(folder: Path) -> None:
    tampered(folder, "gpus.csv", "H200,NVIDIA", "H200,nvidia")
    (folder / "outages.csv").unlink()
    (folder / "extra.csv").write_text("a\n")

    assert [fault.file for fault in digests.faults(folder)] == [
        "extra.csv",
        "gpus.csv",
        "outages.csv",
    ]


def test_what_is_hidden_is_no_part_of_a_set(folder: Path) -> None:
    before = (folder / digests.LIST).read_bytes()
    (folder / ".half").mkdir()
    (folder / ".half/prices.csv").write_text("a\n")

    digests.write(folder)

    assert (folder / digests.LIST).read_bytes() == before
    assert digests.faults(folder) == ()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("gpus.csv", b"\xff\xfe", "is no text"),
        ("gpus.csv", b'accelerator\n"' + b"x" * 200_000 + b'"\n', "is no CSV"),
        ("ages.toml", b"[spot", "is no TOML"),
        ("ages.toml", b"spot = 7", "spot is no class of ages"),
        ("ages.toml", b"[spot]\ndays = 7", "spot is no class of ages: 'files'"),
    ],
)
def test_a_listed_file_that_is_malformed_is_named(
    folder: Path, file: str, content: bytes, words: str
) -> None:
    (folder / file).write_bytes(content)
    digests.write(folder)

    def ask() -> None:
        Catalog(folder).accelerators()
        Catalog(folder).age_class(Row("clouds/aws/prices.csv", 2, "2026"))

    with pytest.raises(CatalogError, match=words):
        ask()
