"""topoplan advise as a user runs it: what it says, writes and refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.spec import words
from tests.cli.running import Ended
from tests.conftest import ROOT

Invoke = Callable[..., Ended]

EXAMPLES = sorted(ROOT.glob("examples/*/topology.yaml"))
HYBRID = ROOT / "examples/hybrid-hot-path/topology.yaml"
SINGLE = ROOT / "examples/single-api/topology.yaml"
REQUESTS = "endpoints.summarise.traffic.requests_per_month"

HEAD = "version: 1\ntopology: small\n"
SONNET = """\
providers:
  p: {kind: bedrock, region: eu-central-1, mode: geo, models: {m: claude-sonnet-4-6}}
"""
TRAFFIC = "traffic: {requests_per_month: 100k, input_tokens: 1000, output_tokens: 200}"


def spec_of(folder: Path, text: str) -> Path:
    file = folder / "topology.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def advised(ended: Ended) -> Any:
    """The document that was printed."""
    return json.loads(ended.out)


# what is said first


def test_the_first_line_says_what_to_do_and_what_it_saves(invoke: Invoke) -> None:
    ended = invoke("advise", SINGLE)
    verdict, *_ = ended.out.split("\n\n")

    assert ended.exit_code == 0
    assert "change it: " in verdict
    assert "which saves" in verdict.replace("\n", " ")


def test_an_endpoint_that_is_named_is_told_of_alone(invoke: Invoke) -> None:
    made = advised(invoke("advise", HYBRID, "answer", "--format", "json"))

    assert [one["name"] for one in made["endpoints"]] == ["answer"]
    assert invoke("advise", HYBRID, "anser").exit_code == 2


def test_thresholds_move_the_lines(invoke: Invoke) -> None:
    def quadrant(*options: object) -> str:
        ended = invoke("advise", SINGLE, "--format", "json", *options)
        return str(advised(ended)["endpoints"][0]["quadrant"])

    assert quadrant() == "neither"
    assert quadrant("--cost", "0.5") == "cost"
    assert invoke("advise", SINGLE, "--cost", "0").exit_code == 2


def test_markdown_holds_the_2x2_as_a_chart(invoke: Invoke) -> None:
    shown = invoke("advise", HYBRID, "--format", "markdown").out

    assert "```mermaid\nquadrantChart\n" in shown
    assert '    "classify": [0.' in shown


# what if


def test_a_setting_is_supposed_and_not_written(invoke: Invoke) -> None:
    before = SINGLE.read_text()
    once, tenfold = (
        advised(invoke("advise", SINGLE, "--format", "json", "--set", f"{REQUESTS}={number}"))
        for number in ("100k", "1M")
    )

    assert _monthly(tenfold) > 9 * _monthly(once)
    assert SINGLE.read_text() == before


def _monthly(made: Any) -> float:
    return float(made["now"]["monthly"]["expected"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "endpoints.nobody.kind=chat"), "no `endpoints.nobody` in the spec"),
        (("--set", f"{REQUESTS}=often"), "not `often`"),
        (("--set", "owner"), "is no path with a value"),
        (("--sweep", f"{REQUESTS}="), "names no values"),
        (("--sweep", f"{REQUESTS}={','.join(['1'] * 101)}"), "101 points are more than"),
        (("--sweep", f"{REQUESTS}=1") * 3, "room for two sweeps"),
        (("--write", "--set", f"{REQUESTS}=1"), "--write goes with none of"),
    ],
)
def test_words_that_cannot_be_followed_are_refused_with_a_way_out(
    invoke: Invoke, words: tuple[str, ...], said: str
) -> None:
    ended = invoke("advise", SINGLE, *words)

    assert (ended.exit_code, said in ended.err) == (2, True)


def test_a_sweep_has_a_row_and_a_bar_for_each_value(invoke: Invoke) -> None:
    shown = invoke("advise", SINGLE, "--sweep", f"{REQUESTS}=10k,100k,1M").out
    bars = [line.count("█") for line in shown.splitlines() if " USD " in line]

    assert len(bars) == 3
    assert bars == sorted(bars)
    assert bars[0] < bars[-1]


def test_two_sweeps_have_a_row_for_each_pair(invoke: Invoke) -> None:
    sweeps = ("--sweep", f"{REQUESTS}=1k,1M", "--sweep", "policy.processing=[DE],[FR],[bloc:EU]")
    made = advised(invoke("advise", SINGLE, *sweeps, "--format", "json"))

    assert len(made["points"]) == 6
    assert made["points"][1]["values"] == ["1k", ["FR"]]


# writing


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_what_is_written_reads_as_what_was_advised(
    invoke: Invoke, example: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(example.parent, folder)
    file = folder / "topology.yaml"
    before, errors = file.read_text(), _errors(file)

    ended = invoke("advise", file, "--write", "--format", "json")
    made, after = advised(ended), file.read_text()

    assert (after != before) == (made["verdict"]["kind"] == "change")
    assert ("wrote " in ended.err) == (after != before)
    if after != before:
        spec = planner.plan(file).spec
        for one in made["cheapest"]["edits"]:
            assert _plain(words(spec, *one["route"])) == one["value"]
        assert _comments(before) - _comments(after) <= _without(made, before)
    assert _errors(file) <= errors
    assert sorted(path.name for path in folder.iterdir()) == _names(example)


def _errors(file: Path) -> set[str]:
    return {finding.code for finding in planner.plan(file).errors}


def _names(example: Path) -> list[str]:
    return sorted(path.name for path in example.parent.iterdir())


def _plain(value: object) -> object:
    """As a document has it: a list for each tuple."""
    return json.loads(json.dumps(value, default=str))


def _comments(text: str) -> set[str]:
    return {line.partition(" #")[2] for line in text.splitlines() if " #" in line}


def _without(made: Any, text: str) -> set[str]:
    """Remarks at the lines of what was taken away; a part goes with its own."""
    gone = {one["route"][-1] for one in made["cheapest"]["edits"] if one["value"] is None}
    remarks, inside = set(), False
    for line in text.splitlines():
        if line.startswith("  ") and not line.startswith("   "):
            inside = line.strip().partition(":")[0] in gone
        elif not line.startswith(" "):
            inside = False
        if inside and " #" in line:
            remarks.add(line.partition(" #")[2])
    return remarks


def test_what_was_written_has_nothing_left_to_change(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "topology.yaml"
    shutil.copy(SINGLE, file)
    invoke("advise", file, "--write")
    written = file.read_bytes()

    ended = invoke("advise", file, "--write")

    assert "not written: leave it: " in ended.err
    assert file.read_bytes() == written


def test_a_file_keeps_its_line_ends_its_mark_and_its_rights(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "topology.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SINGLE.read_bytes().replace(b"\n", b"\r\n"))
    file.chmod(0o640)

    assert "wrote " in invoke("advise", file, "--write").err
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.count(b"\n") == content.count(b"\r\n")
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_the_file_itself_does_not_hold_is_to_be_pasted(invoke: Invoke, tmp_path: Path) -> None:
    shutil.copy(SINGLE, tmp_path / "platform.yaml")
    file = tmp_path / "topology.yaml"
    file.write_text("extends: [platform.yaml]\nversion: 1\ntopology: mine\n")
    before = file.read_text()

    ended = invoke("advise", file, "--write")

    assert "paste this:" in ended.err
    assert "# take away providers." in ended.err
    assert file.read_text() == before


def test_a_file_that_cannot_be_written_stays_as_it_was(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "topology.yaml"
    shutil.copy(SINGLE, file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ended = invoke("advise", file, "--write")

    assert (ended.exit_code, "No space left on device" in ended.err) == (1, True)
    assert file.read_bytes() == SINGLE.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["topology.yaml"]


# what cannot be advised


def test_where_nothing_is_admitted_it_says_so_and_ends_with_three(
    invoke: Invoke, tmp_path: Path
) -> None:
    file = spec_of(
        tmp_path,
        "policy: {processing: [CH], operators: {parents: [CH]}}\n"
        f"endpoints: {{chat: {{data: [personal], {TRAFFIC}, route: [p/m]}}}}\n{SONNET}",
    )
    ended = invoke("advise", file)

    assert ended.exit_code == 3
    assert "`chat`" in ended.out.split("\n\n")[0]


def test_needs_that_contradict_each_other_are_no_silent_choice(
    invoke: Invoke, tmp_path: Path
) -> None:
    needs = "needs: {quality: frontier, context: 90M}"
    file = spec_of(tmp_path, f"endpoints: {{chat: {{{TRAFFIC}, {needs}, route: [p/m]}}}}\n{SONNET}")
    ended = invoke("advise", file, "--format", "json")

    assert ended.exit_code == 3
    assert advised(ended)["verdict"]["why"]


def test_a_latency_that_nobody_measured_is_told_as_unproven(invoke: Invoke, tmp_path: Path) -> None:
    needs = "needs: {quality: frontier, p95_ms: 1}"
    file = spec_of(tmp_path, f"endpoints: {{chat: {{{TRAFFIC}, {needs}, route: [p/m]}}}}\n{SONNET}")
    made = advised(invoke("advise", file, "--format", "json"))

    assert any("is unproven: nobody measured" in line for line in made["unknown"])


def test_a_month_without_requests_costs_nothing_and_breaks_nothing(
    invoke: Invoke, tmp_path: Path
) -> None:
    none = TRAFFIC.replace("100k", "0")
    file = spec_of(tmp_path, f"endpoints: {{chat: {{{none}, route: [p/m]}}}}\n{SONNET}")

    assert invoke("advise", file).exit_code == 0


def test_enormous_traffic_is_answered_without_a_traceback(invoke: Invoke, tmp_path: Path) -> None:
    huge = TRAFFIC.replace("100k", "900_000M")
    file = spec_of(tmp_path, f"endpoints: {{chat: {{{huge}, route: [p/m]}}}}\n{SONNET}")
    ended = invoke("advise", file)

    assert ended.exit_code in {0, 3, 4}
    assert "topoplan itself failed" not in ended.says


def test_an_endpoint_without_traffic_is_left_out_by_name(invoke: Invoke, tmp_path: Path) -> None:
    file = spec_of(
        tmp_path,
        f"endpoints: {{chat: {{{TRAFFIC}, route: [p/m]}}, idle: {{route: [p/m]}}}}\n{SONNET}",
    )
    made = advised(invoke("advise", file, "--format", "json"))

    assert any("`idle` states no traffic" in line for line in made["unknown"])
    assert made["endpoints"][1]["break_even"]["api_monthly"] is None


def test_where_no_endpoint_states_its_traffic_nobody_can_say(
    invoke: Invoke, tmp_path: Path
) -> None:
    ended = invoke("advise", spec_of(tmp_path, f"endpoints: {{chat: {{route: [p/m]}}}}\n{SONNET}"))

    assert ended.exit_code == 3
    assert "no endpoint states its traffic" in ended.out


def test_what_has_no_price_is_never_counted_as_nothing(invoke: Invoke, tmp_path: Path) -> None:
    host = "kind: openai-compatible, host: llm.example.eu, operator: them, country: DE, evidence: x"
    file = spec_of(
        tmp_path,
        f"endpoints: {{chat: {{{TRAFFIC}, route: [p/m]}}}}\n"
        f"providers: {{p: {{{host}, models: {{m: their-own-model}}}}}}\n",
    )
    made = advised(invoke("advise", file, "--format", "json"))

    assert made["now"]["monthly"]["at_least"] is True
    assert made["now"]["unpriced"]
    assert made["verdict"]["saved"] is None or made["verdict"]["kind"] != "leave"


def test_a_budget_that_is_too_small_ends_with_four(invoke: Invoke) -> None:
    ended = invoke("advise", HYBRID, "--set", "policy.budget.monthly=1 USD")

    assert ended.exit_code == 4
    assert "the budget of 1.00 USD" in ended.out
    assert "whatever keeps the rest costs " in ended.out


def test_a_spec_that_cannot_be_read_ends_with_two(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("advise", tmp_path / "none.yaml").exit_code == 2


def test_hostile_words_of_a_spec_reach_no_terminal(invoke: Invoke, tmp_path: Path) -> None:
    evil = json.dumps("m\x1b[31m`|\u202e<b>")
    host = "kind: openai-compatible, host: llm.example.eu, operator: them, country: DE, evidence: x"
    file = spec_of(
        tmp_path,
        f"endpoints: {{chat: {{{TRAFFIC}, route: [p/m]}}}}\n"
        f"providers: {{p: {{{host}, models: {{m: {evil}}}}}}}\n",
    )

    for name in ("text", "markdown"):
        shown = invoke("advise", file, "--format", name).out
        assert not {"\x1b", "\u202e"} & set(shown)
