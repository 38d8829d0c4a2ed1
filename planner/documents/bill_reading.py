"""The document `topoplan/cost/v1` back to a bill: what another run, or another day, has priced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.catalog import DOLLAR, Catalog, ExchangeRate
from planner.cost import Bill, Line
from planner.diagnostics import Row
from planner.documents.bill import bill_document
from planner.errors import UsageError
from planner.units import Range
from planner.values import value

SCHEMA = "topoplan/cost/v1"


@value
class WrittenBill:
    """A bill as a document holds it: quantities to six places, and the facts it rests on."""

    bill: Bill
    catalog: str
    """Id of the catalogue."""
    sha256: str


def read_bill(text: str, name: str) -> WrittenBill:
    """A document to its bill; `name` says in errors where the text is from.

    Raises:
        UsageError: it's no JSON, another document, or lacks a part.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _refused(name, f"no whole JSON document: {error}") from None
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        said = document.get("schema") if isinstance(document, Mapping) else None
        other = f"its schema is {said!r}" if said else "it names no schema"
        raise _refused(name, f"not the document `{SCHEMA}`: {other}")
    try:
        return _bill(document)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise _refused(name, f"not as its schema says: {_words(error)}") from None


def as_written(bill: Bill, catalog: Catalog) -> WrittenBill:
    """A bill as its own document holds it: with what was read back it compares digit by digit."""
    return _bill(bill_document(bill, catalog))


def _bill(document: Mapping[str, Any]) -> WrittenBill:
    exchange = _exchange(document)
    facts = document["catalog"]
    bill = Bill((), exchange)
    lines = tuple(_line(line, bill.currency) for line in document["lines"])
    return WrittenBill(Bill(lines, exchange), str(facts["id"]), str(facts["sha256"]))


def _exchange(document: Mapping[str, Any]) -> ExchangeRate | None:
    """The rate that a bill was converted at, which its document states."""
    currency, rate = str(document["monthly"]["currency"]), document.get("exchange")
    if currency == DOLLAR:
        return None
    if rate is None:
        raise ValueError(f"it is in {currency}, and says no rate of exchange")
    row = Row("exchange_rates.csv", 0, str(rate["as_of"]), str(rate["source"]))
    return ExchangeRate(currency, _number(rate["per_usd"]), row)


def _line(written: Mapping[str, Any], currency: str) -> Line:
    status = written["status"]
    price, quantity = written["unit_price"], written["quantity"]
    high = written.get("unit_price_high")
    if status not in ("priced", "assumed", "unpriced"):
        raise ValueError(f"no status {status!r}")
    if (status == "unpriced") != (price is None or quantity is None):
        raise ValueError(f"`{written['id']}` is {status}, and its price says otherwise")
    return Line(
        id=str(written["id"]),
        node=str(written["node"]),
        item=str(written["item"]),
        quantity=None if quantity is None else _range(quantity),
        unit=str(written["unit"]),
        basis=written["basis"],
        status=status,
        unit_price=None if price is None else _number(price),
        row=_row(written["fact"], written["as_of"]),
        note=str(written["note"]),
        vendor=str(written.get("vendor", "")),
        formula=str(written.get("formula", "")),
        currency=currency,
        unit_price_high=None if high is None else _number(high),
    )


def _range(written: Mapping[str, str]) -> Range:
    return Range(*(_number(written[bound]) for bound in ("low", "expected", "high")))


def _number(written: str) -> Decimal:
    number = Decimal(written)
    if not number.is_finite():
        raise ValueError(f"{written!r} is no amount")
    return number


def _row(fact: str | None, as_of: str | None) -> Row | None:
    if fact is None:
        return None
    file, _, line = fact.rpartition(":")
    return Row(file, int(line), as_of or "")


def _words(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error) or type(error).__name__


def _refused(name: str, why: str) -> UsageError:
    return UsageError(
        f"{name} is no bill that can be read: {why}",
        mend="`topoplan cost SPEC --format json` and the bill.json of a tree are such documents",
    )
