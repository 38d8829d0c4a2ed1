"""Model unavailable in the allowed countries.

## What it checks
Where a target leaves the allowed countries: whether the catalogue knows any other way to call its
model, by whatever vendor, mode and region, that stays inside. If there is none, it says so, and
which countries would have to be allowed for the nearest ways. Open-weight models run on pools of
your own, and are left out.

## Why it matters
Nobody should search for a mode that doesn't exist. What is left is another model, or a decision for
counsel.

## Example
`gpt-5.4` under `processing: [DE, FR]`: Azure deploys it in Data Zones and in regions elsewhere.

## Mend
Take another model, or let counsel decide on one of the countries that are printed.

## Sources
The catalogue's models, profiles and regions
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Call, Catalog, calls
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Row, Severity, Step, Verdict
from planner.rules.levels import processing_levels, weigh, within
from planner.rules.residency import MANY, named
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path, ServedModel, Target
from planner.values import value

_NEAREST = 3
"""Ways that a finding prints."""


@value
class _Way:
    """A way to call a model, and what stands against it."""

    call: Call
    verdict: Verdict
    outside: frozenset[str]


@value
class _DeadEnd:
    """That no way to call a model stays inside, and which are nearest."""

    model: str
    ways: int
    verdict: Verdict
    facts: tuple[Fact, ...]
    fixes: tuple[Fix, ...]


def judge(case: Case) -> Iterator[Diagnostic]:
    known: dict[tuple[str, frozenset[str]], _DeadEnd | None] = {}
    for endpoint, path in case.leaving:
        levels = processing_levels(endpoint)
        model = _proprietary(_target(endpoint, path), case.catalog)
        if model is None or not levels or path.stop.processing is None:
            continue
        key = model, within(levels)
        if weigh(path.stop.processing, key[1])[0] is Verdict.PROVEN:
            continue
        if key not in known:
            known[key] = _dead_end(*key, case.catalog)
        if (dead_end := known[key]) is not None:
            yield _finding(endpoint, path, levels, dead_end)


def _target(endpoint: Endpoint, path: Path) -> Target | None:
    return next((target for target in endpoint.targets if target.id == path.stop.id), None)


def _proprietary(target: Target | None, catalog: Catalog) -> str | None:
    """The name of a target's model; None where its weights are open, or nobody knows it."""
    model = target.model if target else None
    if not isinstance(model, ServedModel) or model.facts is None:
        return None
    return None if catalog.open_model(model.facts.name) else model.facts.name


def _dead_end(model: str, allowed: frozenset[str], catalog: Catalog) -> _DeadEnd | None:
    """None where some way to call a model stays inside, or none is known at all."""
    ways = [_way(call, allowed) for call in calls(catalog, model)]
    if not ways or any(not way.outside for way in ways):
        return None
    is_open = any(way.verdict is Verdict.UNPROVEN for way in ways)
    nearest = _nearest(ways)
    return _DeadEnd(
        model=model,
        ways=len(ways),
        verdict=Verdict.UNPROVEN if is_open else Verdict.VIOLATED,
        facts=tuple(Fact(_says(way, catalog), way.call.processing.row) for way in nearest),
        fixes=tuple(Fix(_relaxation(way, catalog)) for way in nearest),
    )


def _way(call: Call, allowed: frozenset[str]) -> _Way:
    verdict, _ = weigh(call.processing, allowed)
    return _Way(call, verdict, call.processing.possible - allowed)


def _finding(
    endpoint: Endpoint, path: Path, levels: tuple[Allowance, ...], dead_end: _DeadEnd
) -> Diagnostic:
    allowed = " and ".join(f"`{level}`" for level in levels)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,  # that data leaves is an error of its own
        verdict=dead_end.verdict,
        message=f"of {dead_end.ways} known ways to call {dead_end.model}, none is proven to stay "
        f"in {allowed}",
        at=path.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step("the nearest ways leave it too", "as the catalogue has them", dead_end.facts),
        fixes=(*dead_end.fixes, Fix("take another model")),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(dead_end.model,),
        facts=tuple(fact.source for fact in dead_end.facts if isinstance(fact.source, Row)),
    )


def _nearest(ways: list[_Way]) -> tuple[_Way, ...]:
    """The ways that would need the fewest further countries, none needing all of another's.

    Those that reach an allowed country too come first: they need a bloc widened, not another one.
    """
    nearest: list[_Way] = []
    for way in sorted(ways, key=_distance):
        if not any(other.outside <= way.outside for other in nearest):
            nearest.append(way)
    return tuple(nearest[:_NEAREST])


def _distance(way: _Way) -> tuple[bool, bool, int, str, str]:
    is_elsewhere = way.outside == way.call.processing.possible
    far = len(way.outside)
    return far > MANY, is_elsewhere, far, way.call.kind, way.call.how


def _says(way: _Way, catalog: Catalog) -> str:
    return f"{way.call.kind} {way.call.how} adds {named(way.outside, catalog)}"


def _relaxation(way: _Way, catalog: Catalog) -> str:
    call = way.call
    return f"if counsel agrees, allow {named(way.outside, catalog)} for {call.kind} {call.how}"


RULE = Rule("CAP012", "model unavailable in the allowed countries", "0.2.0", judge)
