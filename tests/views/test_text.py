"""The bill in a terminal: aligned, dearest first, and every line explained on request."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import planner
from planner.cost import Line, explain
from planner.diagnostics import Severity
from planner.views import show_bill, show_check, show_explanations
from planner.views.text import figure
from tests.conftest import ROOT
from tests.cost.bills import line_of
from tests.documents.plans import NAMES, hostile_plan, plan_of_example

WIDTH = 100
TERMINAL = {"\x1b", "\u202e", "\x00", "\r"}


def bill(example: str) -> list[str]:
    return show_bill(plan_of_example(example), "text").splitlines()


def explained(example: str, line: Line) -> str:
    catalog = plan_of_example(example).catalog
    return show_explanations([explain(line, catalog)], catalog, "text")


def table(example: str) -> list[str]:
    lines = bill(example)
    return lines[1 : lines.index("")]


@pytest.mark.parametrize("example", NAMES)
def test_a_bill_fits_a_terminal_of_100_columns(example: str) -> None:
    reasons = [line for line in bill(example) if line.startswith("not priced")]

    assert max(len(line) for line in bill(example) if line not in reasons) <= WIDTH


@pytest.mark.parametrize("example", NAMES)
def test_amounts_stand_below_each_other(example: str) -> None:
    ends = {len(line.removesuffix(" ~")) for line in table(example)}

    assert len(ends) == 1


@pytest.mark.parametrize("example", NAMES)
def test_nodes_and_their_lines_are_dearest_first(example: str) -> None:
    nodes = [amount(line) for line in table(example) if not line.startswith(" ")]
    assert nodes == sorted(nodes, reverse=True)

    own: list[Decimal] = []
    for line in table(example):
        own = [*own, amount(line)] if line.startswith(" ") else []
        assert own == sorted(own, reverse=True)


def amount(line: str) -> Decimal:
    """The amount of a line; what is not priced comes after all that is."""
    shown = line.removesuffix(" ~").split()[-1]
    return Decimal(-1) if shown == "priced" else Decimal(shown.replace(",", ""))


def test_the_total_is_that_of_the_bill() -> None:
    plan = plan_of_example("hybrid-hot-path/topology")

    (total,) = (line for line in bill("hybrid-hot-path/topology") if line.startswith("expected"))

    assert total.endswith(f"{plan.bill.monthly.expected:,.2f} USD")


def test_a_lower_bound_says_so_and_names_what_has_no_price() -> None:
    lines = bill("h100-self-host/topology")

    assert any(line.startswith("at least expected a month") for line in lines)
    assert any(line.startswith("not priced: gpu_pools.standby/nodes: no ") for line in lines)


def test_a_node_of_which_nothing_has_a_price_is_no_zero() -> None:
    plan = planner.plan(ROOT / "tests/cost/on_clouds/gcp.yaml")
    (node,) = (line for line in show_bill(plan, "text").splitlines() if line.startswith("monit"))

    assert node.split() == ["monitoring.europe-west4", "?", "not", "priced"]
    assert "| `monitoring.europe-west4` | ? | not priced | ? |" in show_bill(plan, "markdown")


def test_an_assumption_is_marked_and_the_mark_explained() -> None:
    lines = bill("hybrid-hot-path/topology")

    assert any(line.startswith("  downloads") and line.endswith(" ~") for line in lines)
    assert any(line.startswith("~ rests on an assumption") for line in lines)


def test_a_line_is_explained_by_quantity_price_row_and_day() -> None:
    line = line_of(plan_of_example("hybrid-hot-path/topology").bill, "gpu_pools.hot/nodes")

    shown = explained("hybrid-hot-path/topology", line)

    assert "quantity  973.33 (low 730, high 2,920) node-hour" in shown
    assert "price     5.75429 USD for one node-hour" in shown
    assert "monthly   973.33 x 5.75429 = 5,600.84 USD" in shown
    assert "range     4,200.63 USD to 16,802.53 USD" in shown
    assert f"fact      planner/data/{line.row}" in shown
    assert "          = 1.3333 nodes x 730 hours" in shown
    assert "per_hour       5.75429" in shown
    assert "source    tsaol/aws-gpu 77fcd9fe (from instances.vantage.sh)" in shown
    assert "            https://github.com/tsaol/aws-gpu" in shown
    assert "date      2026-01-21, 303 days before the catalogue's: stale" in shown
    assert "vendor    Amazon Web Services" in shown
    assert "status    assumed: 1.33 nodes on average: 4 at the peak, 3 times the mean" in shown


@pytest.mark.parametrize("example", NAMES)
def test_every_explanation_fits_the_terminal(example: str) -> None:
    for line in plan_of_example(example).bill.lines:
        assert max(map(len, explained(example, line).splitlines())) <= WIDTH, line.id


def test_a_line_without_a_price_explains_why() -> None:
    line = line_of(plan_of_example("h100-self-host/topology").bill, "gpu_pools.standby/nodes")

    shown = explained("h100-self-host/topology", line)

    assert "price" not in shown.split("status")[0]
    assert "unpriced: no on_demand price of p5.4xlarge in eu-north-1" in shown


def test_a_long_name_keeps_its_end_which_tells_it_apart(tmp_path: Path) -> None:
    name = "a" + "b" * 30
    path = tmp_path / "topology.yaml"
    path.write_text(
        f"""\
version: 1
topology: long
endpoints:
  {name}:
    traffic: {{requests_per_month: 1k, input_tokens: 10, output_tokens: 10}}
    route: [{name}/{name}]
providers:
  {name}:
    kind: bedrock
    region: eu-central-1
    mode: geo
    models: {{{name}: claude-sonnet-4-6}}
""",
        encoding="utf-8",
    )

    lines = show_bill(planner.plan(path), "text").splitlines()

    assert max(map(len, lines)) <= WIDTH
    assert any(line.startswith("  …") and "b/input " in line for line in lines)


@pytest.mark.parametrize(
    ("number", "text"),
    [("26280", "26,280"), ("973.3333", "973.33"), ("0.00123456", "0.00123"), ("0", "0")],
)
def test_a_figure_is_short_and_never_nothing(number: str, text: str) -> None:
    assert figure(Decimal(number)) == text


def test_nothing_of_a_spec_reaches_the_terminal_as_a_control_character(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    shown = show_check(plan, "text") + show_bill(plan, "text")

    assert not TERMINAL & set(shown)


def test_what_a_waiver_can_be_bound_to_is_shown_on_request(tmp_path: Path) -> None:
    plan = hostile_plan(tmp_path)

    shown, plain = (show_check(plan, "text", fingerprints=asked) for asked in (True, False))

    assert all(f"= fingerprint: {finding.fingerprint}" in shown for finding in plan.findings)
    assert "fingerprint" not in plain


def test_a_waived_finding_says_who_answers_for_it(tmp_path: Path) -> None:
    shown = show_check(hostile_plan(tmp_path), "text")

    assert "= waived: ]]> --><script>" in shown
    assert ", 1 waived: " in shown


@pytest.mark.parametrize("example", NAMES)
def test_a_check_ends_with_a_verdict_for_each_endpoint_and_the_count(example: str) -> None:
    plan = plan_of_example(example)
    errors = sum(f.severity is Severity.ERROR and f.waived is None for f in plan.findings)

    lines = show_check(plan, "text").splitlines()

    for name, verdict in plan.verdicts.items():
        assert any(line.split()[:2] == [name, str(verdict)] for line in lines)
    assert lines[-1].startswith(f"{errors} error(s), ")
