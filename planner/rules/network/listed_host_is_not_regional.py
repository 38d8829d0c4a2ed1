"""Listed host is not regional.

## What it checks
A gateway that may reach the hosts of its targets only, `egress: listed`, with a target whose place
is proven and whose host also answers calls that run elsewhere: the same name serves another mode
of the same vendor, and the list can't tell the two apart. Bedrock is left out, whose calls are
bound by rights and not by hosts.

## Why it matters
An allow-list of hosts is as narrow as its widest host. `api.anthropic.com` runs a call in the US or
anywhere, as the request says.

## Example
`anthropic` with `mode: us` under `processing: [US]`, behind a gateway with `egress: listed`.

## Mend
Bind it at the vendor, such as by the geographies that a workspace allows, or take a vendor with
regional hosts.

## Sources
https://platform.claude.com/docs/en/manage-claude/data-residency; the hosts of `processing.csv`
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Processing
from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Step, Verdict
from planner.rules.levels import processing_levels, weigh, within
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Provider


def judge(case: Case) -> Iterator[Diagnostic]:
    providers = {provider.id: provider for provider in case.topology.providers}
    for endpoint, path in case.protected:
        levels = processing_levels(endpoint)
        provider = providers.get(path.stop.id.partition("/")[0])
        gateway = endpoint.gateway
        if not levels or provider is None or gateway is None or gateway.egress != "listed":
            continue
        allowed = within(levels)
        reach = path.stop.processing
        if reach is not None and weigh(reach, allowed)[0] is Verdict.PROVEN:
            yield from _findings(case, endpoint, path, provider, allowed)


def _findings(
    case: Case, endpoint: Endpoint, path: Path, provider: Provider, allowed: frozenset[str]
) -> Iterator[Diagnostic]:
    called = case.catalog.api_at(provider.host)
    same = (other for other, region in called if region is None and other.kind == provider.kind)
    reaches = ((other, case.catalog.processing_reach(other, region=None)) for other in same)
    wider = [(other, reach) for other, reach in reaches if reach.possible - allowed]
    if not wider:
        return
    other, reach = wider[0]
    yield Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"`{provider.host}`, which `{endpoint.name}` calls, also runs calls in "
        f"{named(reach.possible - allowed, case.catalog)}",
        at=path.at,
        because=Step(
            f"a list of hosts that has `{provider.host}` lets such calls pass too",
            "and data may be processed only where every level of the policy allows",
            (Fact(_says(other), other.row),),
        ),
        fixes=(Fix("bind it at the vendor, or take one with regional hosts"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(provider.host,),
        facts=(other.row,),
    )


def _says(other: Processing) -> str:
    return f"the same host runs calls in `{other.possible}` in another mode"


RULE = Rule("NET004", "listed host is not regional", "0.2.0", judge)
