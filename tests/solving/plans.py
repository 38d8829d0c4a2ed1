"""Plans of specs that are values, on the first of December 2026."""

from __future__ import annotations

import json
from pathlib import PurePath

from planner.catalog import load
from planner.diagnostics import Edit, SourceText
from planner.pipeline import Plan, plan_of
from planner.spec import edited, read_text
from tests.rules.specs import TODAY, Spec

TRAFFIC = {"requests_per_month": "1M", "input_tokens": 1000, "output_tokens": 200}


def planned(words: Spec) -> Plan:
    read = read_text(SourceText(PurePath("topology.yaml"), json.dumps(words)))
    assert read.value is not None, [each.message for each in read.diagnostics]
    return plan_of(read.value, load(), today=TODAY)


def with_edits(plan: Plan, edits: tuple[Edit, ...]) -> Plan:
    spec = edited(plan.spec, edits)
    assert spec is not None
    return plan_of(spec, plan.catalog, today=plan.today)


def fingerprints(plan: Plan) -> set[str]:
    """Of what stands against the plan."""
    return {finding.fingerprint for finding in plan.errors}
