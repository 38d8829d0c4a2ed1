"""Telemetry phones home.

## What it checks
Where a gateway or a serving component calls home by default, against the countries of `at_rest` or,
without it, of `processing`. Of what topoplan configures itself nothing is found: it switches
telemetry off. It speaks of components on clouds whose configuration is your own.

It warns: such calls carry no prompts.

## Why it matters
A price list or usage statistics are fetched from a host that no allow-list names, with your address
and the shape of your installation.

## Example
A LiteLLM gateway on Scaleway, which fetches its price map from `raw.githubusercontent.com`.

## Mend
Set the switch that the finding names, and let the gateway reach only what it calls.

## Sources
The catalogue's `telemetry_sinks.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity
from planner.rules.levels import processing_levels, storage_levels
from planner.rules.rule import Case, Rule
from planner.rules.telling import telling_findings
from planner.topology import Allowance, Endpoint, Path, Role

_COMPONENTS = frozenset({Role.GATEWAY, Role.POOL})


def judge(case: Case) -> Iterator[Diagnostic]:
    return telling_findings(
        case,
        RULE.code,
        Severity.WARNING,
        tuple(_told(case)),
        Fix("set the component's switch, and keep it from any other host"),
    )


def _told(case: Case) -> Iterator[tuple[Endpoint, Path, tuple[Allowance, ...]]]:
    """Each sink once, with the first endpoint whose policy speaks of places."""
    seen: set[str] = set()
    for endpoint, path in case.reached:
        levels = storage_levels(endpoint) or processing_levels(endpoint)
        if path.stop.role is not Role.TELEMETRY or not levels or path.stop.id in seen:
            continue
        if case.topology.graph.stops[path.hops[-1].tail].role in _COMPONENTS:
            seen.add(path.stop.id)
            yield endpoint, path, levels


RULE = Rule("OPS006", "telemetry phones home", "0.2.0", judge)
