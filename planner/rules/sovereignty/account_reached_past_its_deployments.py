"""Account reached past its deployments.

## What it checks
An endpoint under a constraint on places calls an Azure account that answers at a public address
(`access: public`).

## Why it matters
The deployment type that is proven binds calls of that deployment. Instant models of Foundry, a
preview, need none and run in any region; whoever reaches the account with its key can call them,
and a policy on deployment types sees nothing of it.

## Example
`azure: {kind: azure-openai, mode: Standard, access: public, …}` under `processing: [SE]`.

## Mend
Call the account over a private endpoint, with the gateway's identity alone, and disable its keys.

## Sources
https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Step, Verdict
from planner.rules.levels import processing_levels
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path, Provider, Role

_KINDS = frozenset({"azure-openai", "azure-foundry-claude"})


def judge(case: Case) -> Iterator[Diagnostic]:
    public = {p.id: p for p in case.topology.providers if p.kind in _KINDS and p.access == "public"}
    seen: set[tuple[str, str]] = set()
    for endpoint, path in case.protected if public else ():
        provider = public.get(path.stop.id.partition("/")[0])
        if provider is None or path.stop.role is not Role.PROVIDER:
            continue
        levels = processing_levels(endpoint, path)
        if levels and (endpoint.name, provider.name) not in seen:
            seen.add((endpoint.name, provider.name))
            yield _finding(endpoint, provider, path, levels)


def _finding(
    endpoint: Endpoint, provider: Provider, path: Path, levels: tuple[Allowance, ...]
) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=f"whoever has a key of `{provider.id}`, which `{endpoint.name}` calls, can call "
        "models of it that run in any region",
        at=provider.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step(
            f"`{provider.id}` answers at a public address",
            "and only its deployments are bound to a place",
            (Fact("`access: public`", provider.at),),
        ),
        fixes=(Fix("call it over a private endpoint: `access: private`, and disable its keys"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(provider.id,),
    )


RULE = Rule("SOV017", "account reached past its deployments", "0.2.0", judge)
