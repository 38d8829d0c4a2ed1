"""`topoplan verify` on Terraform that topoplan didn't write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import Ended
from tests.cost.plans import document, resource

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs/schemas/inspection.v1.schema.json"
EXAMPLE = ROOT / "examples/eu-support-assistant/topology.yaml"
POLICY = "policy:\n  processing: [bloc:EU]\n  at_rest: [bloc:EU]\n"

INSIDE = resource("aws_s3_bucket.docs", {"bucket": "docs"})
ABROAD = resource("aws_s3_bucket.copy", {"bucket": "copy", "region": "us-east-1"})
STRANGE = resource("aws_quantum_ledger.q", {})
Run = Callable[..., Ended]


@pytest.fixture
def hold(tmp_path: Path, invoke: Run) -> Run:
    """`hold(*resources, policy=…, words=…)`: their plan against a policy."""

    def run(*resources: Any, policy: str = POLICY, words: tuple[str, ...] = ()) -> Ended:
        (tmp_path / "policy.yaml").write_text(policy, encoding="utf-8")
        planfile = _planfile(tmp_path, *resources)
        return invoke("verify", planfile, "--policy", tmp_path / "policy.yaml", *words)

    return run


def _planfile(folder: Path, *resources: Any) -> Path:
    file = folder / "plan.json"
    file.write_text(json.dumps(document(*resources)), encoding="utf-8")
    return file


def test_a_plan_that_keeps_a_policy_passes(hold: Run) -> None:
    ended = hold(INSIDE)

    assert ended.exit_code == 0
    assert ended.out == "1 resources: 1 covered / 0 without data / 0 refused / 0 unproven\n"


def test_a_plan_that_breaks_a_policy_is_refused_with_the_line_that_demands_it(hold: Run) -> None:
    ended = hold(INSIDE, ABROAD)

    assert ended.exit_code == 3
    assert "aws_s3_bucket.copy: data is kept in US" in ended.out
    assert "policy.yaml:3:12" in ended.out


def test_what_cannot_be_judged_fails_unless_the_policy_only_warns(hold: Run) -> None:
    warning = f"{POLICY}  on_unproven: warn\n"

    assert hold(STRANGE).exit_code == 3
    ended = hold(STRANGE, policy=warning)
    assert ended.exit_code == 0
    assert "warning[EVD003]: aws_quantum_ledger.q" in ended.out


def test_a_waiver_that_names_an_address_covers_it(hold: Run) -> None:
    waiver = (
        '  waivers:\n    - {code: EVD003, at: aws_s3_bucket.copy, reason: "ticket 1", '
        "owner: dpo@example.com, expires: 2999-12-31}\n"
    )

    ended = hold(ABROAD, policy=POLICY + waiver)

    assert ended.exit_code == 0
    assert "waived: ticket 1 (dpo@example.com, until 2999-12-31)" in ended.out


def test_the_document_keeps_its_schema(hold: Run) -> None:
    ended = hold(INSIDE, ABROAD, STRANGE, words=("--format", "json"))

    read = json.loads(ended.out)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(read)
    assert read["counts"] == {"covered": 1, "no_data": 0, "refused": 1, "unknown": 1}


@pytest.mark.parametrize("format_", ["github", "markdown", "sarif"])
def test_every_format_names_what_is_refused(hold: Run, format_: str) -> None:
    ended = hold(ABROAD, words=("--format", format_))

    assert ended.exit_code == 3
    assert "copy" in ended.out
    assert "EVD003" in ended.out


def test_a_foreign_plan_is_held_against_a_proof(tmp_path: Path, invoke: Run) -> None:
    planfile = _planfile(tmp_path, INSIDE, ABROAD)

    ended = invoke("verify", planfile, "--spec", EXAMPLE, "--foreign")

    assert ended.exit_code == 3
    assert "region aws:us-east-1 is not one of the proof's: aws:eu-central-1" in ended.out
    assert "1 covered / 0 without data / 1 refused" in ended.out


def test_a_plan_of_another_tree_is_told_how_it_can_be_judged(tmp_path: Path, invoke: Run) -> None:
    ended = invoke("verify", _planfile(tmp_path, INSIDE), "--spec", EXAMPLE)

    assert ended.exit_code == 3
    assert "the tree does not declare it" in ended.out
    assert "--foreign judges Terraform of your own" in ended.err


@pytest.mark.parametrize("words", [(), ("--spec", EXAMPLE, "--policy", EXAMPLE)])
def test_it_is_held_against_one_thing(
    tmp_path: Path, invoke: Run, words: tuple[object, ...]
) -> None:
    ended = invoke("verify", _planfile(tmp_path, INSIDE), *words)

    assert ended.exit_code == 2
    assert "name what to hold it against" in ended.err


def test_a_policy_that_demands_nothing_is_refused(hold: Run) -> None:
    ended = hold(INSIDE, policy="version: 1\n")

    assert ended.exit_code == 2
    assert "has no policy" in ended.err


def test_a_policy_with_a_country_that_nobody_knows_cannot_pass(hold: Run) -> None:
    ended = hold(INSIDE, policy="policy:\n  processing: [EU]\n")

    assert ended.exit_code == 2
    assert "write `bloc:EU`" in ended.err
