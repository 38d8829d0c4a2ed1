"""Specs as values: a small vocabulary of places, and what the rules say of a spec."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from planner.catalog import load
from planner.cost import estimate
from planner.diagnostics import Diagnostic, SourceText, Verdict
from planner.layout import lay_out
from planner.rules import check, verdicts
from planner.spec import read_text
from planner.topology import resolve

TODAY = date(2026, 12, 1)
TOMORROW, YESTERDAY = "2026-12-02", "2026-11-30"

Spec = dict[str, Any]

PROVIDERS: Mapping[str, Spec] = {
    "fra": {"kind": "bedrock", "region": "eu-central-1", "mode": "geo"},
    "world": {"kind": "bedrock", "region": "eu-central-1", "mode": "global"},
    "us": {"kind": "bedrock", "region": "us-east-1", "mode": "geo"},
    "swe": {"kind": "azure-openai", "region": "swedencentral", "mode": "DataZoneStandard"},
    "openai": {"kind": "openai", "region": "global"},
    "scaleway": {"kind": "scaleway"},
    "own": {
        "kind": "openai-compatible",
        "host": "llm.example.de",
        "operator": "Example GmbH",
        "country": "DE",
        "evidence": "contract 4711",
    },
}
_MODELS = {
    "bedrock": "claude-sonnet-4-6",
    "azure-openai": "gpt-5.1",
    "openai": "gpt-5.1",
    "scaleway": "llama-3.3-70b-instruct",
    "openai-compatible": "llama-3.3-70b-instruct",
}


def spec(endpoints: Mapping[str, Spec], **more: Any) -> Spec:
    """A spec with the providers that its routes call, each with a model `m`."""
    called = {target.partition("/")[0] for each in endpoints.values() for target in each["route"]}
    providers = {name: _provider(name) for name in sorted(called)}
    base = {"version": 1, "topology": "hello", "state": {"region": "eu-central-1"}}
    return {**base, "providers": providers, "endpoints": dict(endpoints), **more}


def _provider(name: str) -> Spec:
    words = PROVIDERS[name]
    return {**words, "models": {"m": _MODELS[words["kind"]]}}


def endpoint(*sites: str, data: str = "personal", **policy: Any) -> Spec:
    """An endpoint whose route calls the model `m` of each site."""
    words: Spec = {"data": [data], "route": [f"{site}/m" for site in sites]}
    return {**words, "policy": policy} if policy else words


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of a spec."""

    findings: tuple[Diagnostic, ...]
    verdicts: Mapping[str, Verdict]

    def of(self, code: str) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.findings if found.code == code)


def said(words: Spec) -> Said:
    """The findings and verdicts of a spec, on the first of December 2026."""
    read = read_text(SourceText(PurePath("topology.yaml"), json.dumps(words)))
    assert read.value is not None, [each.message for each in read.diagnostics]
    topology = resolve(read.value, load()).value
    assert topology is not None
    bill = estimate(topology, lay_out(topology), load())
    findings = check(topology, bill, load(), today=TODAY)
    return Said(findings, verdicts(topology, findings))
