"""`topoplan catalog refresh`, as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.catalog import digests
from tests.cli.running import topoplan
from tests.refreshing.sets import files
from tests.refreshing.vendors import ECB_RATES, Fault, Vendors, ecb_xml

DAY = {"SOURCE_DATE_EPOCH": "1795953600"}
"""2026-11-29."""


def environment(asked: Vendors, **more: str) -> dict[str, str]:
    return {**os.environ, **DAY, **asked.environ, **more}


def test_a_set_of_ones_own_is_the_base_of_the_next(
    base: Path, tmp_path: Path, asked: Vendors
) -> None:
    environ = environment(asked, TOPOPLAN_HOME=str(tmp_path))
    asked.world.ecb = ecb_xml()
    first = topoplan("catalog", "refresh", "--source", "ecb", "--base", base, environ=environ)
    asked.world.ecb = ecb_xml({**ECB_RATES, "GBP": "0.9"}, "2026-11-30")
    tomorrow = {**environ, "SOURCE_DATE_EPOCH": str(1795953600 + 86400)}

    second = topoplan("catalog", "refresh", "--source", "ecb", environ=tomorrow)

    assert first.exit_code == 0, first.says
    assert f"base: 2026-11-29 in {tmp_path / 'catalogs' / '2026-11-29'}" in second.err
    assert "1/1 ecb daily" in second.err
    assert second.out.splitlines() == [
        "changed: 1",
        "  exchange_rates.csv: GBP  0.759067 -> 0.777202",
        "added: 0",
        "no longer listed, kept: 0",
        "confirmed: 4",
        f"wrote {tmp_path / 'catalogs' / '2026-11-30'}",
        "compare: topoplan catalog diff 2026-11-29 2026-11-30",
        "use: topoplan plan SPEC --catalog 2026-11-30",
    ]
    told = topoplan("catalog", "diff", "2026-11-29", "2026-11-30", environ=environ)
    assert told.exit_code == 0, told.says
    assert "GBP" in told.out


def test_what_failed_is_told_with_its_mend_and_by_the_exit_code(
    base: Path, into: Path, asked: Vendors
) -> None:
    asked.world.faults["ecb"] = Fault(status=403)
    words = ("catalog", "refresh", "--source", "ecb", "--source", "gcp-billing", "--quiet")

    ended = topoplan(*words, "--base", base, "--into", into, environ=environment(asked))

    assert ended.exit_code == 1
    assert ended.err == ""
    assert "failed, and left as it was: 1\n  ecb daily: http" in ended.out
    assert "    = fix: see what the key or the identity may read" in ended.out
    assert f"wrote {into / '2026-11-29'}, without what failed" in ended.out
    assert digests.faults(into / "2026-11-29") == ()


def test_a_trial_leaves_no_trace(base: Path, into: Path, asked: Vendors) -> None:
    before = files(base)
    asked.world.ecb = ecb_xml()
    words = ("catalog", "refresh", "--source", "ecb", "--dry-run", "--base", base, "--into", into)

    ended = topoplan(*words, environ=environment(asked))

    assert ended.exit_code == 0, ended.says
    assert "added: 1\n  exchange_rates.csv: XTS  8.63558\n" in ended.out
    assert "nothing was written; it would have been the set 2026-11-29" in ended.out
    assert not into.exists()
    assert files(base) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--source", "gcp"), "no source is called `gcp`"),
        (("--region", "mars", "--source", "azure-retail"), "no source knows a region like mars"),
        (("--base", "2020-01-01"), "no catalogue set goes by `2020-01-01`"),
        (("--into", "/proc/sets", "--source", "ecb"), "can't write to /proc/sets"),
    ],
)
def test_words_that_cannot_be_followed_are_told(
    words: tuple[str, ...], says: str, asked: Vendors
) -> None:
    ended = topoplan("catalog", "refresh", *words, environ=environment(asked))

    assert ended.exit_code in (1, 2)
    assert says in ended.err
    assert "Traceback" not in ended.says
    assert asked.world.asked == []


@pytest.mark.parametrize("missing", ["httpx2", "genai_prices"])
def test_without_the_extra_it_is_named(missing: str, base: Path, into: Path) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from planner.cli import main\n"
        f"main(['catalog', 'refresh', '--base', {str(base)!r}, '--into', {str(into)!r}])"
    )

    ended = subprocess.run(
        (sys.executable, "-c", code), capture_output=True, text=True, check=False, timeout=60
    )

    assert ended.returncode == 2
    assert "pip install 'topoplan[refresh]'" in ended.stderr
