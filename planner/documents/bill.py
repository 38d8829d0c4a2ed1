"""A bill as the JSON document `topoplan/cost/v1`: money as decimal strings."""

from __future__ import annotations

import json
from decimal import Decimal

from planner.catalog import Catalog, ExchangeRate
from planner.cost import Bill, Line
from planner.units import Range, cents, plain

_PRICE_PLACES = 12
"""Most places of a converted price; a price of the catalogue stands as its row has it."""


def bill_document(bill: Bill, catalog: Catalog) -> dict[str, object]:
    """The keys of the `cost` contract; lines in the order of the bill."""
    return {
        "schema": "topoplan/cost/v1",
        "monthly": {
            **money_range(bill.monthly),
            "currency": bill.currency,
            "at_least": bill.at_least,
        },
        "exchange": exchange_document(bill.exchange),
        "lines": line_documents(bill),
        "unpriced": [{"id": line.id, "reason": line.note} for line in bill.unpriced],
        "catalog": {
            "id": catalog.id,
            "sha256": catalog.sha256,
            "oldest_as_of": bill.oldest,
        },
    }


def bill_text(bill: Bill, catalog: Catalog) -> str:
    """The document as the text of a file: the same bill, the same bytes on any day."""
    return json.dumps(bill_document(bill, catalog), indent=2, ensure_ascii=False) + "\n"


def money_range(amounts: Range) -> dict[str, str]:
    """Low, expected and high in whole cents."""
    return {name: str(cents(getattr(amounts, name))) for name in ("low", "expected", "high")}


def exchange_document(rate: ExchangeRate | None) -> dict[str, str] | None:
    """The rate that everything was converted at; None for a bill in US dollars."""
    if rate is None:
        return None
    return {"per_usd": str(rate.per_usd), "as_of": rate.as_of, "source": rate.source}


def line_document(line: Line) -> dict[str, object]:
    """One line with its amounts, and the row and day of its price."""
    return {
        "id": line.id,
        "node": line.node,
        "item": line.item,
        "vendor": line.vendor,
        "quantity": None if line.quantity is None else _quantities(line.quantity),
        "unit": line.unit,
        "unit_price": _price(line.unit_price),
        "unit_price_high": _price(line.unit_price_high),
        "monthly": None if line.monthly is None else money_range(line.monthly),
        "basis": line.basis,
        "status": line.status,
        "fact": None if line.row is None else f"{line.row.file}:{line.row.line}",
        "as_of": None if line.row is None else line.row.as_of,
        "note": line.note,
        "formula": line.formula,
    }


def _price(amount: Decimal | None) -> str | None:
    if amount is None:
        return None
    text = f"{amount:f}"
    return f"{amount:.{_PRICE_PLACES}f}" if len(text.partition(".")[2]) > _PRICE_PLACES else text


def _quantities(quantity: Range) -> dict[str, str]:
    return {name: plain(getattr(quantity, name)) for name in ("low", "expected", "high")}


def line_documents(bill: Bill) -> list[dict[str, object]]:
    """The lines of a bill, by the keys of the `cost` contract."""
    return [line_document(line) for line in bill.lines]
