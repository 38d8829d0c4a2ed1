"""Discount on nothing.

## What it checks
That every discount of the spec's own file is on a line of the bill that has a list price.

## Why it matters
A misspelt pattern takes nothing off, and the bill looks dearer than it is.

## Example
`discounts: [{on: "amazon:*", percent: 10%, reason: EDP}]`: the vendor is called `aws`.

## Mend
`topoplan cost --format json` has the vendor and id of every line. A discount that many topologies
share may be on none of one of them: put it into a file that they extend.

## Sources
`prices.discounts` of the spec; vendors and ids of the bill's lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost import is_on
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules.rule import Case, Rule
from planner.topology import Discount


def judge(case: Case) -> Iterator[Diagnostic]:
    listed = [line for line in case.bill.lines if line.row is None or not line.row.is_stated]
    for discount in case.topology.terms.discounts:
        if discount.is_own and not any(is_on(discount, line) for line in listed):
            yield _finding(discount, sorted({line.vendor for line in listed if line.vendor}))


def _finding(discount: Discount, vendors: list[str]) -> Diagnostic:
    known = ", ".join(f"`{vendor}`" for vendor in vendors)
    return Diagnostic(
        code=RULE.code,
        severity=Severity.WARNING,
        message=f"no line with a list price is `{discount.on}`: the discount takes nothing off",
        at=discount.at,
        because=Fact(f"the vendors of this bill are {known or 'none'}", discount.at),
        fixes=(Fix("look up vendor and id in `topoplan cost --format json`"),),
        path=("prices.discounts",),
        offending=(discount.on,),
    )


RULE = Rule("COST012", "discount on nothing", "0.2.0", judge)
