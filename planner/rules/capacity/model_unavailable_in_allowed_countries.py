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
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.levels import processing_levels, weigh, within
from planner.rules.residency import MANY, named, severity
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


def judge(case: Case) -> Iterator[Diagnostic]:
    known: dict[tuple[str, frozenset[str]], tuple[_Way, ...]] = {}
    for endpoint, path in case.leaving:
        levels = processing_levels(endpoint)
        model = _proprietary(_target(endpoint, path), case.catalog)
        if model is None or not levels or path.stop.processing is None:
            continue
        allowed = within(levels)
        if weigh(path.stop.processing, allowed)[0] is Verdict.PROVEN:
            continue
        key = (model, allowed)
        if key not in known:
            known[key] = tuple(_ways(model, allowed, case.catalog))
        if known[key] and all(way.outside for way in known[key]):
            yield _finding(endpoint, path, model, levels, known[key], case.catalog)


def _target(endpoint: Endpoint, path: Path) -> Target | None:
    return next((target for target in endpoint.targets if target.id == path.stop.id), None)


def _proprietary(target: Target | None, catalog: Catalog) -> str | None:
    """The name of a target's model; None where its weights are open, or nobody knows it."""
    model = target.model if target else None
    if not isinstance(model, ServedModel) or model.facts is None:
        return None
    return None if catalog.open_model(model.facts.name) else model.facts.name


def _ways(model: str, allowed: frozenset[str], catalog: Catalog) -> Iterator[_Way]:
    """Each way with what stands against it: all countries where it might be any."""
    for call in calls(catalog, model):
        verdict, _ = weigh(call.processing, allowed)
        yield _Way(call, verdict, call.processing.possible - allowed)


def _finding(
    endpoint: Endpoint,
    path: Path,
    model: str,
    levels: tuple[Allowance, ...],
    ways: tuple[_Way, ...],
    catalog: Catalog,
) -> Diagnostic:
    open_ones = [way for way in ways if way.verdict is Verdict.UNPROVEN]
    verdict = Verdict.UNPROVEN if open_ones else Verdict.VIOLATED
    nearest = _nearest(ways)
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"of {len(ways)} known ways to call {model}, none is proven to stay in "
        f"{' and '.join(f'`{level}`' for level in levels)}",
        at=path.at,
        also=tuple(Label(level.at, "the constraint") for level in levels),
        because=Step(
            "the nearest ways leave it too",
            "as the catalogue has them",
            tuple(Fact(_says(way, catalog), way.call.processing.row) for way in nearest),
        ),
        fixes=(
            *(Fix(_relaxation(way, catalog)) for way in nearest),
            Fix("take another model"),
        ),
        endpoint=endpoint.name,
        path=path.names(),
        offending=(model,),
        facts=tuple(way.call.processing.row for way in nearest),
    )


def _nearest(ways: tuple[_Way, ...]) -> tuple[_Way, ...]:
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
