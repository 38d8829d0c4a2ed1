"""`topoplan cost`: pictures, explanations, and what gates a pipeline."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.running import Ended

EXAMPLES = Path(__file__).parents[2] / "examples"
HYBRID = EXAMPLES / "hybrid-hot-path/topology.yaml"
SELF_HOST = EXAMPLES / "h100-self-host/topology.yaml"

Invoke = Callable[..., Ended]


def _complaints(ended: Ended) -> list[str]:
    """What is on standard error, but for the age of prices, which grows by the day."""
    return [line for line in ended.err.splitlines() if not line.startswith("note: ")]


def _expected(ended: Ended) -> Decimal:
    """The expected month of a bill's document."""
    return Decimal(json.loads(ended.out)["monthly"]["expected"])


@pytest.fixture
def cost(invoke: Invoke) -> Invoke:
    return lambda *words: invoke("cost", *words)


@pytest.fixture
def baseline(cost: Invoke, tmp_path: Path) -> Path:
    """The hybrid example's bill, as its own command writes it."""
    path = tmp_path / "bill.json"
    path.write_text(cost(HYBRID, "--format", "json").out, encoding="utf-8")
    return path


@pytest.fixture
def dearer(tmp_path: Path) -> Path:
    """The hybrid example with twice as many answers."""
    spec = HYBRID.read_text(encoding="utf-8")
    assert "200k" in spec
    path = tmp_path / "topology.yaml"
    path.write_text(spec.replace("200k", "400k"), encoding="utf-8")
    return path


@pytest.mark.parametrize("by", ["endpoint", "node", "vendor"])
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_a_bill_is_seen_from_each_side_in_each_format(cost: Invoke, by: str, format_: str) -> None:
    ended = cost(HYBRID, "--by", by, "--format", format_)

    assert (ended.exit_code, _complaints(ended)) == (0, [])
    if format_ == "json":
        assert json.loads(ended.out)["attribution"]["by"] == by


def test_a_page_is_printed_whole(cost: Invoke) -> None:
    page = cost(HYBRID, "--format", "html").out

    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("gpu_pools.hot/nodes", ["gpu_pools.hot/nodes"]),
        ("hot/nod", ["gpu_pools.hot/nodes"]),
        (
            "endpoints.classify",
            [
                "endpoints.classify/bedrock-fra/haiku/input",
                "endpoints.classify/bedrock-fra/haiku/output",
            ],
        ),
        ("*/control-plane", ["cluster.eu-central-1/control-plane"]),
    ],
)
def test_lines_are_explained_by_any_unique_part(cost: Invoke, words: str, ids: list[str]) -> None:
    text = cost(HYBRID, "--explain", words)
    document = json.loads(cost(HYBRID, "--explain", words, "--format", "json").out)

    assert text.exit_code == 0
    assert [line for line in text.out.splitlines() if line and line[0] != " "] == ids
    assert [line["id"] for line in document["lines"]] == ids
    assert all(line["row"] and line["source"]["title"] for line in document["lines"])


def test_an_unknown_line_offers_the_nearest_and_a_common_part_all_it_may_mean(cost: Invoke) -> None:
    unknown = cost(HYBRID, "--explain", "gpu_pool.hot/node")
    common = cost(HYBRID, "--explain", "haiku")

    assert (unknown.exit_code, common.exit_code) == (2, 2)
    assert "the bill has no line `gpu_pool.hot/node`" in unknown.err
    assert "the nearest: gpu_pools.hot/nodes" in unknown.err
    assert "`haiku` is a part of 2 lines" in common.err
    assert "`*haiku*` for all of them" in common.err


def test_a_budget_of_the_command_line_gates(cost: Invoke) -> None:
    month = _expected(cost(HYBRID, "--format", "json"))
    tight = month - Decimal("0.40")

    within, over = (cost(HYBRID, "--budget", f"{amount} USD") for amount in ("10000", tight))

    assert (within.exit_code, over.exit_code) == (0, 4)
    assert f"ok: {month:,} USD a month: within the budget of 10,000.00 USD" in within.err
    assert f"fails: {month:,} USD a month: 0.40 USD over the budget of {tight:,} USD" in over.err


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--budget", "5000"),
        ("--budget", "5000 XAU"),
        ("--budget", "lots"),
        ("--max-increase", "ten"),
        ("--max-increase", "500 XAU"),
        ("--max-increase", "-5%"),
        ("--max-increase", "x%"),
    ],
)
def test_a_limit_that_is_no_amount_is_refused(cost: Invoke, option: str, words: str) -> None:
    ended = cost(HYBRID, option, words, "--against", HYBRID)

    assert ended.exit_code == 2
    assert f"error: {option}" in ended.err


@pytest.mark.parametrize("option", [("--max-increase", "10%"), ("--only-increase",)])
def test_an_increase_needs_something_to_increase_over(
    cost: Invoke, option: tuple[str, ...]
) -> None:
    ended = cost(HYBRID, *option)

    assert ended.exit_code == 2
    assert f"{option[0]} needs a bill to compare with" in ended.err


def test_an_increase_is_told_line_by_line_and_gates(
    cost: Invoke, baseline: Path, dearer: Path
) -> None:
    small, large = (
        cost(dearer, "--against", baseline, "--max-increase", limit) for limit in ("10%", "40%")
    )

    assert (small.exit_code, large.exit_code) == (4, 0)
    (output,) = (
        line
        for line in small.out.splitlines()
        if line.startswith("endpoints.answer/bedrock") and "/output" in line
    )
    assert output.split()[1:] == ["1,639.84", "3,279.67", "+1,639.84"]
    assert "prices moved: 0.00 USD, quantities moved: +" in small.out
    assert "fails: " in small.err


def test_over_budget_passes_where_it_is_no_increase(cost: Invoke, baseline: Path) -> None:
    words = (HYBRID, "--against", baseline, "--budget", "1 USD")

    assert cost(*words).exit_code == 4
    passed = cost(*words, "--only-increase")
    assert passed.exit_code == 0
    assert "as dear as before: it passes, as only increases count" in passed.err


def test_a_bill_that_is_not_whole_fails_where_that_is_asked(cost: Invoke) -> None:
    assert cost(SELF_HOST).exit_code == 0
    failed = cost(SELF_HOST, "--unpriced", "fail")

    assert failed.exit_code == 4
    assert "fails: 1 line has no price, and only a whole bill passes" in failed.err


def test_an_unpriced_line_makes_the_difference_unknown(cost: Invoke) -> None:
    ended = cost(SELF_HOST, "--against", HYBRID)
    document = json.loads(cost(SELF_HOST, "--against", HYBRID, "--format", "json").out)

    bills = (cost(spec, "--format", "json") for spec in (SELF_HOST, HYBRID))
    more = Decimal.__sub__(*map(_expected, bills))
    assert f"difference: not known; of what has a price, {more:+,} USD" in ended.out
    assert document["comparison"]["difference"] is None
    assert document["comparison"]["unknown"] == ["gpu_pools.standby/nodes"]


def test_a_tree_beside_the_spec_is_a_baseline(invoke: Invoke, dearer: Path) -> None:
    assert invoke("cost", dearer, "--against", "tree").exit_code == 2
    invoke("plan", dearer)

    for against in ("tree", dearer.parent / "terraform", dearer.parent / "terraform/bill.json"):
        ended = invoke("cost", dearer, "--against", against)
        assert ended.exit_code == 0
        assert ended.out.startswith("nothing changed")


def test_a_spec_limits_its_own_increase_over_the_tree_beside_it(
    invoke: Invoke, dearer: Path
) -> None:
    spec = dearer.read_text("utf-8")
    limited = spec.replace(
        "budget: {monthly: 15000 USD", "budget: {max_increase: 5%, monthly: 15000 USD"
    )
    assert limited != spec
    dearer.write_text(limited.replace("400k", "200k"), encoding="utf-8")
    assert invoke("cost", dearer).exit_code == 0
    month = _expected(invoke("cost", dearer, "--format", "json"))
    invoke("plan", dearer)
    dearer.write_text(limited, encoding="utf-8")

    ended = invoke("cost", dearer)

    assert ended.exit_code == 4
    assert f"more than the increase of 5% of {month:,} USD that is allowed" in ended.err
    assert "prices of catalogue" in ended.out.splitlines()[-1]


@pytest.mark.parametrize("limit", ["ten", "500 XAU", "{}"])
def test_an_increase_that_a_spec_can_not_mean_is_refused(
    invoke: Invoke, dearer: Path, limit: str
) -> None:
    spec = dearer.read_text("utf-8")
    dearer.write_text(spec.replace("budget: {", f"budget: {{max_increase: {limit}, "), "utf-8")

    ended = invoke("cost", dearer)

    assert ended.exit_code == 2
    assert "max_increase" in ended.err or "no rate of exchange for `XAU`" in ended.err


def test_bills_of_different_catalogues_are_said_to_be(cost: Invoke, baseline: Path) -> None:
    document = json.loads(baseline.read_text("utf-8"))
    document["catalog"]["id"] = "2026-01-01"
    (nodes,) = (line for line in document["lines"] if line["id"] == "gpu_pools.hot/nodes")
    nodes["unit_price"] = "5.00"
    baseline.write_text(json.dumps(document), encoding="utf-8")

    out = cost(HYBRID, "--against", baseline).out

    assert "priced by different catalogues: 2026-01-01 before" in out
    assert "prices moved: +734.18 USD, quantities moved: 0.00 USD" in out


@pytest.mark.parametrize(
    ("text", "why"),
    [('{"schema": "topoplan/co', "no whole JSON document"), ("{}", "it names no schema")],
)
def test_a_baseline_that_is_no_bill_is_named(
    cost: Invoke, tmp_path: Path, text: str, why: str
) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)

    ended = cost(HYBRID, "--against", path)

    assert (ended.exit_code, ended.out) == (2, "")
    assert f"{path} is no bill that can be read" in ended.err
    assert why in ended.err


def test_a_baseline_that_is_not_there_says_how_to_make_one(cost: Invoke, tmp_path: Path) -> None:
    ended = cost(HYBRID, "--against", tmp_path / "bill.json")

    assert ended.exit_code == 2
    assert "there is no bill at" in ended.err
    assert "`topoplan plan` writes one" in ended.err
