"""Inner policy that widens.

## What it checks
Whether a file's or an endpoint's policy allows what a level outside it doesn't: a country, a
region, an operator, its home or its owner's country, longer retention, shorter logs, training,
review by people, keys of the operator's own, a lower level of sovereignty, fewer targets, or to
pass what is unproven. A file stands outside of those that extend it, and a policy of all endpoints
outside of that of one.

## Why it matters
It has no effect: every level has to hold, and the outer one still stands. But whoever wrote it
believes that it does, and it would have, the day the outer level goes.

## Example
`policy: {processing: [bloc:EU]}` with `endpoints: {chat: {policy: {processing: [bloc:EU, US]}}}`.

## Mend
Delete what is wider. If it is meant, the outer level's owner has to allow it, or sign a waiver of
the finding that it was written for. A waiver of this finding counts in a level outside only.

## Sources
DESIGN of the language: policies are merged in order, narrowing only.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from planner.catalog import Catalog
from planner.diagnostics import Diagnostic, Fix, Label, Severity, Span, Verdict
from planner.rules.residency import named
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Lineage, Policy, Regions, is_outside
from planner.values import value


@value
class _Widening:
    """What an inner level allows under one key and an outer level doesn't."""

    key: str
    says: str
    inner: Span
    outer: Span
    offending: tuple[str, ...]


def judge(case: Case) -> Iterator[Diagnostic]:
    shared, lineage = case.topology.policies, case.topology.lineage
    yield from _findings(shared, 0, None, lineage, case.catalog)
    for endpoint in case.topology.endpoints:
        yield from _findings(endpoint.policies, len(shared), endpoint, lineage, case.catalog)


def _findings(
    levels: tuple[Policy, ...],
    start: int,
    endpoint: Endpoint | None,
    lineage: Lineage,
    catalog: Catalog,
) -> Iterator[Diagnostic]:
    """The levels from `start` on, each against those outside it."""
    for place in range(start, len(levels)):
        inner = levels[place]
        if inner.regime is not None:
            continue  # whoever names a law doesn't choose what it allows
        outers = [outer for outer in levels if is_outside(outer, inner, lineage)]
        found = [(wide, outer) for outer in outers for wide in _widenings(inner, outer, catalog)]
        # of several levels that are narrower, the outermost is named
        for wide, outer in {wide.key: (wide, outer) for wide, outer in reversed(found)}.values():
            yield _finding(wide, inner, outer, endpoint)


_PLACES = {
    "processing": "processing",
    "at_rest": "at_rest",
    "homes": "operators.homes",
    "parents": "operators.parents",
    "key_custody": "key_custody",
    "support": "support",
}
"""Sets of countries that a level allows, and the keys that they are written under."""

_AT_MOST, _AT_LEAST = ("fact_age_days", "retention_days"), ("log_retention_days", "min_targets")
"""Numbers that an inner level may only lower, and those that it may only raise."""

_RELAXED = {
    "human_review": ("allow", "deny"),
    "keys": ("provider", "customer"),
    "on_unproven": ("warn", "fail"),
    "training": ("allow", "deny"),
}
"""What an inner level may not say where an outer one says the second."""


def _widenings(inner: Policy, outer: Policy, catalog: Catalog) -> Iterator[_Widening]:
    for name, key in _PLACES.items():
        yield from _countries(key, getattr(inner, name), getattr(outer, name), catalog)
    yield from _regions(inner.regions, outer.regions, catalog)
    yield from _operators(inner, outer)
    yield from _numbers(inner, outer)
    for key, (relaxed, strict) in _RELAXED.items():
        if (getattr(inner, key), getattr(outer, key)) == (relaxed, strict):
            says = f"says `{key}: {relaxed}` where `{strict}` is demanded"
            yield _Widening(key, says, inner.at, outer.at, (relaxed,))


def _operators(inner: Policy, outer: Policy) -> Iterator[_Widening]:
    if inner.operators_approved is None or outer.operators_approved is None:
        return
    more = tuple(sorted(set(inner.operators_approved) - set(outer.operators_approved)))
    if more:
        names = ", ".join(f"`{name}`" for name in more)
        says = f"approves {names}, and not all of them are approved outside"
        yield _Widening("operators.approved", says, inner.at, outer.at, more)


def _numbers(inner: Policy, outer: Policy) -> Iterator[_Widening]:
    for key in (*_AT_MOST, *_AT_LEAST):
        mine, theirs = getattr(inner, key), getattr(outer, key)
        if mine is None or theirs is None:
            continue
        if mine > theirs if key in _AT_MOST else mine < theirs:
            bound = "at most" if key in _AT_MOST else "at least"
            says = f"says `{key}: {mine}` where {bound} {theirs} is demanded"
            yield _Widening(key, says, inner.at, outer.at, (str(mine),))
    for goal in sorted(inner.seal.keys() & outer.seal.keys()):
        if inner.seal[goal] < outer.seal[goal]:
            says = (
                f"asks for level {inner.seal[goal]} of {goal} where {outer.seal[goal]} is demanded"
            )
            yield _Widening(f"seal.{goal}", says, inner.at, outer.at, (str(inner.seal[goal]),))


def _countries(
    key: str, inner: Allowance | None, outer: Allowance | None, catalog: Catalog
) -> Iterator[_Widening]:
    more = inner.countries - outer.countries if inner and outer else None
    if inner and outer and more:
        says = f"allows {named(more, catalog)} in `{key}`, beyond `{outer}`"
        yield _Widening(key, says, inner.at, outer.at, tuple(sorted(more)))


def _regions(inner: Regions | None, outer: Regions | None, catalog: Catalog) -> Iterator[_Widening]:
    if inner is None or outer is None:
        return
    wider = tuple(p for p in inner.allow or () if _is_wider(p, outer, catalog))
    if wider:
        patterns = ", ".join(f"`{pattern}`" for pattern in wider)
        says = f"allows regions {patterns}, and not all of them are allowed outside"
        yield _Widening("regions", says, inner.at, outer.at, wider)


def _is_wider(pattern: str, outer: Regions, catalog: Catalog) -> bool:
    """Whether a pattern names a region that `outer` doesn't allow, or only such as it denies."""
    if pattern in (outer.allow or ()):
        return False
    cloud, _, _ = pattern.partition(":")
    names = [name for name in catalog.regions.get(cloud, {}) if _matches(cloud, name, pattern)]
    if outer.allow is not None:
        allowed = outer.allow
        if any(not any(_matches(cloud, name, a) for a in allowed) for name in names):
            return True
    return bool(names) and all(outer.refuses(cloud, name) for name in names)


def _matches(cloud: str, name: str, pattern: str) -> bool:
    return fnmatchcase(f"{cloud}:{name}", pattern)


def _finding(
    widening: _Widening, inner: Policy, outer: Policy, endpoint: Endpoint | None
) -> Diagnostic:
    whose = f"the policy of `{endpoint.name}`" if endpoint else "this policy"
    owner = endpoint.id if endpoint else widening.inner.path.name
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"{whose} {widening.says}: it has no effect, as every level has to hold",
        at=_at(widening.inner, inner, widening.key),
        also=(Label(_at(widening.outer, outer, widening.key), "the level outside it"),),
        fixes=(Fix("delete what is wider, or have the outer level changed"),),
        endpoint=endpoint.name if endpoint else None,
        path=(owner, f"policy.{widening.key}"),
        offending=widening.offending,
    )


def _at(span: Span, level: Policy, key: str) -> Span:
    """What is underlined: of a value that has no place of its own, its key."""
    return level.span(key) if span == level.at else span


RULE = Rule("SPC001", "inner policy that widens", "0.1.0", judge)
