"""Constraint that matches nothing.

## What it checks
That every pattern of `regions` matches a region that the catalogue knows, that every operator of
`operators.deny` is one that it knows or that the spec names, and that every code of `never_waive`
is a rule's.

## Why it matters
A denial with a slip of the pen denies nothing, and nothing else would ever say so.

## Example
`regions: {deny: ["aws:us-est-*"]}`.

## Mend
Write the name that the finding offers. A pattern for regions that are yet to come may stay: waive
it.

## Sources
The catalogue's regions and operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import filter as matching

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Fix, Severity, Span, Verdict
from planner.rules.rule import Case, Rule, rules
from planner.topology import Regions

_OFFERED = 2
"""Names that are offered instead."""


def judge(case: Case) -> Iterator[Diagnostic]:
    named = {stop.operator.id for stop in case.topology.graph.stops.values() if stop.operator}
    for policy in case.topology.levels():
        if policy.regions is not None:
            yield from _regions(policy.regions, case.catalog)
        for name in policy.operators_denied:
            if name not in named and case.catalog.operator(name) is None:
                says = f"the denied operator `{name}` is not known, so nothing is denied"
                yield _finding(says, name, policy.at, case.catalog.operators())
        for code in policy.never_waive:
            if code not in (codes := [rule.code for rule in rules()]):
                says = f"no rule has the code `{code}`, so no waiver is forbidden"
                yield _finding(says, code, policy.span("never_waive"), codes)


def _regions(regions: Regions, catalog: Catalog) -> Iterator[Diagnostic]:
    for pattern in (*(regions.allow or ()), *regions.deny):
        cloud, _, _ = pattern.partition(":")
        known = [f"{cloud}:{name}" for name in catalog.regions.get(cloud, ())]
        if not matching(known, pattern):
            says = f"`{pattern}` matches no region that is known"
            yield _finding(says, pattern, regions.at, _candidates(known, catalog))


def _candidates(known: list[str], catalog: Catalog) -> set[str]:
    """What a pattern may have been meant to be: a region, its neighbours, or any of a cloud."""
    neighbours = {f"{name.rpartition('-')[0]}-*" for name in known}
    return {*known, *neighbours} or {f"{cloud}:*" for cloud in catalog.regions}


def _finding(says: str, written: str, at: Span, known: Iterable[str]) -> Diagnostic:
    near = get_close_matches(written, sorted(known), n=_OFFERED)
    names = " or ".join(f"`{name}`" for name in near)
    hint = f"; did you mean {names}?" if near else ""
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        verdict=Verdict.UNPROVEN,
        message=says + hint,
        at=at,
        fixes=(Fix(f"write {names}" if near else "write a name that is known, or delete it"),),
        path=(f"{at.path.name}:policy", written),
        offending=(written,),
    )


RULE = Rule("SPC005", "constraint that matches nothing", "0.1.0", judge)
