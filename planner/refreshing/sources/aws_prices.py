"""The AWS Price List Query API: machine-hours on demand and reserved, and what else a bill counts.

An answer is a page of products as JSON in strings: `product.attributes` says what it is, and
`terms.OnDemand` and `terms.Reserved` hold offer terms with their price dimensions. A filter of ours
that AWS doesn't apply would let another product in, hence each attribute is read again here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.aws_sessions import Client, address
from planner.catalog import Catalog
from planner.refreshing.observing import Cover, Observation, Observed, Refusal, Step, decimal, plain
from planner.refreshing.sources import mapping
from planner.refreshing.sources.asking_aws import asked_of_aws, patient_client

Product = Mapping[str, Any]

_PRICES = "clouds/aws/prices.csv"
_COMMITMENTS = "clouds/aws/commitments.csv"
_SERVICES = "clouds/aws/services.csv"
_HOME = "us-east-1"
"""The interface answers for all regions, and stands in few."""
_MACHINES_AT_ONCE = 40
"""Their names fill a filter's value, which holds 1024 characters."""


def make(catalog: Catalog, environ: Mapping[str, str]) -> AwsPrices:
    return AwsPrices(catalog, environ)


class AwsPrices:
    """The machine-hours of each region, then the items of each service in all regions."""

    def __init__(self, catalog: Catalog, environ: Mapping[str, str]) -> None:
        self._catalog = catalog
        self._environ = environ
        self._mapping = mapping("aws")
        self._client: Client = None

    def steps(self) -> tuple[Step, ...]:
        asked = address("pricing", self._environ)
        regions = [
            region.name
            for region in self._catalog.regions["aws"].values()
            if region.partition in self._mapping["priced_partitions"]
        ]
        every = tuple(f"aws:{region}" for region in regions)
        machines = [
            Step("aws-prices", f"machines:{region}", asked, (f"aws:{region}",))
            for region in regions
        ]
        services = [
            Step("aws-prices", f"services:{service}", asked, every)
            for service in self._mapping["service"]
        ]
        return (*machines, *services)

    def observe(self, step: Step) -> Observed:
        what, _, name = step.scope.partition(":")
        with asked_of_aws("the AWS Price List", refused="it needs pricing:GetProducts"):
            return self._machines(name) if what == "machines" else self._services(name)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def _machines(self, region: str) -> Observed:
        said = self._mapping["machine"]
        names = [machine.name for machine in self._catalog.machines("aws")]
        rows: list[Observation] = []
        for start in range(0, len(names), _MACHINES_AT_ONCE):
            some = names[start : start + _MACHINES_AT_ONCE]
            filters = [
                *_terms({**said["filters"], "regionCode": region}),
                {"Type": "ANY_OF", "Field": "instanceType", "Value": ",".join(some)},
            ]
            for product in self._products(said["service"], filters):
                attributes = product["product"]["attributes"]
                wanted = {**said["filters"], "regionCode": region}
                is_ours = _is(attributes, wanted) and _may_be(attributes, said["local"])
                if is_ours and attributes["instanceType"] in some:
                    rows += self._machine_rows(region, attributes["instanceType"], product)
        purchases = tuple(said["reserved"])
        return Observed(
            tuple(rows),
            (
                Cover(_PRICES, {"region": (region,), "purchase": ("on_demand",)}),
                Cover(_COMMITMENTS, {"region": (region,), "purchase": purchases}),
            ),
        )

    def _machine_rows(self, region: str, machine: str, product: Product) -> Iterator[Observation]:
        said = self._mapping["machine"]
        terms = product["terms"]
        for dimension in _dimensions(terms.get("OnDemand", {}).values(), said["unit"]):
            if dimension["beginRange"] == "0":
                yield _hour(_PRICES, (region, machine, "on_demand"), dimension)
        for purchase, wanted in said["reserved"].items():
            fitting = (
                term
                for term in terms.get("Reserved", {}).values()
                if _is(term["termAttributes"], wanted)
            )
            for dimension in _dimensions(fitting, said["unit"]):
                yield _hour(_COMMITMENTS, (region, machine, purchase), dimension)

    def _services(self, service: str) -> Observed:
        items = self._mapping["service"][service]
        rows: list[Observation] = []
        refusals: list[Refusal] = []
        asked: dict[tuple[tuple[str, str], ...], list[Product]] = {}
        for item in items:
            filters = tuple(sorted(item["filters"].items()))
            if filters not in asked:
                asked[filters] = list(self._products(service, _terms(item["filters"])))
            for product in asked[filters]:
                found = self._item_row(item, product)
                rows += [one for one in found if isinstance(one, Observation)]
                refusals += [one for one in found if isinstance(one, Refusal)]
        names = tuple(item["item"] for item in items)
        return Observed(tuple(rows), (Cover(_SERVICES, {"item": names}),), tuple(refusals))

    def _item_row(self, item: Mapping[str, Any], product: Product) -> list[Observation | Refusal]:
        """The row of one product, if it is the item at all."""
        attributes = {
            "productFamily": product["product"].get("productFamily"),
            **product["product"]["attributes"],
        }
        usage = re.compile(self._mapping["usage_prefix"] + item["usage"])
        region = attributes.get("regionCode") or attributes.get("fromRegionCode") or ""
        if (
            not _is(attributes, item["filters"])
            or not usage.fullmatch(attributes.get("usagetype", ""))
            or attributes.get("locationType", "AWS Region") != "AWS Region"
            or not region
        ):
            return []
        dimensions = [
            dimension
            for term in product["terms"].get("OnDemand", {}).values()
            for dimension in term["priceDimensions"].values()
            if dimension["beginRange"] == item.get("from", "0")
        ]
        return [_item(item, region, dimension) for dimension in dimensions]

    def _products(self, service: str, filters: list[dict[str, str]]) -> Iterator[Product]:
        if self._client is None:
            self._client = patient_client("pricing", self._environ, _HOME)
        pages = self._client.get_paginator("get_products").paginate(
            ServiceCode=service, Filters=filters, FormatVersion="aws_v1"
        )
        for page in pages:
            yield from map(json.loads, page["PriceList"])


def _terms(filters: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"Type": "TERM_MATCH", "Field": field, "Value": text} for field, text in filters.items()
    ]


def _is(attributes: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(attributes.get(field) == text for field, text in wanted.items())


def _may_be(attributes: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether each attribute that is there is the one that is wanted."""
    return all(attributes.get(field, text) == text for field, text in wanted.items())


def _dimensions(terms: Iterable[Mapping[str, Any]], unit: str) -> Iterator[Mapping[str, Any]]:
    for term in terms:
        for dimension in term["priceDimensions"].values():
            if dimension["unit"].lower() == unit.lower():
                yield dimension


def _hour(table: str, key: tuple[str, ...], dimension: Mapping[str, Any]) -> Observation:
    currency, amount = _amount(dimension)
    return Observation(table, key, {"currency": currency, "per_hour": amount}, "aws-price-list-api")


def _item(
    item: Mapping[str, Any], region: str, dimension: Mapping[str, Any]
) -> Observation | Refusal:
    if dimension["unit"].lower() not in [unit.lower() for unit in item["vendor_units"]]:
        return Refusal("unknown_unit", f"{_SERVICES}: {item['item']} {region} {dimension['unit']}")
    currency, text = _amount(dimension)
    amount = decimal(text)
    if amount is not None:
        text = plain(amount * Decimal(item.get("times", "1")) / Decimal(item.get("per", "1")))
    cells = {"unit": item["unit"], "currency": currency, "amount": text, "confidence": "A"}
    return Observation(_SERVICES, (item["item"], region), cells, "aws-price-list-api")


def _amount(dimension: Mapping[str, Any]) -> tuple[str, str]:
    """Currency and amount, as they stand where they can't be read."""
    currency, text = next(iter(dimension["pricePerUnit"].items()))
    amount = decimal(text)
    return currency, text if amount is None else plain(amount)
