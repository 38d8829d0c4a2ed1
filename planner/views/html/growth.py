"""Twelve months of growth for a page: a drawing of the bills, a table, and what flips."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.advising import Advice, Growing, Month, grown
from planner.views.diagnostics import visible
from planner.views.html.curves import ticks
from planner.views.html.frame import Words, money
from planner.views.staircase import short

_WIDTH, _HEIGHT = 640, 220
_FILLED = Decimal("0.7")
"""Part of a month's place that its bar takes."""


def growth_words(advice: Advice) -> Words | None:
    """The months of the endpoints that grow; None where none says that it does."""
    found = grown(advice)
    if found is None:
        return None
    bills = [one.bill for one in found.months if one.bill is not None]
    if not bills:
        return None
    return {
        "endpoints": [visible(name) for name in found.endpoints],
        "currency": bills[0].currency,
        "budget": visible(found.budget),
        "width": _WIDTH,
        "height": _HEIGHT,
        "says": list(_says(found)),
        "rows": [_row(one, found) for one in found.months],
        "unpriced": any(bill.at_least for bill in bills),
        **_drawn(found),
    }


def _says(found: Growing) -> Iterator[str]:
    """What a reader looks for first: the last month, the year, and when something flips."""
    last = found.months[-1]
    year = [one.bill.monthly.expected for one in found.months[1:] if one.bill is not None]
    if last.bill is not None:
        least = "at least " if last.bill.at_least else ""
        yield f"in month {last.number} the bill is {least}{_amount(last)} {last.bill.currency}"
        if len(year) == len(found.months) - 1:
            yield f"the {len(year)} months together {least}{money(sum(year, Decimal(0)))}"
    if found.budget:
        yield _passes(found)
    for name in found.endpoints:
        yield f"{visible(name)}: {_owning(found, name)}"
    for code in sorted({code for one in found.months for code in one.against}):
        first = found.first_against(code)
        if first is not None and first.number:
            yield f"from month {first.number} on {code} stands against it"
    for code in sorted({code for one in found.months for code in one.warned}):
        warned = found.first_warned(code)
        if warned is not None and warned.number:
            yield f"from month {warned.number} on {code} warns"
    if any(one.bill is None for one in found.months):
        yield "of some months there is no such spec, and so no bill"


def _passes(found: Growing) -> str:
    over = found.first_over_budget()
    if over is None:
        return f"it stays within the budget of {visible(found.budget)}"
    when = f"in month {over.number}" if over.number else "already now"
    return f"it passes the budget of {visible(found.budget)} {when}"


def _owning(found: Growing, name: str) -> str:
    """When GPUs of one's own become cheaper for an endpoint."""
    known = [one.owning[name] for one in found.months if name in one.owning]
    if not known or all(one is None for one in known):
        return "nobody can say whether owning GPUs pays"
    first = found.first_owning(name)
    if first is None:
        return "owning GPUs doesn't pay within these months"
    return f"owning GPUs pays {f'from month {first.number} on' if first.number else 'already now'}"


def _amount(month: Month) -> str:
    return money(month.bill.monthly.expected) if month.bill is not None else "unknown"


def _row(month: Month, found: Growing) -> Words:
    pays = [visible(name) for name in found.endpoints if month.owning.get(name)]
    return {
        "month": "now" if month.number == 0 else f"{month.number}",
        "requests": short(month.requests),
        "bill": _amount(month),
        "at_least": month.bill is not None and month.bill.at_least,
        "over": month.over_budget,
        "owning": ", ".join(pays),
        "against": ", ".join((*month.against, *(f"{code} warns" for code in month.warned))),
    }


def _drawn(found: Growing) -> Words:
    """A bar for each month that has a bill, and the axes."""
    months = [(one, one.bill.monthly.expected) for one in found.months if one.bill is not None]
    top = max(amount for _, amount in months) or Decimal(1)
    place = Decimal(_WIDTH) / len(found.months)

    def y(amount: Decimal) -> Decimal:
        return (1 - amount / top) * _HEIGHT

    return {
        "bars": [
            {
                "x": f"{place * one.number + place * (1 - _FILLED) / 2:.1f}",
                "y": f"{y(amount):.1f}",
                "width": f"{place * _FILLED:.1f}",
                "tall": f"{_HEIGHT - y(amount):.1f}",
                "over": one.over_budget,
                "says": f"{'now' if one.number == 0 else f'month {one.number}'}: {_amount(one)}",
            }
            for one, amount in months
        ],
        "up": [{"at": f"{y(one):.1f}", "says": short(one)} for one in ticks(top)],
        "across": [
            {"at": f"{place * one.number + place / 2:.1f}", "says": one.number or "now"}
            for one in found.months
        ],
    }
