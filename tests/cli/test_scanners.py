"""`topoplan scanners`: what Checkov, KICS and Trivy want and a proof forbids."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from jsonschema import Draft202012Validator

from planner.catalog import load
from tests.cli.running import Ended
from tests.cost.plans import document, resource

ROOT = Path(__file__).parents[2]
BUCKETS = ROOT / "examples/document-extraction/topology.yaml"
SPEC = ROOT / "examples/eu-support-assistant/topology.yaml"
SCHEMA = ROOT / "docs/schemas/scanners.v1.schema.json"
Run = Callable[..., Ended]


def _azure(folder: Path) -> Path:
    file = folder / "plan.json"
    account = resource("azurerm_storage_account.s", {"location": "westeurope"})
    file.write_text(json.dumps(document(account)), encoding="utf-8")
    return file


def test_a_rule_is_listed_with_its_reason_and_the_line_that_skips_it(invoke: Run) -> None:
    ended = invoke("scanners", BUCKETS)

    assert ended.exit_code == 0
    assert "CKV_AWS_144  Ensure that S3 bucket has cross-region replication enabled" in ended.out
    assert "    --skip-check CKV_AWS_144\n" in ended.out
    assert "    #checkov:skip=CKV_AWS_144:contradicts the residency proof: " in ended.out


def test_rules_about_what_is_not_there_are_not_listed(tmp_path: Path, invoke: Run) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document(resource("aws_sqs_queue.q", {}))), encoding="utf-8")

    ended = invoke("scanners", SPEC, "--planfile", file)

    assert ended.out == "no rule of a scanner that is known contradicts the proof\n"


def test_the_types_of_a_plan_can_be_asked_for_and_one_scanner_only(
    tmp_path: Path, invoke: Run
) -> None:
    ended = invoke("scanners", SPEC, "--planfile", _azure(tmp_path), "--scanner", "trivy")

    assert "    AZU-0058\n" in ended.out
    assert "CKV_AZURE_206" not in ended.out


def test_the_document_keeps_its_schema(tmp_path: Path, invoke: Run) -> None:
    words = ("--planfile", _azure(tmp_path), "--format", "json")

    read = json.loads(invoke("scanners", SPEC, *words).out)

    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(read)
    assert [one["rule"] for one in read["conflicts"]] == ["CKV_AZURE_206", "AZU-0058"]


def test_without_a_constraint_on_places_nothing_is_contradicted(
    tmp_path: Path, invoke: Run
) -> None:
    spec = tmp_path / "topology.yaml"
    spec.write_text(
        "version: 1\ntopology: free\nendpoints: {c: {route: [p/m]}}\n"
        "providers: {p: {kind: openai, region: eu, models: {m: gpt-5.1}}}\n",
        encoding="utf-8",
    )

    ended = invoke("scanners", spec)

    assert "so there is no such proof" in ended.err


def test_every_rule_was_looked_up_in_its_scanner() -> None:
    sources = {"checkov": "checkov-rules", "kics": "kics-queries", "trivy": "trivy-checks"}

    for conflict in load().scanner_conflicts():
        assert conflict.row.source == sources[conflict.scanner]
