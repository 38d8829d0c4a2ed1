"""Discounts that overlap.

## What it checks
That at most one discount is on a line of the bill: one that names the line exactly, or else one
pattern.

## Why it matters
Two shares off one price may add up, or follow each other, or exclude each other; contracts differ.
The bill takes none of them rather than guess.

## Example
`discounts: [{on: "aws:*", percent: 10%, …}, {on: "*/nodes", percent: 5%, …}]` with a GPU pool.

## Mend
Make the patterns narrower, or name the line itself: that wins over every pattern.

## Sources
`prices.discounts` of the spec and of the files that it extends.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost import Line, fitting
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Severity, Step, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Discount


def judge(case: Case) -> Iterator[Diagnostic]:
    found: dict[tuple[Discount, ...], list[Line]] = {}
    for line in case.bill.lines:
        on_it = fitting(case.topology.terms.discounts, line)
        if len(on_it) > 1:
            found.setdefault(on_it, []).append(line)
    for discounts, lines in found.items():
        yield _finding(discounts, lines)


def _finding(discounts: tuple[Discount, ...], lines: list[Line]) -> Diagnostic:
    *others, last = discounts
    named = " and ".join(f"`{one.on}`" for one in discounts)
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"the discounts {named} are both on `{lines[0].id}`{more}, so neither is taken",
        at=last.at,
        also=tuple(Label(one.at, "another one on it") for one in others),
        because=Step(
            f"{len(lines)} line(s) have {len(discounts)} discounts",
            "as none of them names the line alone",
            tuple(Fact(f"`{one.on}`: {one.reason}", one.at) for one in discounts),
        ),
        fixes=(Fix(f"name the line itself, such as `on: {lines[0].id}`: that wins"),),
        path=("prices.discounts",),
        offending=tuple(line.id for line in lines),
    )


RULE = Rule("COST011", "discounts that overlap", "0.2.0", judge)
