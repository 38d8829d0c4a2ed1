"""Which facts a command plans with: named, locked, and not too old."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.catalog import Catalog, digests, load
from planner.catalog.sets import home
from planner.cli import planning
from planner.terraform import LOCK
from tests.applying.specs import POOLS, SINGLE, spec_file
from tests.catalog.made import copied, replaced, tampered
from tests.cli.running import Ended

Invoke = Callable[..., Ended]

KEY = "kms_key_month,eu-central-1,2025-11-04,key-month,USD,1,"
NEWER = "2027-01-01"
SERVICES = "clouds/aws/services.csv"


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPOPLAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TOPOPLAN_CATALOG", raising=False)
    monkeypatch.setattr(planning, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def newer() -> Path:
    """A set of the user's own, in which a key costs twice as much."""
    folder = copied(home() / NEWER, id_=NEWER)
    replaced(folder, SERVICES, KEY, KEY.replace(",1,", ",2,"))
    return folder


def line_of(folder: Path, begins: str) -> int:
    """The line of the one service that begins with some words."""
    lines = (folder / SERVICES).read_text("utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if line.startswith(begins))
    return number


def bill(invoke: Invoke, spec: Path, *words: object) -> str:
    ended = invoke("cost", spec, "--format", "json", *words)
    assert ended.exit_code == 0, ended.err
    return ended.out


# named


def test_a_bill_is_of_the_set_that_is_named(
    invoke: Invoke, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = spec_file(tmp_path)
    shipped, by_id = bill(invoke, spec), bill(invoke, spec, "--catalog", NEWER)

    assert json.loads(shipped)["catalog"]["id"] == load().id
    assert json.loads(by_id)["catalog"] == {
        "id": NEWER,
        "sha256": Catalog(newer).sha256,
        "oldest_as_of": json.loads(shipped)["catalog"]["oldest_as_of"],
    }
    assert by_id != shipped
    assert bill(invoke, spec, "--catalog", newer) == by_id
    monkeypatch.setenv("TOPOPLAN_CATALOG", NEWER)
    assert bill(invoke, spec) == by_id
    assert bill(invoke, spec, "--catalog", load().id) == shipped


@pytest.mark.parametrize("name", ["check", "plan", "cost", "apply", "destroy", "verify"])
def test_every_command_that_plans_says_which_sets_are_known(
    invoke: Invoke, tmp_path: Path, newer: Path, name: str
) -> None:
    spec = spec_file(tmp_path)
    words = (tmp_path / "plan.json", "--spec", spec) if name == "verify" else (spec,)

    ended = invoke(name, *words, "--catalog", "2027-01-02")

    assert ended.exit_code == 2
    assert f"did you mean {newer.name}?" in ended.err
    assert f"known are {load().id}, {newer.name}" in ended.err


def test_a_tampered_set_gives_no_bill(invoke: Invoke, tmp_path: Path, newer: Path) -> None:
    tampered(newer, SERVICES, KEY.replace(",1,", ",2,"), KEY)

    ended = invoke("cost", spec_file(tmp_path), "--catalog", NEWER)

    assert (ended.exit_code, ended.out) == (1, "")
    assert f"{newer / SERVICES} was changed" in ended.err
    assert "= fix: " in ended.err


def test_a_folder_that_is_no_set_gives_no_bill(invoke: Invoke, tmp_path: Path) -> None:
    ended = invoke("cost", spec_file(tmp_path), "--catalog", tmp_path)

    assert (ended.exit_code, ended.out) == (1, "")
    assert "is no catalogue set" in ended.err


# facts that are none


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        ("0", "`amount` must be above zero"),
        ("-1", "`amount` must be above zero"),
        ("", "`amount` must be above zero"),
        ("NaN", "`amount` is no number: NaN"),
        ("Infinity", "`amount` is no number: Infinity"),
        ("much", "`amount` is no number: much"),
    ],
)
def test_a_price_that_is_none_is_named_by_file_and_line_and_never_billed(
    invoke: Invoke, tmp_path: Path, newer: Path, amount: str, fault: str
) -> None:
    replaced(newer, SERVICES, KEY.replace(",1,", ",2,"), KEY.replace(",1,", f",{amount},"))
    place = f"{newer / SERVICES}:{line_of(newer, 'kms_key_month,eu-central-1,2025')}: {fault}"

    ended = invoke("cost", spec_file(tmp_path), "--catalog", NEWER)
    assert (ended.exit_code, ended.out) == (1, "")
    assert place in ended.err
    assert "= fix: " in ended.err

    verified = invoke("catalog", "verify", NEWER)
    assert (verified.exit_code, verified.out) == (1, f"{place}\n")


def test_two_prices_of_one_thing_and_day_contradict_each_other(
    invoke: Invoke, tmp_path: Path, newer: Path
) -> None:
    path = newer / SERVICES
    at = line_of(newer, "kms_key_month,eu-central-1,2025")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:at], lines[at - 1].replace(",2,", ",3,"), *lines[at:]]))
    digests.write(newer)
    fault = f"{path}:{at + 1}: line {at} says the same thing from 2025-11-04 on"

    ended = invoke("cost", spec_file(tmp_path), "--catalog", NEWER)
    assert (ended.exit_code, ended.out) == (1, "")
    assert fault in ended.err

    verified = invoke("catalog", "verify", NEWER)
    assert verified.exit_code == 1
    assert fault in verified.out


def test_every_row_of_a_set_that_cannot_be_used_is_named(invoke: Invoke, newer: Path) -> None:
    replaced(newer, SERVICES, KEY.replace(",1,", ",2,"), KEY.replace(",1,", ",-2,"))
    rate = "EUR,2026-08-13,0.867002"
    replaced(newer, "exchange_rates.csv", rate, "EUR,2026-08-13,0")

    ended = invoke("catalog", "verify", NEWER)

    assert ended.exit_code == 1
    assert [line.partition(": ")[2] for line in ended.out.splitlines()] == [
        "`amount` must be above zero",
        "`per_usd` must be above zero",
    ]
    assert "2 fault(s)" in ended.err


def test_a_rate_of_zero_converts_nothing(invoke: Invoke, tmp_path: Path, newer: Path) -> None:
    replaced(newer, "exchange_rates.csv", "EUR,2026-08-13,0.867002", "EUR,2026-08-13,0")

    ended = invoke("cost", spec_file(tmp_path), "--catalog", NEWER, "--currency", "EUR")

    assert (ended.exit_code, ended.out) == (1, "")
    assert "`per_usd` must be above zero" in ended.err


def test_a_price_in_a_currency_without_a_rate_is_no_price(
    invoke: Invoke, tmp_path: Path, newer: Path
) -> None:
    dearer = KEY.replace(",1,", ",2,")
    replaced(newer, SERVICES, dearer, dearer.replace("USD", "XAF"))

    shown = json.loads(bill(invoke, spec_file(tmp_path), "--catalog", NEWER))

    (unpriced,) = shown["unpriced"]
    assert unpriced["id"] == "encryption.eu-central-1/key"
    assert "no rate of exchange for XAF" in unpriced["reason"]
    assert shown["monthly"]["at_least"] is True


@pytest.mark.parametrize("age", ["2019-11-04", ""])
def test_a_price_of_long_ago_or_of_no_day_is_stale(
    invoke: Invoke, tmp_path: Path, newer: Path, age: str
) -> None:
    row = f"{KEY.replace(',1,', ',2,')}A,,aws-pricing-files,2025-11-04"
    replaced(newer, SERVICES, row, row.replace("files,2025-11-04", f"files,{age}"))
    spec = spec_file(tmp_path)

    explained = invoke("cost", spec, "--catalog", NEWER, "--explain", "*/key")
    words = " ".join(explained.out.split())
    assert "stale, as prices of its kind are taken to hold for 365" in words

    refused = invoke("cost", spec, "--catalog", NEWER, "--max-age", "ttl")
    assert refused.exit_code == 5
    assert "encryption.eu-central-1/key" in refused.err


@pytest.mark.parametrize("name", ["check", "cost", "plan"])
@pytest.mark.parametrize(
    ("known", "unknown", "said"),
    [
        ("g6.12xlarge", "g6.13xlarge", "no machine `g6.13xlarge`; did you mean `g6.16xlarge`?"),
        ("{kind: bedrock, region: eu-central-1", "{kind: bedrock, region: eu-centrl-1", "TOP1"),
        ("    region: eu-central-1", "    region: eu-centrl-1", "no region `eu-centrl-1` on aws"),
    ],
    ids=["machine", "region of a provider", "region of a pool"],
)
def test_what_the_catalogue_does_not_know_is_refused_with_the_nearest(
    invoke: Invoke, tmp_path: Path, name: str, known: str, unknown: str, said: str
) -> None:
    assert known in POOLS

    ended = invoke(name, spec_file(tmp_path, POOLS.replace(known, unknown)))

    assert (ended.exit_code, ended.out) == (2, "")
    assert said in ended.err
    assert "did you mean" in ended.err
    assert not (tmp_path / "terraform").exists()


# locked


def test_the_same_spec_and_lock_give_the_same_bytes_whatever_set_is_there_or_named(
    invoke: Invoke, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = spec_file(tmp_path, POOLS)
    assert invoke("plan", spec, "--quiet").exit_code in {0, 3}
    written = {path: path.read_bytes() for path in (tmp_path / "terraform").rglob("*.*")}
    locked = bill(invoke, spec, "--locked")
    assert locked.encode() == (tmp_path / "terraform/bill.json").read_bytes()

    monkeypatch.setenv("TOPOPLAN_CATALOG", NEWER)

    assert bill(invoke, spec) != locked
    assert bill(invoke, spec, "--locked") == locked
    assert bill(invoke, spec, "--locked", "--catalog", newer) == locked
    assert invoke("plan", spec, "--locked", "--quiet").exit_code in {0, 3}
    assert {path: path.read_bytes() for path in (tmp_path / "terraform").rglob("*.*")} == written


def test_a_bill_knows_no_day(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = spec_file(tmp_path)
    today = bill(invoke, spec)

    monkeypatch.setattr(planning, "today", lambda: date(2099, 1, 1))

    assert bill(invoke, spec) == today


def test_a_tree_of_ones_own_set_is_locked_to_it(
    invoke: Invoke, tmp_path: Path, newer: Path
) -> None:
    spec = spec_file(tmp_path)
    assert invoke("plan", spec, "--quiet", "--catalog", NEWER).exit_code == 0
    assert json.loads(bill(invoke, spec, "--locked"))["catalog"]["id"] == NEWER

    moved = newer.rename(tmp_path / "moved")

    gone = invoke("check", spec, "--locked")
    assert gone.exit_code == 5
    assert f"the lock names the catalogue set {NEWER}, which is not here" in gone.err
    assert json.loads(bill(invoke, spec, "--locked", "--catalog", moved))["catalog"]["id"] == NEWER


def test_a_locked_set_that_was_changed_is_refused_with_both_digests(
    invoke: Invoke, tmp_path: Path, newer: Path
) -> None:
    spec = spec_file(tmp_path)
    invoke("plan", spec, "--quiet", "--catalog", NEWER)
    before = Catalog(newer).sha256
    replaced(newer, "gpus.csv", "H200,NVIDIA", "H200,Nvidia")

    ended = invoke("cost", spec, "--locked")

    assert (ended.exit_code, ended.out) == (5, "")
    assert before in ended.err
    assert Catalog(newer).sha256 in ended.err


@pytest.mark.parametrize("name", ["check", "plan", "cost", "apply"])
def test_without_a_lock_nothing_is_locked(invoke: Invoke, tmp_path: Path, name: str) -> None:
    ended = invoke(name, spec_file(tmp_path), "--locked")

    assert ended.exit_code == 5
    assert "there is no lock" in ended.err
    assert not (tmp_path / "terraform").exists()


@pytest.mark.parametrize("name", ["check", "plan", "cost", "apply"])
def test_a_spec_that_changed_since_is_not_the_locked_one(
    invoke: Invoke, tmp_path: Path, name: str
) -> None:
    spec = spec_file(tmp_path)
    invoke("plan", spec, "--quiet")
    spec_file(tmp_path, SINGLE + "# a comment\n")

    ended = invoke(name, spec, "--locked")

    assert ended.exit_code == 5
    assert "topology.yaml has changed" in ended.err


def test_the_lock_of_another_topology_is_no_lock_of_this_one(
    invoke: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = spec_file(tmp_path / "other", SINGLE.replace("notes", "letters"))
    invoke("plan", other, "--quiet")

    ended = invoke("cost", spec_file(tmp_path), "--locked", "--out", other.parent / "terraform")

    assert ended.exit_code == 5
    assert "is of the topology letters" in ended.err


@pytest.mark.parametrize(
    "garble",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda _: "[]",
        lambda _: "\0",
        lambda text: text.replace('"catalog"', '"catalogue"'),
        lambda text: text.replace('"files": {', '"files": [], "more": {'),
    ],
    ids=["truncated", "empty", "list", "binary", "no catalogue", "files that are none"],
)
def test_a_lock_that_cannot_be_read_is_refused(
    invoke: Invoke, tmp_path: Path, garble: Callable[[str], str]
) -> None:
    spec = spec_file(tmp_path)
    invoke("plan", spec, "--quiet")
    lock = tmp_path / "terraform" / LOCK
    lock.write_text(garble(lock.read_text()))

    ended = invoke("cost", spec, "--locked")

    assert (ended.exit_code, ended.out) == (5, "")
    assert "is no lock of topoplan" in ended.err


def test_a_bill_that_comes_out_otherwise_is_not_the_locked_one(
    invoke: Invoke, tmp_path: Path
) -> None:
    spec = spec_file(tmp_path)
    invoke("plan", spec, "--quiet")
    lock = tmp_path / "terraform" / LOCK
    read = json.loads(lock.read_text())
    lock.write_text(
        json.dumps(read | {"topoplan": "0.0.1", "files": read["files"] | {"bill.json": "0" * 64}})
    )

    ended = invoke("cost", spec, "--locked")

    assert ended.exit_code == 5
    assert "the bill isn't the one of" in ended.err
    assert "topoplan 0.0.1 wrote it" in ended.err


def test_a_locked_plan_brings_back_what_was_lost_and_changes_nothing_else(
    invoke: Invoke, tmp_path: Path
) -> None:
    spec = spec_file(tmp_path)
    invoke("plan", spec, "--quiet")
    main = tmp_path / "terraform/infra/main.tf"
    text = main.read_bytes()
    main.unlink()

    assert invoke("plan", spec, "--locked", "--quiet").exit_code == 0
    assert main.read_bytes() == text


# ages


@pytest.mark.parametrize("name", ["cost", "plan"])
def test_stale_prices_are_counted_by_class_beside_the_bill(
    invoke: Invoke, tmp_path: Path, name: str
) -> None:
    ended = invoke(name, spec_file(tmp_path))

    assert ended.exit_code == 0
    (note,) = (line for line in ended.err.splitlines() if line.startswith("note: "))
    assert " lines rest on stale prices (" in note
    assert "services" in note
    assert "`--max-age ttl` refuses them" in note
    assert "rest on stale prices" not in ended.out


def test_quiet_says_nothing_of_ages(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("plan", spec_file(tmp_path), "--quiet").err == ""


def test_one_line_explained_says_nothing_of_the_others(invoke: Invoke, tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    line = json.loads(bill(invoke, spec))["lines"][0]["id"]

    assert invoke("cost", spec, "--explain", line).err == ""


@pytest.mark.parametrize("name", ["cost", "plan", "apply"])
@pytest.mark.parametrize("age", ["ttl", "300"])
def test_prices_that_are_too_old_are_refused_line_by_line(
    invoke: Invoke, tmp_path: Path, name: str, age: str
) -> None:
    ended = invoke(name, spec_file(tmp_path), "--max-age", age)

    assert (ended.exit_code, ended.out) == (5, "")
    limit = {"ttl": 365, "300": 300}[age]
    assert f"services of 2025-11-04: 383 days, {limit} admitted" in ended.err
    assert not (tmp_path / "terraform").exists()


def test_the_narrower_the_age_the_more_lines_are_refused(invoke: Invoke, tmp_path: Path) -> None:
    spec = spec_file(tmp_path)
    refused = [
        invoke("cost", spec, "--max-age", age).err.count(" admitted") for age in ("ttl", "90", "0")
    ]

    assert refused == sorted(refused)
    assert refused[0] < refused[-1]


@pytest.mark.parametrize("age", ["-1", "1.5", "week", "", "²"])
def test_an_age_is_whole_days(invoke: Invoke, tmp_path: Path, age: str) -> None:
    ended = invoke("cost", spec_file(tmp_path), "--max-age", age)

    assert ended.exit_code == 2
    assert "neither whole days nor `ttl`" in ended.err


# the catalogue itself


def test_the_sets_are_listed_with_the_one_in_use(invoke: Invoke, newer: Path) -> None:
    out = invoke("catalog", "list", "--catalog", NEWER).out

    assert f"   {load().id}  {load().sha256[:12]}  shipped" in out
    assert f"*  {NEWER}  {Catalog(newer).sha256[:12]}  {newer}" in out


def test_half_a_set_is_listed_and_not_used(invoke: Invoke) -> None:
    (home() / "half").mkdir(parents=True)

    assert "half        not whole" in invoke("catalog", "list").out
    assert invoke("catalog", "list", "--catalog", "half").exit_code == 1


def test_a_set_is_listed_from_wherever_it_lies(invoke: Invoke, tmp_path: Path) -> None:
    folder = copied(tmp_path / "elsewhere", id_=NEWER)

    assert f"*  {NEWER}" in invoke("catalog", "list", "--catalog", folder).out


def test_a_row_is_shown_with_its_source_and_date(invoke: Invoke) -> None:
    ended = invoke("catalog", "show", "aws", "prices", "p5.48xlarge", "eu-north", "on_demand")

    assert ended.exit_code == 0
    assert "58.8928   tsaol   2026-01-21" in ended.out
    assert "tsaol: tsaol/aws-gpu" in ended.out
    assert "https://github.com/tsaol/aws-gpu" in ended.out


def test_rows_go_into_a_sheet_with_their_sources(invoke: Invoke) -> None:
    heading, row = invoke(
        "catalog", "show", "gpus", "--where", "accelerator=A10", "--format", "csv"
    ).out.splitlines()

    assert heading.startswith("line,accelerator,vendor,")
    assert row.endswith(',memory,2026-11,"common knowledge, not looked up",')


def test_no_row_is_said(invoke: Invoke) -> None:
    assert invoke("catalog", "show", "gpus", "abacus").out == "gpus: no such row\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("aws", "prises"), "did you mean `clouds/aws/prices`?"),
        (("gpus", "--where", "colour=red"), "no column `colour`"),
        (("gpus", "--where", "red"), "names no pattern"),
    ],
)
def test_what_cannot_be_shown_says_what_can(
    invoke: Invoke, words: tuple[str, ...], said: str
) -> None:
    ended = invoke("catalog", "show", *words)

    assert ended.exit_code == 2
    assert said in ended.err


def test_a_whole_set_is_verified_by_its_digest(invoke: Invoke, newer: Path) -> None:
    ended = invoke("catalog", "verify")
    assert (ended.exit_code, ended.out) == (0, f"sha256:{load().sha256}  {load().id}\n")

    digest = Catalog(newer).sha256
    assert invoke("catalog", "verify", NEWER, "--expect", f"sha256:{digest}").exit_code == 0
    other = invoke("catalog", "verify", "--expect", digest)
    assert other.exit_code == 5
    assert load().sha256 in other.err


def test_a_set_that_is_not_whole_names_each_file(invoke: Invoke, newer: Path) -> None:
    tampered(newer, "gpus.csv", "H200,NVIDIA", "H200,nvidia")
    (newer / "outages.csv").unlink()
    (newer / "extra.toml").write_text("")

    ended = invoke("catalog", "verify", NEWER)

    assert ended.exit_code == 1
    assert [line.split()[0] for line in ended.out.splitlines()] == [
        "extra.toml",
        "gpus.csv",
        "outages.csv",
    ]
    assert "3 fault(s)" in ended.err


def test_a_listed_row_that_does_not_fit_its_heading_is_a_fault(invoke: Invoke, newer: Path) -> None:
    replaced(newer, "gpus.csv", "H200,NVIDIA", "H200,NVIDIA,NVIDIA")

    ended = invoke("catalog", "verify", NEWER)

    assert ended.exit_code == 1
    assert "cells for" in ended.out


def test_a_price_that_rose_is_told_with_old_new_and_percent(invoke: Invoke, newer: Path) -> None:
    ended = invoke("catalog", "diff", load().id, newer)

    assert ended.exit_code == 0
    assert ended.out == (
        "clouds/aws/services: 1 repriced\n"
        "  ~  kms_key_month eu-central-1  amount 1 -> 2 (+100.0 %)  2025-11-04\n"
        "manifest.toml: changed\n"
        f"2 file(s) of {load().id} and {NEWER} differ\n"
    )
    markdown = invoke("catalog", "diff", load().id, NEWER, "--format", "markdown").out
    assert "| changed | kms\\_key\\_month eu-central-1 | amount 1 -\\> 2 (+100.0 %) |" in markdown


def test_two_days_of_one_set_differ_by_the_prices_that_began_between(invoke: Invoke) -> None:
    ended = invoke("catalog", "diff", "2026-07-31", "2026-08-03")

    assert ended.exit_code == 0
    assert "clouds/gcp/prices: " in ended.out
    assert "clouds/aws/prices" not in ended.out
    assert "say the same" in invoke("catalog", "diff", "2026-08-03", "2026-08-03").out


def test_a_diff_with_what_is_no_set_says_which_are_known(invoke: Invoke) -> None:
    ended = invoke("catalog", "diff", "yesterday", load().id)

    assert ended.exit_code == 2
    assert f"known are {load().id}" in ended.err


@pytest.mark.parametrize("name", ["list", "show", "verify", "diff"])
def test_every_subcommand_helps_with_examples_and_exit_codes(invoke: Invoke, name: str) -> None:
    helps = invoke("catalog", name, "--help").out

    assert f"  topoplan catalog {name}" in helps
    assert "Exit codes:" in helps
