"""Metadata leaves the allowed countries.

## What it checks
What holds no prompts and tells of them, for endpoints with health data, other special categories or
export-controlled data under `at_rest`: an API's control plane that isn't bound to the region that
is called, and stores with `payload: metadata`.

It is a note: no constraint is broken.

## Why it matters
Names of users, of fields of a structured output or of files are set by the application, and travel
as usage and billing data. That a patient was asked about at all can be the secret.

## Example
`openai` with `region: eu`, whose account and usage metadata stay outside of the region.

## Mend
Keep personal data out of user ids, schema names and metadata fields.

## Sources
OpenAI's and Mistral's pages on residency, by the catalogue's `control_planes.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity
from planner.rules.levels import storage_levels
from planner.rules.rule import Case, Rule
from planner.rules.telling import telling_findings
from planner.topology import Allowance, Endpoint, Path, Role

_SECRET = frozenset({"export_controlled", "phi", "special_category"})
_COMPONENTS = frozenset({Role.GATEWAY, Role.POOL})
"""What tells of their calls is another rule's."""


def judge(case: Case) -> Iterator[Diagnostic]:
    return telling_findings(
        case,
        RULE.code,
        Severity.NOTE,
        tuple(_told(case)),
        Fix("keep personal data out of user ids, schema names and metadata fields"),
    )


def _told(case: Case) -> Iterator[tuple[Endpoint, Path, tuple[Allowance, ...]]]:
    for endpoint, path in case.reached:
        levels = storage_levels(endpoint)
        if not levels or not endpoint.data & _SECRET or not path.hops:
            continue
        hop = path.hops[-1]
        is_told = not hop.carries_data and path.stop.role not in (Role.HUB, Role.KEYS)
        if is_told and case.topology.graph.stops[hop.tail].role not in _COMPONENTS:
            yield endpoint, path, levels


RULE = Rule("OPS007", "metadata leaves the allowed countries", "0.2.0", judge)
