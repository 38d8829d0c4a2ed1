"""Denied country in reach.

## What it checks
Whether protected data can be processed or kept in a country of `countries: {deny: […]}`, and
whether users call from one. A denial stands beside what is allowed, and is signed for by itself: a
waiver of another finding never opens a denied country. An endpoint that doesn't say where its users
are is unproven.

## Why it matters
Embargoes, sanctions and contracts name countries that must be out of reach, by whatever way. A
worldwide scope of deployment includes them.

## Example
`countries: {deny: [CN]}` with `{kind: alibaba, mode: global, …}`, which may run in China although
it is called in Frankfurt.

## Mend
Take a scope, profile or vendor that doesn't reach it, and state `users` of the endpoint.

## Sources
The catalogue's rows; https://www.alibabacloud.com/help/en/model-studio/germany-frankfurt-global
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.levels import denied_levels, weigh_denied
from planner.rules.residency import named, severity
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Path
from planner.values import value


@value
class _Reached:
    """What a stop does in denied countries."""

    what: str
    """`processed` or `kept`."""
    verdict: Verdict
    countries: frozenset[str]
    reach: Reach


def judge(case: Case) -> Iterator[Diagnostic]:
    bound = {endpoint.name: denied_levels(endpoint) for endpoint in case.topology.endpoints}
    for endpoint, path in case.protected if any(bound.values()) else ():
        levels = bound[endpoint.name]
        if levels and not path.hops:
            yield from _users(endpoint, levels, case.catalog)
        elif reached := _reached(path, levels):
            yield _finding(endpoint, path, levels, reached, case.catalog)


def _reached(path: Path, levels: tuple[Allowance, ...]) -> _Reached | None:
    """The worst that a stop does in denied countries; None where it does nothing there."""
    found = []
    for what, reach in (("processed", path.stop.processing), ("kept", path.stop.at_rest)):
        if reach is not None:
            verdict, countries = weigh_denied(reach, levels)
            if countries:
                found.append(_Reached(what, verdict, countries, reach))
    return next((one for one in found if one.verdict is Verdict.VIOLATED), next(iter(found), None))


def _finding(
    endpoint: Endpoint,
    path: Path,
    levels: tuple[Allowance, ...],
    reached: _Reached,
    catalog: Catalog,
) -> Diagnostic:
    may = "is" if reached.verdict is Verdict.VIOLATED else "may be"
    where = named(reached.countries, catalog)
    denying = _denying(levels, reached.countries)
    denied = (Fact(f"denied: {level}", level.at) for level in denying)
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, reached.verdict),
        verdict=reached.verdict,
        message=f"data of `{endpoint.name}` {may} {reached.what} in {where}, which is denied: "
        f"{path.stop.title}",
        at=path.at,
        also=_labels(levels, reached.countries),
        because=Step(
            f"{path.stop.title} reaches {where}",
            "and what a level denies is out of reach, whatever another allows",
            (*denied, _bounds(reached, catalog)),
        ),
        fixes=(Fix("take a scope, profile or vendor that doesn't reach it"),),
        endpoint=endpoint.name,
        path=path.names(),
        offending=tuple(sorted(reached.countries)),
        facts=(reached.reach.row,),
    )


def _bounds(reached: _Reached, catalog: Catalog) -> Fact:
    reach = reached.reach
    says = f"it reaches {named(reach.possible, catalog)}"
    return Fact(f"{says} ({reach.note})" if reach.note else says, reach.row)


def _users(
    endpoint: Endpoint, levels: tuple[Allowance, ...], catalog: Catalog
) -> Iterator[Diagnostic]:
    if endpoint.users is None:
        verdict, countries = Verdict.UNPROVEN, frozenset[str]()
        says = f"nobody says from where users of `{endpoint.name}` call, and some places are denied"
    else:
        callers = endpoint.users.countries
        countries = callers & frozenset[str]().union(*(level.countries for level in levels))
        verdict = Verdict.VIOLATED
        says = f"users of `{endpoint.name}` call from {named(countries, catalog)}, which is denied"
    if endpoint.users is None or countries:
        yield Diagnostic(
            code=RULE.code,
            severity=severity(endpoint, verdict),
            verdict=verdict,
            message=says,
            at=endpoint.users.at if endpoint.users else endpoint.at,
            also=_labels(levels, countries),
            fixes=(Fix("state `users`, and refuse calls from elsewhere"),),
            endpoint=endpoint.name,
            path=(endpoint.id,),
            offending=tuple(sorted(countries)),
        )


def _labels(levels: tuple[Allowance, ...], countries: frozenset[str]) -> tuple[Label, ...]:
    return tuple(Label(level.at, "the denial") for level in _denying(levels, countries))


def _denying(levels: tuple[Allowance, ...], countries: frozenset[str]) -> Iterator[Allowance]:
    """The levels that deny some of the countries; all of them where none is named."""
    return (level for level in levels if not countries or level.countries & countries)


RULE = Rule("SOV012", "denied country in reach", "0.2.0", judge)
