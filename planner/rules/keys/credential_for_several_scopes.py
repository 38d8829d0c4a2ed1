"""Credential for several scopes.

## What it checks
Providers that are proven to process inside the bounds: whether another provider of the same kind,
which may run outside them, is called with the same `credential`; and whether the vendor's keys
open its other hosts too, unless `agreements: {separate_credentials: …}` says that this one
doesn't.

## Why it matters
The host that a request names decides where it runs. A key that opens the global host as well turns
a wrong base URL into a transfer that nothing stops.

## Example
OpenAI's project in Europe, whose key may open `api.openai.com` too.

## Mend
Use a project or workspace of its own for these calls, name it in `agreements`, and let the gateway
reach no other host (`egress: listed`).

## Sources
The catalogue's `handling.csv`, topic `wide_credential`; OpenAI's and Anthropic's pages on
residency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.diagnostics import Diagnostic, Severity, Verdict
from planner.rules.demands import Demand, finding
from planner.rules.handling import Ground, Handling
from planner.rules.levels import processing_levels, weigh, within
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Path, Provider, Stop

_Shown = tuple[Verdict, str, tuple[tuple[str, Ground], ...]]


def judge(case: Case) -> Iterator[Diagnostic]:
    providers = {provider.id: provider for provider in case.topology.providers}
    sharing = _by_credential(case.topology.providers)
    told = set()
    for endpoint, path, handling in case.handled:
        provider = providers.get(path.stop.id.partition("/")[0])
        levels = processing_levels(endpoint)
        if provider is None or not levels or (endpoint.name, provider.name) in told:
            continue
        allowed = within(levels)
        others = sharing.get((provider.kind, provider.credential), ())
        shown = _shown(provider, path.stop, handling, others, allowed)
        if shown is not None and allowed < case.catalog.countries.keys():
            told.add((endpoint.name, provider.name))
            demand = Demand("a credential may open no place outside", tuple(x.at for x in levels))
            yield _finding(endpoint, path, shown, demand)


def _by_credential(
    providers: Iterable[Provider],
) -> dict[tuple[str, str | None], list[Provider]]:
    """Providers of one kind that the spec says are called with one credential."""
    sharing: dict[tuple[str, str | None], list[Provider]] = {}
    for provider in providers:
        if provider.credential is not None:
            sharing.setdefault((provider.kind, provider.credential), []).append(provider)
    return sharing


def _shown(
    provider: Provider,
    stop: Stop,
    handling: Handling,
    sharing: Iterable[Provider],
    allowed: frozenset[str],
) -> _Shown | None:
    """What stands against the credential of a provider that itself stays inside."""
    if stop.processing is None or weigh(stop.processing, allowed)[0] is not Verdict.PROVEN:
        return None
    for other in sharing:
        if other is not provider and not _stays(other, allowed):
            says = (
                f"credential `{provider.credential}` also opens {other.id}, which may run outside"
            )
            return Verdict.VIOLATED, says, ((says, other.at),)
    wide = handling.wide_credential
    if wide is None or provider.agreements.separate_credentials is not None:
        return None
    return Verdict.UNPROVEN, "its credential may open places outside too", ((wide.note, wide.row),)


def _stays(provider: Provider, allowed: frozenset[str]) -> bool:
    return all(model.processing.possible <= allowed for model in provider.models.values())


def _finding(endpoint: Endpoint, path: Path, shown: _Shown, demand: Demand) -> Diagnostic:
    verdict, says, facts = shown
    return finding(
        RULE.code,
        verdict,
        demand,
        endpoint,
        path,
        says=says,
        facts=facts,
        fixes=(
            "take a credential of its own, named in `agreements: {separate_credentials: …}`",
            "let the gateway reach the listed hosts alone (`egress: listed`)",
        ),
        weight=Severity.WARNING,
    )


RULE = Rule("KEY003", "credential for several scopes", "0.2.0", judge)
