"""Exchange rates of the European Central Bank, which are published on working days at 16:00 CET.

The bank says what one euro is worth; the table says what one US dollar is worth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Context, Decimal
from xml.etree import ElementTree as ET

from planner.catalog import Catalog
from planner.errors import CloudError
from planner.refreshing.asking import Asker
from planner.refreshing.observing import Cover, Observation, Observed, Step, decimal, plain

TABLE = "exchange_rates.csv"

_SOURCE = "ecb-reference-rates"
"""Its id in `sources.csv`, the one that the shipped rates of this list have."""
_ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SIX_DIGITS = Context(prec=6)
"""The bank itself gives five to six."""


def make(catalog: Catalog, environ: Mapping[str, str]) -> Ecb:  # noqa: ARG001 - as every source
    return Ecb(environ.get("TOPOPLAN_ECB_URL") or _ADDRESS)


class Ecb:
    """The bank's daily list."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._asker = Asker(address)

    def steps(self) -> tuple[Step, ...]:
        return (Step("ecb", "daily", self._address),)

    def observe(self, step: Step) -> Observed:  # noqa: ARG002 - there is one
        day, rates = self._rates()
        euro_per_dollar = rates.get("USD")
        if euro_per_dollar is None:
            raise _malformed(self._address, "has no rate of the US dollar")
        per_usd = {"EUR": _SIX_DIGITS.divide(Decimal(1), euro_per_dollar)}
        for currency, rate in rates.items():
            if currency != "USD":
                per_usd[currency] = _SIX_DIGITS.divide(rate, euro_per_dollar)
        rows = tuple(
            Observation(TABLE, (currency,), {"per_usd": plain(rate)}, _SOURCE, day)
            for currency, rate in sorted(per_usd.items())
        )
        return Observed(rows, (Cover(TABLE, {}),))

    def close(self) -> None:
        self._asker.close()

    def _rates(self) -> tuple[str, dict[str, Decimal]]:
        """The bank's day, and what one euro is worth in each currency."""
        content = self._asker.content(self._address)
        try:
            # the parser of the standard library loads nothing from elsewhere, and what could swell
            # is refused before it: the bank declares no entities
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise _malformed(self._address, "declares entities")
            root = ET.fromstring(content)  # noqa: S314 - without entities there is nothing to fear
        except ET.ParseError as error:
            raise _malformed(self._address, f"is no XML: {error}") from None
        dated = [cube for cube in root.iter(_CUBE) if "time" in cube.attrib]
        if len(dated) != 1 or not _DAY.fullmatch(dated[0].attrib["time"]):
            raise _malformed(self._address, "does not name one day")
        rates: dict[str, Decimal] = {}
        for cube in dated[0].iter(_CUBE):
            if "currency" in cube.attrib:
                rate = decimal(cube.attrib.get("rate", ""))
                if rate is None or rate <= 0:
                    raise _malformed(self._address, f"has no rate of {cube.attrib['currency']}")
                rates[cube.attrib["currency"]] = rate
        return dated[0].attrib["time"], rates


def _malformed(address: str, what: str) -> CloudError:
    return CloudError(f"{address} {what}", mend="it may have been cut off on its way: run it again")
