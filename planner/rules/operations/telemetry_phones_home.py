"""Telemetry phones home.

## What it checks
Where servers of your own (`hardware`) may call home by default, against the countries of `at_rest`
or, without it, of `processing`. Their software is yours to configure, and no spec names it: vLLM is
taken, which most of them run. Of gateways and GPU pools nothing is found, whatever their image:
topoplan writes their settings, and switches telemetry off.

It warns: such calls carry no prompts.

## Why it matters
Usage statistics go to a host that no allow-list names, with your address and the shape of your
installation.

## Example
vLLM on two servers in a hall in Munich, which tells `stats.vllm.ai` what it runs on.

## Mend
Set the component's switch (`VLLM_NO_USAGE_STATS=1`), and let the servers reach only what they call.
Where something else serves there, waive the finding and say what.

## Sources
The catalogue's `telemetry_sinks.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity
from planner.rules.levels import processing_levels, storage_levels
from planner.rules.rule import Case, Rule
from planner.rules.telling import telling_findings
from planner.topology import Allowance, Endpoint, Path, Provider, Role


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
    own = {
        call.id
        for endpoint in case.topology.endpoints
        for call in endpoint.calls
        if isinstance(call.site, Provider) and call.site.hardware is not None
    }
    for endpoint, path in case.reached:
        levels = storage_levels(endpoint) or processing_levels(endpoint)
        if path.stop.role is not Role.TELEMETRY or not levels or path.stop.id in seen:
            continue
        if path.hops[-1].tail in own:
            seen.add(path.stop.id)
            yield endpoint, path, levels


RULE = Rule("OPS006", "telemetry phones home", "0.2.0", judge)
