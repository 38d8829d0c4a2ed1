"""Calls that cross regions.

## What it checks
What the bill has for data that gateways send to providers, pools and stores in other regions of
their cloud, where that is worth a word: from ten units of its currency a month.

## Why it matters
Bytes between regions are billed by the gigabyte and answer later. Neither is wrong, and both end by
moving one node.

## Example
A gateway in `eu-central-1` that sends four terabytes of prompts a month to Bedrock in `eu-west-1`.

## Mend
Call the service in the gateway's own region, or move the gateway.

## Sources
The bill's lines of the part `egress-region`, each with its price row and date.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.cost import Bill, Line
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.rules.rule import Case, Rule
from planner.topology import Gateway
from planner.units import Money

_WORTH_A_WORD = Decimal(10)
"""A month, in the currency of the bill."""


def judge(case: Case) -> Iterator[Diagnostic]:
    first = {gateway.region.name: gateway for gateway in reversed(case.topology.gateways)}
    for region, gateway in sorted(first.items()):
        item = case.catalog.billed(gateway.region.cloud, "egress-region").line
        lines = [line for line in case.bill.lines if _crosses(line, item, region)]
        monthly = sum((line.monthly.expected for line in lines if line.monthly), Decimal(0))
        if monthly >= _WORTH_A_WORD:
            yield _finding(gateway, lines, monthly, case.bill)


def _crosses(line: Line, item: str, region: str) -> bool:
    return line.item.startswith(item) and line.node == f"network.{region}"


def _finding(gateway: Gateway, lines: list[Line], monthly: Decimal, bill: Bill) -> Diagnostic:
    row = lines[0].row
    quantity = lines[0].quantity
    says = f"{quantity.expected:,.0f} {lines[0].unit} a month" if quantity else lines[0].id
    return Diagnostic(
        code=RULE.code,
        severity=Severity.NOTE,
        message=f"calls of `{gateway.id}` to other regions cost {Money(monthly, bill.currency)} "
        "a month",
        at=gateway.at,
        because=Fact(says, row or gateway.at),
        fixes=(Fix("call the service in the gateway's own region, or move the gateway"),),
        path=(gateway.id,),
        offending=tuple(line.id for line in lines),
        facts=(row,) if row else (),
    )


RULE = Rule("COST002", "calls that cross regions", "0.2.0", judge)
