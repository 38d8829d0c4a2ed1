"""Regimes that conflict.

## What it checks
Whether the levels of a policy, regimes among them, leave anything to allow: some country for
processing, some country for storage, and a log that is kept both as long as one level asks and no
longer than another lets prompts be kept. The finding names a smallest set of levels that conflict:
without any of them, the others would agree. A law that a transfer can satisfy conflicts with none.

## Why it matters
No topology keeps such a policy. Each rule alone would only send its reader from one country to the
next.

## Example
`policy: {regimes: [CN_PIPL_DSL], processing: [US]}`.

## Mend
Split the endpoint, one for each law; keep a log without prompts beside the prompts; or have counsel
change one of the levels.

## Sources
Liffiton and Sakallah, Algorithms for computing minimal unsatisfiable subsets, 2008 (deletion).
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Span, Step, Verdict
from planner.rules.call_logs import least, logs_by_endpoint, most, torn
from planner.rules.levels import fixed, processing_levels, storage_levels, within
from planner.rules.rule import Case, Rule
from planner.topology import Allowance, Endpoint, Policy, Store


def judge(case: Case) -> Iterator[Diagnostic]:
    yield from _places(case)
    logs_of = logs_by_endpoint(case)
    for endpoint in case.topology.endpoints:
        logs = logs_of.get(endpoint.name, ())
        store = torn(endpoint, logs) if endpoint.is_protected else None
        longest, shortest = least(endpoint), most(endpoint)
        if store is not None and longest is not None and shortest is not None:
            yield _torn(endpoint, store, longest, shortest)


def _places(case: Case) -> Iterator[Diagnostic]:
    """Levels that allow no country together; the same ones are told of once."""
    told: set[tuple[Span, ...]] = set()
    for endpoint in case.topology.endpoints:
        for what, levels in (
            ("processed", fixed(processing_levels(endpoint))),
            ("kept", fixed(storage_levels(endpoint))),
        ):
            core = _core(levels) if endpoint.is_protected else ()
            spans = tuple(level.at for level in core)
            if core and spans not in told:
                told.add(spans)
                yield _nowhere(endpoint, what, core)


def _core(levels: tuple[Allowance, ...]) -> tuple[Allowance, ...]:
    """A smallest set of levels that allow nothing together, by leaving out what can be.

    Nothing where they do allow something, or where one of them alone allows nothing.
    """
    if not levels or within(levels) or not all(level.countries for level in levels):
        return ()
    core = list(levels)
    for level in levels:
        others = [one for one in core if one is not level]
        if not within(tuple(others)):
            core = others
    return tuple(core)


def _nowhere(endpoint: Endpoint, what: str, core: tuple[Allowance, ...]) -> Diagnostic:
    *others, last = core
    names = " and ".join(f"`{level}`" for level in core)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"data of `{endpoint.name}` may be {what} nowhere: {names} have no country in "
        "common",
        at=last.at,
        also=tuple(Label(level.at, "conflicts with it") for level in others),
        because=Step(
            f"the levels leave no country where data may be {what}",
            "and without any of these they would",
            tuple(Fact(f"allowed: {level}", level.at) for level in core),
        ),
        fixes=(
            Fix("split the endpoint, one for each law"),
            Fix("if counsel agrees, change one of them"),
        ),
        endpoint=endpoint.name,
        path=(endpoint.id, "policy"),
        offending=tuple(str(level) for level in core),
    )


def _torn(endpoint: Endpoint, store: Store, longest: Policy, shortest: Policy) -> Diagnostic:
    least_days, most_days = longest.log_retention_days, shortest.retention_days
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{store.id}` would have to keep the calls of `{endpoint.name}` for {least_days} "
        f"days, as asked by {longest.title}, and their prompts for at most {most_days}",
        at=store.at,
        also=(Label(longest.at, "as long as this"), Label(shortest.at, "no longer than this")),
        because=Step(
            "one store can't do both",
            "and it holds the prompts with the log",
            (
                Fact(
                    f"{longest.title} asks for logs of {least_days} days",
                    longest.regime.row if longest.regime else longest.at,
                ),
                Fact(f"prompts may be kept for {most_days} days", shortest.at),
                Fact(f"`{store.id}` receives prompts", store.at),
            ),
        ),
        fixes=(Fix(f"keep a log without prompts (`payload: metadata`) for {least_days} days"),),
        endpoint=endpoint.name,
        path=(endpoint.id, store.id),
        offending=("retention_days", "log_retention_days"),
    )


RULE = Rule("REG005", "regimes that conflict", "0.2.0", judge)
