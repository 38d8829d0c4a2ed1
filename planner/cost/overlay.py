"""A company's own terms laid over priced lines: one pass, after everything has its price.

First prices in other currencies become US dollars, then discounts are taken off.

A discount is on lines by `vendor:line` or just `line`: the vendor of a line (`aws`, `bedrock`,
`openai` …; the kind of a provider for tokens) and its id, with `*` for any text, slashes and dots
included, and `?` for any one character. One that names a line without wildcards wins over
patterns; of two patterns, or of two that name it, none is taken: see the rule COST011. Prices that
the spec itself states keep what they say: a contract is net, and hardware is one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatchcase

from planner.catalog import DOLLAR, Catalog, ExchangeRate
from planner.cost.bill import Line
from planner.topology import Discount, Terms
from planner.units import plain


def settled(lines: Iterable[Line], terms: Terms, catalog: Catalog) -> Iterator[Line]:
    """Lines in US dollars, less their discounts."""
    for line in lines:
        yield _less_discount(_in_dollars(line, terms, catalog), terms.discounts)


def rate_of(currency: str, terms: Terms, catalog: Catalog) -> ExchangeRate | None:
    """The company's own rate, else the catalogue's; None where neither says one."""
    return terms.rate(currency, catalog)


def _in_dollars(line: Line, terms: Terms, catalog: Catalog) -> Line:
    if line.currency == DOLLAR or line.unit_price is None:
        return line
    rate = rate_of(line.currency, terms, catalog)
    written = f"{plain(line.unit_price)} {line.currency}"
    if rate is None:
        why = f"{written} for one {line.unit}, and no rate of exchange for {line.currency}"
        return replace(line, status="unpriced", unit_price=None, note=why, currency=DOLLAR)
    return replace(
        line,
        currency=DOLLAR,
        unit_price=rate.in_dollars(line.unit_price),
        unit_price_high=None
        if line.unit_price_high is None
        else rate.in_dollars(line.unit_price_high),
        note=_joined(line.note, f"{written} at {rate_words(rate)}"),
    )


def rate_words(rate: ExchangeRate) -> str:
    """Such as `0.867002 EUR for 1 USD of 2026-08-13 (ecb-data-api)`."""
    is_placed = rate.row.is_stated and rate.row.line  # a document doesn't say where in the spec
    source = f"{rate.row.file}:{rate.row.line}" if is_placed else rate.source
    return f"{plain(rate.per_usd)} {rate.currency} for 1 USD of {rate.as_of} ({source})"


def fitting(discounts: Iterable[Discount], line: Line) -> tuple[Discount, ...]:
    """The discounts that are on a line: those that name it exactly, if any do, else patterns."""
    if line.row is not None and line.row.is_stated:
        return ()
    found = tuple(one for one in discounts if is_on(one, line))
    return tuple(one for one in found if one.is_exact) or found


def is_on(discount: Discount, line: Line) -> bool:
    """Whether the pattern of a discount fits a line."""
    vendor, _, pattern = discount.on.rpartition(":")
    return fnmatchcase(line.id, pattern) and (not vendor or fnmatchcase(line.vendor, vendor))


def _less_discount(line: Line, discounts: tuple[Discount, ...]) -> Line:
    found = fitting(discounts, line)
    if not found or line.unit_price is None:
        return line
    if len(found) > 1:
        both = " and ".join(f"`{one.on}`" for one in found)
        return replace(line, note=_joined(line.note, f"without a discount, for {both} both fit"))
    (discount,) = found
    kept = 1 - discount.share
    listed = f"{discount.share * 100:.4f}".rstrip("0").rstrip(".")
    where = f"{discount.at.path.name}:{discount.at.line}"
    note = f"{listed}% off {plain(line.unit_price)} USD: {discount.reason} ({where})"
    return replace(
        line,
        unit_price=line.unit_price * kept,
        unit_price_high=_times(line.unit_price_high, kept),
        note=_joined(line.note, note),
    )


def _times(price: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if price is None else price * factor


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))
