"""Public endpoint for protected data.

## What it checks
A provider that the spec says is called at a public address, `access: public`, with health data,
other special categories, card data or export-controlled data. Where the spec says nothing of the
access, nothing is found.

## Why it matters
A public endpoint is open to whoever has a key, from anywhere: a key that leaks is enough. A private
one also needs the network.

## Example
`providers: {azure: {kind: azure-openai, access: public, …}}` for `data: [phi]`.

## Mend
Call it over a private endpoint, and switch its public access off.

## Sources
https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks;
https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.reached import GUARDED
from planner.rules.rule import Case, Rule
from planner.topology import Path, Provider, Role


def judge(case: Case) -> Iterator[Diagnostic]:
    public = {p.id: p for p in case.topology.providers if p.access == "public"}
    seen: set[tuple[str, str]] = set()
    for endpoint, path in case.protected if public else ():
        provider = public.get(path.stop.id.partition("/")[0])
        if provider is None or path.stop.role is not Role.PROVIDER:
            continue
        if path.data & GUARDED and (endpoint.id, provider.id) not in seen:
            seen.add((endpoint.id, provider.id))
            yield _finding(endpoint.name, provider, path)


def _finding(endpoint: str, provider: Provider, path: Path) -> Diagnostic:
    classes = " and ".join(f"`{name}`" for name in sorted(path.data & GUARDED))
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"{classes} of `{endpoint}` goes to `{provider.id}` at a public address",
        at=provider.at,
        fixes=(Fix("call it over a private endpoint: `access: private`"),),
        endpoint=endpoint,
        path=path.names(),
    )


RULE = Rule("NET002", "public endpoint for protected data", "0.2.0", judge)
