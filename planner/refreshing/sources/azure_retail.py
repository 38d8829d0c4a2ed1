"""The Azure Retail Prices API: one meter for each machine, way of buying and region.

`type` says how something is bought, and the name of a meter the rest: `… Spot` and `… Low Priority`
are interruptible, and Windows stands in the product's name. Savings plans hang on the meter that
they make cheaper, in the preview version of the interface only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from planner.catalog import Catalog
from planner.errors import CloudError
from planner.refreshing.answers import understood
from planner.refreshing.asking import Asker
from planner.refreshing.observing import Cover, Observation, Observed, Refusal, Step, plain
from planner.refreshing.sources import mapping

Item = Mapping[str, Any]

_ADDRESS = "https://prices.azure.com/api/retail/prices"
_VERSION = "2023-01-01-preview"
_PRICES = "clouds/azure/prices.csv"
_COMMITMENTS = "clouds/azure/commitments.csv"
_SERVICES = "clouds/azure/services.csv"
_MACHINES_AT_ONCE = 15
"""A filter has to fit into an address."""
_PAGES = 1000
"""More pages than any question of ours has: an answer that goes on in a circle ends here."""


def make(catalog: Catalog, environ: Mapping[str, str]) -> AzureRetail:
    return AzureRetail(catalog, environ.get("TOPOPLAN_AZURE_PRICES_URL") or _ADDRESS)


class AzureRetail:
    """The machine-hours of each region, then the meters of each service in all regions."""

    def __init__(self, catalog: Catalog, address: str) -> None:
        self._regions = tuple(catalog.regions["azure"])
        self._machines = [machine.name for machine in catalog.machines("azure")]
        self._address = address
        self._mapping = mapping("azure")
        self._asker = Asker(address)

    def steps(self) -> tuple[Step, ...]:
        every = tuple(f"azure:{region}" for region in self._regions)
        machines = (
            Step("azure-retail", f"machines:{region}", self._address, (f"azure:{region}",))
            for region in self._regions
        )
        services = (
            Step("azure-retail", f"services:{service}", self._address, every)
            for service in self._mapping["service"]
        )
        return (*machines, *services)

    def observe(self, step: Step) -> Observed:
        what, _, name = step.scope.partition(":")
        with understood(f"Azure prices {step.scope}"):
            return self._hours(name) if what == "machines" else self._services(name)

    def close(self) -> None:
        self._asker.close()

    def _hours(self, region: str) -> Observed:
        rows: list[Observation] = []
        for start in range(0, len(self._machines), _MACHINES_AT_ONCE):
            some = self._machines[start : start + _MACHINES_AT_ONCE]
            names = " or ".join(f"armSkuName eq '{name}'" for name in some)
            question = (
                "serviceName eq 'Virtual Machines' and priceType eq 'Consumption' "
                f"and armRegionName eq '{region}' and ({names})"
            )
            for item in self._items(question):
                if item["armRegionName"] == region and item["armSkuName"] in some:
                    rows += self._hour_rows(region, item)
        plans = tuple(self._mapping["machine"]["savings_plan"].values())
        return Observed(
            tuple(rows),
            (
                Cover(_PRICES, {"region": (region,)}),
                Cover(_COMMITMENTS, {"region": (region,), "purchase": plans}),
            ),
        )

    def _hour_rows(self, region: str, item: Item) -> Iterator[Observation]:
        said = self._mapping["machine"]
        other = re.compile(said["other_products"])
        if (
            item["type"] != "Consumption"
            or item["unitOfMeasure"] != said["unit"]
            or other.search(item["productName"])
            or re.search(said["other_meters"], item["meterName"])
        ):
            return
        is_spot = item["meterName"].endswith(said["spot_suffix"])
        machine, currency = item["armSkuName"], item["currencyCode"]
        purchase = "spot" if is_spot else "on_demand"
        cells = {"currency": currency, "per_hour": _text(item["retailPrice"])}
        yield Observation(_PRICES, (region, machine, purchase), cells, "azure-retail-api")
        for plan in item.get("savingsPlan") or ():
            purchase = said["savings_plan"].get(plan["term"])
            if purchase and not is_spot:
                cells = {"currency": currency, "per_hour": _text(plan["retailPrice"])}
                yield Observation(
                    _COMMITMENTS, (region, machine, purchase), cells, "azure-retail-api"
                )

    def _services(self, service: str) -> Observed:
        wanted = self._mapping["service"][service]
        found: list[Observation | Refusal] = []
        question = f"serviceName eq '{service}' and priceType eq 'Consumption'"
        for item in self._items(question):
            for one in wanted:
                if item["serviceName"] == service and _is(item, one["is"]):
                    found += self._rows(one, item)
        names = tuple(one["item"] for one in wanted)
        return Observed(
            tuple(one for one in found if isinstance(one, Observation)),
            (Cover(_SERVICES, {"item": names}),),
            tuple(one for one in found if isinstance(one, Refusal)),
        )

    def _rows(self, one: Mapping[str, Any], item: Item) -> Iterator[Observation | Refusal]:
        region = item["armRegionName"]
        if item["type"] != "Consumption" or Decimal(item["tierMinimumUnits"]) != one.get("from", 0):
            return
        if item["unitOfMeasure"] not in one["vendor_units"]:
            unit = item["unitOfMeasure"]
            yield Refusal("unknown_unit", f"{_SERVICES}: {one['item']} {region} {unit}")
            return
        # the meter of a global product holds in every region
        regions = self._regions if region in self._mapping["everywhere"] else (region,)
        for name in regions:
            cells = {
                "unit": one["unit"],
                "currency": item["currencyCode"],
                "amount": _text(item["retailPrice"]),
                "confidence": "A",
            }
            yield Observation(_SERVICES, (one["item"], name), cells, "azure-retail-api")

    def _items(self, question: str) -> Iterator[Item]:
        """The meters of all pages of an answer that hold today, primary ones only."""
        parameters = {
            "api-version": _VERSION,
            "currencyCode": "USD",
            "meterRegion": "'primary'",
            "$filter": question,
        }
        for _ in range(_PAGES):
            answer = self._asker.json(self._address, parameters)
            yield from (item for item in answer["Items"] if not item.get("effectiveEndDate"))
            following = answer["NextPageLink"]
            if not following:
                return
            # only what it asks for: a mirror's pages lie at the mirror
            parameters = dict(parse_qsl(urlsplit(following).query))
        raise CloudError(
            f"{self._address} has no last page", mend="see what is behind that address"
        )


def _is(item: Item, wanted: Mapping[str, str]) -> bool:
    return all(item[field] == text for field, text in wanted.items())


def _text(number: object) -> str:
    """A number of JSON as it stands; anything else as text that is no number."""
    if isinstance(number, Decimal | int) and not isinstance(number, bool):
        return plain(Decimal(number))
    return str(number)
