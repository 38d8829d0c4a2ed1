"""A bill as one page that stands alone: its pictures, and every line with what it rests on.

Templates only compose: every text and figure of the page is made here. Nothing in it is fetched
from anywhere, which its own Content-Security-Policy forbids; all words of a spec are escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner import resources
from planner.cost import (
    Attribution,
    Bill,
    Cause,
    Comparison,
    Explanation,
    Line,
    explain,
    rate_words,
)
from planner.pipeline import Plan
from planner.units import Range, cents, plain
from planner.views import text
from planner.views.diagnostics import visible

_PARTS = 7
"""Parts that have a hue of their own; what is cheaper than those is `others`."""
_OTHERS = "others"
_WIDTH = 1000
"""Units of a picture, from nothing to the highest whisker."""
_GAP = Decimal("1.5")

Words = Mapping[str, object]


def bill_page(
    plan: Plan, attributions: Iterable[Attribution], comparison: Comparison | None = None
) -> str:
    """The bill of a plan, from each side of `attributions`, beside an earlier one where given."""
    explained = [explain(line, plan.catalog) for line in plan.bill.lines]
    return (
        _environment()
        .get_template("bill.html.j2")
        .render(
            page=_page(plan),
            bill=_bill(plan),
            views=[_view(one, plan.bill) for one in attributions],
            comparison=None if comparison is None else _comparison(comparison),
            lines=[_line(told, plan) for told in sorted(explained, key=_dearest_first)],
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.folder("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(plan: Plan) -> Words:
    """What the frame needs."""
    style, script = _text("style.css"), _text("page.js")
    return {
        "style": style,
        "script": script,
        "policy": f"default-src 'none'; style-src '{_digest(style)}'; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'",
        "catalog": plan.catalog.id,
        "sha256": plan.catalog.sha256,
        "oldest": plan.bill.oldest,
        "rate": visible(rate_words(plan.bill.exchange)) if plan.bill.exchange else "",
        "version": version("topoplan"),
        "file": visible(plan.file.name),
    }


def _text(name: str) -> str:
    return (resources.folder("templates") / "report" / name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _bill(plan: Plan) -> Words:
    bill, month = plan.bill, plan.bill.monthly
    return {
        "name": visible(plan.topology.name),
        "environment": visible(plan.topology.environment),
        "least": "at least " if bill.at_least else "",
        "total": _money(month.expected),
        "currency": bill.currency,
        "between": _between(month),
        "counts": _counts(bill),
        "unpriced": [_unpriced(line) for line in bill.unpriced],
    }


def _counts(bill: Bill) -> str:
    count = {status: sum(line.status == status for line in bill.lines) for status in _STATUSES}
    told = [f"{count[status]} {words}" for status, words in _STATUSES.items() if count[status]]
    return f"{len(bill.lines)} lines: {', '.join(told)}."


_STATUSES = {"priced": "priced", "assumed": "resting on an assumption", "unpriced": "not priced"}


def _unpriced(line: Line) -> Words:
    return {"id": visible(line.id), "anchor": _anchor(line), "note": visible(line.note)}


def _anchor(line: Line) -> str:
    return f"line-{line.id}".replace(" ", "-")


def _view(attribution: Attribution, bill: Bill) -> Words:
    """One side of a bill: rows of bars on one scale, with a legend and the rule of division."""
    causes, parts = attribution.causes, _shown(attribution.parts)
    highest = max((cause.monthly.high for cause in causes), default=Decimal(0))
    hues = {part: f"h{place}" for place, part in enumerate(parts)}
    return {
        "by": attribution.by,
        "currency": bill.currency,
        "rule": attribution.rule,
        "parts": [{"name": visible(part), "hue": hue} for part, hue in hues.items()],
        "rows": [_row(cause, hues, highest, bill) for cause in causes],
    }


def _shown(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts if len(parts) <= _PARTS + 1 else (*parts[:_PARTS], _OTHERS)


def _row(cause: Cause, hues: Mapping[str, str], highest: Decimal, bill: Bill) -> Words:
    amounts = dict.fromkeys(hues, Decimal(0))
    for part, amount in cause.parts.items():
        amounts[part if part in hues else _OTHERS] += amount.expected
    told = {part: f"{part} {_money(amount)}" for part, amount in amounts.items() if amount}
    whole = bill.monthly.expected
    return {
        "name": visible(cause.name),
        "words": visible("; ".join(told.values()) or "no amount that is known"),
        "cuts": list(_cuts(amounts, hues, told, highest)),
        "range": _scaled(cause.monthly, highest),
        "amount": _money(cause.monthly.expected),
        "between": _between(cause.monthly),
        "share": f"{cause.monthly.expected / whole:.1%}" if whole else "",
        "unpriced": [visible(name) for name in cause.unpriced],
    }


def _cuts(
    amounts: Mapping[str, Decimal],
    hues: Mapping[str, str],
    told: Mapping[str, str],
    highest: Decimal,
) -> Iterator[Words]:
    """Rectangles side by side, for what costs something."""
    ends = accumulate(amounts.values())
    for (part, amount), end in zip(amounts.items(), ends, strict=True):
        if amount and highest:
            yield {
                "hue": hues[part],
                "x": _place(end - amount, highest),
                "width": _width(amount, highest),
                "words": visible(told[part]),
            }


def _scaled(month: Range, highest: Decimal) -> Words | None:
    """Places of a whisker; None where nothing varies."""
    if month.low == month.high or not highest:
        return None
    return {name: _place(getattr(month, name), highest) for name in ("low", "expected", "high")}


def _width(amount: Decimal, highest: Decimal) -> str:
    """Of a rectangle that leaves a gap to the next; what costs something is seen."""
    return f"{max(Decimal(2), amount / highest * _WIDTH - _GAP):.2f}"


def _place(amount: Decimal, highest: Decimal) -> str:
    return f"{amount / highest * _WIDTH:.2f}"


def _comparison(compared: Comparison) -> Words:
    rows = []
    for change in text.by_size(compared.changes):
        before, after, difference = text.amounts(change)
        row = {"id": visible(change.id), "before": before, "after": after}
        rows.append({**row, "difference": difference})
    words = [words.strip() for words in text.told(compared)]
    return {"rows": rows, "words": words, "currency": compared.currency}


def _line(told: Explanation, plan: Plan) -> Words:
    line, month = told.line, told.line.monthly
    return {
        "anchor": _anchor(line),
        "id": visible(line.id),
        "node": visible(line.node),
        "item": visible(line.item),
        "status": "unpriced-line" if month is None else line.status,
        "quantity": "?" if line.quantity is None else text.figure(line.quantity.expected),
        "unit": visible(line.unit),
        "price": "?" if line.unit_price is None else plain(line.unit_price),
        "monthly": None if month is None else _money(month.expected),
        "as_of": line.row.as_of if line.row else "",
        "stale": told.is_stale,
        "sort": {
            "quantity": "" if line.quantity is None else plain(line.quantity.expected),
            "price": "" if line.unit_price is None else plain(line.unit_price),
            "monthly": "" if month is None else plain(month.expected),
        },
        "fact": visible(told.place),
        "cells": [
            {"column": column, "text": visible(cell)} for column, cell in told.cells.items() if cell
        ],
        "entries": [
            {"head": head, "words": visible(words), "href": href}
            for head, words, href in _entries(told, plan)
            if words
        ],
    }


def _entries(told: Explanation, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Heading, words and address of everything that a line rests on."""
    line, month = told.line, told.line.monthly
    if line.quantity is None:
        yield "quantity", f"not known, in {line.unit}", ""
    else:
        yield "quantity", f"{text.spread(line.quantity)} {line.unit}", ""
    yield "formula", line.formula, ""
    if line.unit_price is not None:
        price = f"{text.price(line.unit_price)} {line.currency} for one {line.unit}"
        listed = f" = {told.listed} as listed x {plain(told.factor)}" if told.factor else ""
        yield "price", price + listed, ""
    if line.quantity is not None and line.unit_price is not None and month is not None:
        sum_ = f"{text.figure(line.quantity.expected)} x {text.price(line.unit_price)}"
        between = _between(month)
        words = f"{sum_} = {_money(month.expected)} {line.currency}"
        words += f"; {between}" if between else ""
        yield "monthly", words, ""
    if line.row is not None:
        title = told.source.title if told.source else line.row.source
        is_link = told.address.startswith("https://")
        yield "source", title, told.address if is_link else ""
        yield "date", text.age(told), ""
    yield "vendor", plan.catalog.vendor(line.vendor), ""
    yield "basis", text.BASES[line.basis], ""
    yield line.status, line.note, ""


def _dearest_first(told: Explanation) -> tuple[bool, Decimal]:
    """What has no price stands first: it may be the dearest of all."""
    month = told.line.monthly
    return month is not None, -month.expected if month else Decimal(0)


def _between(month: Range) -> str:
    low, high = _money(month.low), _money(month.high)
    return "" if low == high else f"{low} to {high}"


def _money(amount: Decimal) -> str:
    return f"{cents(amount):,}"
