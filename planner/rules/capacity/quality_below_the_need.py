"""Quality below the need.

## What it checks
That the model of every target of a route, fallbacks included, is at least of the class that
`needs.quality` asks for. What the team's own `evaluations` found of a model for this kind of task
wins; else the catalogue's class of the model counts. A primary that is known to be lower is an
error, and a fallback a warning: in an outage a weaker answer may be better than none. It is no more
than a warning either where the class was not looked up. A model that nobody ranks is unproven, and
one note tells of all of them.

## Why it matters
A model that is too weak fails without an error code: answers come, and they are wrong.

## Example
`needs: {quality: frontier}` with `route: [bedrock-fra/haiku]`.

## Mend
Take a model that is good enough, or ask for less. Where your own tests find the model good enough,
write it down: `evaluations: {models: {claude-haiku-4-5: {quality: mid, evidence: …, date: …}}}`.

## Sources
The catalogue's `quality.csv`: defaults by this project's own judgement, from the groups of models
that can stand in for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalog import TIERS, Catalog
from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.needs import Met, name_of, quality
from planner.rules.rule import Case, Rule
from planner.rules.unproven import Open, unproven
from planner.topology import Endpoint, Provider, Target

_NAMED = 3
"""Models that are offered instead."""


def judge(case: Case) -> Iterator[Diagnostic]:
    open_ = []
    for endpoint in case.topology.endpoints:
        for target in endpoint.targets:
            met = quality(endpoint, target, case.catalog)
            if met is not None and met.verdict is Verdict.VIOLATED:
                yield _finding(endpoint, target, met, case.catalog)
            elif met is not None and met.verdict is Verdict.UNPROVEN:
                open_.append(_open(endpoint, target, met))
    evaluate = Fix("evaluate it on your own tasks, and write what you find below `evaluations`")
    yield from unproven(RULE.code, open_, evaluate)


def _open(endpoint: Endpoint, target: Target, met: Met) -> Open:
    return Open(
        endpoint=endpoint,
        need=met.need,
        subject=target.id,
        at=target.at,
        says="nobody ranks",
        of=name_of(target.model),
        because=met.because,
    )


def _finding(endpoint: Endpoint, target: Target, met: Met, catalog: Catalog) -> Diagnostic:
    is_error = met.is_sure and target.role == "primary"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR if is_error else Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` needs {endpoint.needs.quality} quality, and {met.says}",
        at=target.at,
        because=met.because,
        fixes=(_fix(endpoint, target, catalog),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
    )


def _fix(endpoint: Endpoint, target: Target, catalog: Catalog) -> Fix:
    asked = endpoint.needs.quality or TIERS[0]
    served = catalog.api_models(target.site.kind) if isinstance(target.site, Provider) else ()
    enough = _enough(asked, served, catalog)[:_NAMED]
    named = f", such as {', '.join(enough)}" if enough else ""
    return Fix(f"take a model of {asked} quality{named}; or state your own evaluation")


def _enough(asked: str, served: Iterable[str], catalog: Catalog) -> list[str]:
    """Models of a class or above: first what was looked up, then the lowest class that will do."""
    names = set(catalog.models_at_least(asked)) & set(served)
    known = (catalog.quality(name) for name in names)
    ranked = ((one.row.is_hearsay, TIERS.index(one.tier), one.model) for one in known if one)
    return [name for *_, name in sorted(ranked)]


RULE = Rule("CAP015", "quality below the need", "0.2.0", judge)
