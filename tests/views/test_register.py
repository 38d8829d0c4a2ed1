"""The register of transfers."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner.views import show_check
from tests.documents.plans import NAMES, hostile_plan, plan_of_example

SPEC = """\
version: 1
topology: desk
owner: team-desk
policy:
  processing: [bloc:EEA, US]
  at_rest: [bloc:EEA, US]
  transfers:
    - {to: [US], mechanism: scc, evidence: contract 7, expires: 2027-12-31, assessment: TIA 7}
endpoints:
  chat: {data: [personal], route: [us/m]}
providers:
  us:
    kind: openai
    region: us
    models: {m: gpt-5.1}
    agreements: {dpa: "DPA 12", contract: C-9, retention_days: 5}
"""


def _register(folder: Path) -> str:
    file = folder / "topology.yaml"
    file.write_text(SPEC, encoding="utf-8")
    return show_check(planner.plan(file), "register")


def test_a_recipient_stands_with_who_owns_it_where_it_is_and_on_what_ground(
    tmp_path: Path,
) -> None:
    (row,) = (line for line in _register(tmp_path).splitlines() if "gpt-5.1" in line)

    cells = [cell.strip() for cell in row.strip("|").split("|")]

    assert cells[1:3] == ["primary", "personal"]
    assert "OpenAI" in cells[3]
    assert cells[5:9] == [
        "US (United States of America)",
        "US (United States of America)",
        "scc",
        "5 days, as agreed",
    ]
    assert cells[9:11] == ["C-9", "dpa: DPA 12"]
    assert "openai-your-data" in cells[11]


@pytest.mark.parametrize(
    ("region", "mechanism"),
    [
        ("eu-central-1", "none needed under GDPR"),
        ("eu-west-2", "adequacy"),
        ("us-east-1", "adequacy for who is certified (DPF)"),
        ("ap-south-1", "not stated"),
    ],
)
def test_what_a_law_needs_no_contract_for_is_said_to_be_so(
    tmp_path: Path, region: str, mechanism: str
) -> None:
    file = tmp_path / "topology.yaml"
    file.write_text(
        "version: 1\ntopology: hello\npolicy: {regimes: [GDPR]}\n"
        "endpoints: {chat: {data: [personal], route: [own/m]}}\n"
        "providers: {own: {kind: openai-compatible, host: llm.example.com, operator: Example, "
        "country: DE, evidence: contract 1, models: {m: llama}}}\n"
        f"gateways: {{main: {{region: {region}}}}}\n"
    )
    lines = show_check(planner.plan(file), "register").splitlines()

    (row,) = (line for line in lines if line.startswith("| gateway main"))
    assert row.split(" | ")[7] == mechanism


def test_the_grounds_for_transfers_stand_once(tmp_path: Path) -> None:
    register = _register(tmp_path)

    assert register.count("| US | scc | contract 7 | 2027-12-31 | TIA 7 |") == 1


def test_every_endpoint_of_every_example_has_a_table_of_as_many_columns() -> None:
    for name in NAMES:
        plan = plan_of_example(name)
        lines = show_check(plan, "register").splitlines()

        assert sum(line.startswith("## ") for line in lines) >= len(plan.topology.endpoints)
        assert {line.count(" | ") for line in lines if line.startswith("| ")} == {11}


def test_hostile_words_break_no_table(tmp_path: Path) -> None:
    lines = show_check(hostile_plan(tmp_path), "register").splitlines()

    rows = [line.replace("\\|", "") for line in lines if line.startswith("| ")]
    assert {row.count(" | ") for row in rows} == {11}
    assert "<script>" not in "\n".join(lines)
